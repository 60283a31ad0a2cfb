import { describe, expect, it } from "vitest";
import { errorOf, paidIntent, world } from "./support.ts";

/** Over fetch the package hands on fetch's own headers. */
function replayed(answer: { lastResponse: { headers: Record<string, string> } }): string | null {
  return new Headers(answer.lastResponse.headers).get("idempotent-replayed");
}

describe("an idempotency key", () => {
  it("replays the first answer and makes nothing new", async () => {
    const { stripe } = await world();
    const { id } = await paidIntent(stripe);
    const first = await stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: "k" });
    const second = await stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: "k" });
    expect(second.id).toBe(first.id);
    expect(replayed(first)).toBeNull();
    expect(replayed(second)).toBe("true");
    expect(second.lastResponse.requestId).toMatch(/^req_/);
    expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
  });

  it("refuses other parameters and other endpoints", async () => {
    const { stripe } = await world();
    const { id } = await paidIntent(stripe);
    await stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: "k" });
    const other = await errorOf(
      stripe.refunds.create({ payment_intent: id, amount: 200 }, { idempotencyKey: "k" }),
    );
    expect(other).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
    const elsewhere = stripe.paymentIntents.create({ amount: 100, currency: "usd" }, { idempotencyKey: "k" });
    expect((await errorOf(elsewhere)).type).toBe("StripeIdempotencyError");
  });

  it("answers 409 while the first still runs, and the first's answer afterwards", async () => {
    const { stripe } = await world({ latencyMs: 100 });
    const { id } = await paidIntent(stripe);
    const ask = () => stripe.refunds.create({ payment_intent: id }, { idempotencyKey: "k" });
    const [one, two] = await Promise.allSettled([ask(), ask()]);
    const answers = [one, two].map((result) =>
      result.status === "fulfilled" ? result.value.status : result.reason.code,
    );
    expect(answers.sort()).toEqual(["idempotency_key_in_use", "succeeded"]);
    expect((await ask()).status).toBe("succeeded");
  });

  it("keeps a 500, and a refusal by the state of things", async () => {
    const { arm, stripe } = await world();
    const { id } = await paidIntent(stripe);
    await arm({ service: "stripe", fault: "500", times: 1 });
    const ask = (key: string) => stripe.refunds.create({ payment_intent: id }, { idempotencyKey: key });
    expect(await errorOf(ask("k"))).toMatchObject({ type: "StripeAPIError", statusCode: 500 });
    expect(await errorOf(ask("k"))).toMatchObject({ type: "StripeAPIError", statusCode: 500 });
    expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
    await ask("k2");
    expect((await errorOf(ask("k3"))).code).toBe("charge_already_refunded");
    expect((await errorOf(ask("k3"))).code).toBe("charge_already_refunded");
  });

  it("stays free after a 429, a 409 and a parameter that is wrong in itself", async () => {
    const { arm, stripe } = await world();
    const { id } = await paidIntent(stripe);
    const ask = (amount: number) =>
      stripe.refunds.create({ payment_intent: id, amount }, { idempotencyKey: "k" });
    await arm({ service: "stripe", fault: "429", times: 1 });
    expect(await errorOf(ask(100))).toMatchObject({ type: "StripeRateLimitError", statusCode: 429 });
    await arm({ service: "stripe", fault: "409", times: 1 });
    expect(await errorOf(ask(100))).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    expect((await errorOf(ask(-5))).code).toBe("parameter_invalid_integer");
    expect((await ask(100)).status).toBe("succeeded");
  });

  it("is pruned after 24 hours, and then means a new request", async () => {
    const { pass, stripe } = await world();
    const { id } = await paidIntent(stripe);
    const ask = () => stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: "k" });
    const first = await ask();
    pass(24 * 3_600_000 - 60_000);
    expect((await ask()).id).toBe(first.id);
    pass(61_000);
    expect((await ask()).id).not.toBe(first.id);
  });

  it("survives a restart", async () => {
    const it = await world();
    const { id } = await paidIntent(it.stripe);
    const ask = () => it.stripe.refunds.create({ payment_intent: id }, { idempotencyKey: "k" });
    const first = await ask();
    await it.restart();
    expect((await ask()).id).toBe(first.id);
    expect((await it.stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
  });
});

describe("expand", () => {
  it("of what cannot be expanded undoes the request", async () => {
    const { stripe } = await world();
    const { id } = await paidIntent(stripe);
    expect((await errorOf(stripe.refunds.create({ payment_intent: id, expand: ["nothing"] }))).param).toBe(
      "expand",
    );
    expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
  });
});

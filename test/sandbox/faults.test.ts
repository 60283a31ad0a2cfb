import { describe, expect, it } from "vitest";
import { errorOf, paidIntent, post, stripeClient, until, world } from "./support.ts";

interface Ledger {
  requests: {
    service: string;
    method: string;
    path: string;
    status: number | null;
    idempotency_key: string | null;
    fault?: string;
  }[];
  refunds: { payment_intent: string }[];
}

async function ledger(url: string): Promise<Ledger> {
  return (await (await fetch(`${url}/ledger.json`)).json()) as Ledger;
}

describe("a fault with a rhythm", () => {
  it("hits each third request that it is meant for, and counts down by those alone", async () => {
    const { arm, stripe } = await world();
    await arm({ service: "stripe", fault: "429", times: 2, every: 3, match: "GET /v1/refunds" });
    const asked: boolean[] = [];
    for (let n = 0; n < 10; n++) {
      // Meant for lists of refunds: what else is asked between does not count.
      await stripe.paymentIntents.list();
      asked.push(
        await stripe.refunds.list().then(
          () => true,
          () => false,
        ),
      );
    }
    expect(asked).toEqual([true, true, false, true, true, false, true, true, true, true]);
  });

  it("is refused with a rhythm that is none", async () => {
    const { sandbox } = await world();
    for (const every of [0, 1.5, "3"]) {
      const body = JSON.stringify({ service: "resend", fault: "429", every });
      const headers = { "content-type": "application/json" };
      expect((await fetch(`${sandbox.url}/faults`, { method: "POST", headers, body })).status).toBe(400);
    }
  });
});

describe("cutting the line", () => {
  it.each([
    ["drop_before", 0],
    ["drop_after", 1],
  ])("%s leaves %i refunds behind", async (fault, left) => {
    const { arm, sandbox, stripe } = await world();
    const { id } = await paidIntent(stripe);
    await arm({ service: "stripe", fault, times: 1 });
    const ask = () => stripe.refunds.create({ payment_intent: id }, { idempotencyKey: "k" });
    expect((await errorOf(ask())).type).toBe("StripeConnectionError");
    const { refunds, requests } = await ledger(sandbox.url);
    expect(refunds).toHaveLength(left);
    expect(requests.at(-1)).toMatchObject({
      service: "stripe",
      method: "POST",
      path: "/v1/refunds",
      status: null,
      idempotency_key: "k",
      fault,
    });
    expect((await ask()).status).toBe("succeeded");
    expect((await ledger(sandbox.url)).refunds).toHaveLength(1);
  });

  it.each([
    ["timeout_before", 0],
    ["timeout_after", 1],
  ])("%s outlasts the client, and leaves %i refunds behind", async (fault, left) => {
    const { arm, sandbox, stripe } = await world();
    const { id } = await paidIntent(stripe);
    await arm({ service: "stripe", fault, times: 1 });
    const asked = errorOf(
      stripe.refunds.create({ payment_intent: id }, { timeout: 300, idempotencyKey: "k" }),
    );
    expect((await asked).type).toBe("StripeConnectionError");
    expect((await ledger(sandbox.url)).refunds).toHaveLength(left);
  });

  it("drops a request it has held long enough, and does not keep a closing sandbox open", async () => {
    const it = await world({ patienceMs: 200 });
    await it.arm({ service: "stripe", fault: "timeout_before", times: 1 });
    expect((await errorOf(it.stripe.accounts.retrieve(null))).type).toBe("StripeConnectionError");
    const patient = await world();
    await patient.arm({ service: "stripe", fault: "timeout_before", times: 1 });
    const held = errorOf(patient.stripe.accounts.retrieve(null));
    await until(async () => (await ledger(patient.sandbox.url)).requests.length === 1);
    await patient.sandbox.close();
    expect((await held).type).toBe("StripeConnectionError");
  });
});

describe("an armed fault", () => {
  it("counts down, hits its own service only, and not whoever has no key", async () => {
    const { arm, sandbox, stripe } = await world();
    await arm({ service: "stripe", fault: 500, times: 2 });
    expect((await post(`${sandbox.url}/resend/emails`, {})).status).toBe(401);
    expect((await errorOf(stripeClient(sandbox, "bad").accounts.retrieve(null))).statusCode).toBe(401);
    expect((await errorOf(stripe.accounts.retrieve(null))).statusCode).toBe(500);
    expect((await errorOf(stripe.accounts.retrieve(null))).statusCode).toBe(500);
    expect((await stripe.accounts.retrieve(null)).object).toBe("account");
  });

  it("waits for the request that it matches", async () => {
    const { arm, stripe } = await world();
    const { id } = await paidIntent(stripe);
    await arm({ service: "stripe", fault: "500", times: 1, match: "POST /v1/refunds" });
    expect((await stripe.paymentIntents.retrieve(id)).id).toBe(id);
    expect((await errorOf(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(500);
  });

  it("of 500 can do the work all the same", async () => {
    const { arm, stripe } = await world();
    const { id } = await paidIntent(stripe);
    await arm({ service: "stripe", fault: "500", times: 1, done: true });
    const ask = () => stripe.refunds.create({ payment_intent: id }, { idempotencyKey: "k" });
    expect((await errorOf(ask())).statusCode).toBe(500);
    expect((await errorOf(ask())).statusCode).toBe(500);
    expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
  });

  it("is listed, survives a restart, and can be cleared", async () => {
    const it = await world();
    await it.arm({ service: "daily", fault: "429", times: 3 });
    await it.restart();
    const faults = () => fetch(`${it.sandbox.url}/faults`).then((response) => response.json());
    expect(await faults()).toMatchObject({ data: [{ service: "daily", fault: "429", remaining: 3 }] });
    await fetch(`${it.sandbox.url}/faults`, { method: "DELETE" });
    expect(await faults()).toEqual({ data: [] });
  });

  it.each([
    [{ service: "daily", fault: "refund_pending", times: 1 }, "only Stripe has refunds"],
    [{ service: "stripe", fault: "earthquake", times: 1 }, "fault"],
    [{ service: "fax", fault: "500", times: 1 }, "service"],
    [{ service: "stripe", fault: "500", times: 0 }, "times"],
    [{ service: "stripe", fault: "429", times: 1, done: true }, "done"],
    [[], "body"],
  ])("is refused when it makes no sense: %o", async (body, says) => {
    const { arm } = await world();
    const response = await arm(body as Record<string, unknown>);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(says);
  });
});

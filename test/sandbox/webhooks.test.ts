import { describe, expect, it } from "vitest";
import { paidIntent, until, world } from "./support.ts";

describe("webhooks", () => {
  it("are retried with back-off until the app takes them, with the same bytes", async () => {
    const { answerWith, delivered, got, pass, sandbox, stripe, types } = await world();
    answerWith(503);
    await stripe.paymentIntents.create({ amount: 5000, currency: "usd" });
    await until(() => got.length === 1);
    pass(0);
    expect(sandbox.pendingWebhooks()).toBe(1);
    answerWith(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    pass(1_000);
    await delivered();
    expect(types("stripe")).toEqual(["payment_intent.created", "payment_intent.created"]);
    expect(got[0]?.body).toBe(got[1]?.body);
  });

  it("survive a restart, and go out at once then", async () => {
    const it = await world();
    it.answerWith(500);
    await it.stripe.paymentIntents.create({ amount: 5000, currency: "usd" });
    await until(() => it.got.length === 1);
    await it.restart();
    it.answerWith(200);
    await it.delivered();
    expect(it.types("stripe").length).toBeGreaterThanOrEqual(2);
  });

  it("can be lost for good", async () => {
    const { arm, delivered, stripe, types } = await world();
    await arm({ service: "stripe", fault: "webhook_lost", times: 1 });
    await stripe.paymentIntents.create({ amount: 5000, currency: "usd" });
    await paidIntent(stripe);
    await delivered();
    expect(types("stripe").filter((type) => type === "payment_intent.created")).toHaveLength(1);
  });

  it("can come twice, as one event", async () => {
    const { arm, delivered, got, stripe } = await world();
    await arm({ service: "stripe", fault: "webhook_twice", times: 1 });
    await stripe.paymentIntents.create({ amount: 5000, currency: "usd" });
    await delivered();
    expect(got).toHaveLength(2);
    expect(got[0]?.body).toBe(got[1]?.body);
  });

  it("can come after the next one", async () => {
    const { arm, delivered, stripe, types } = await world();
    await arm({ service: "stripe", fault: "webhook_reordered", times: 1, match: "payment_intent.succeeded" });
    await paidIntent(stripe);
    await delivered();
    const order = types("stripe");
    expect(order.indexOf("payment_intent.succeeded")).toBeGreaterThan(order.indexOf("charge.succeeded"));
  });

  it("held back for a next one that never comes go out after half a minute", async () => {
    const { arm, delivered, pass, stripe, types } = await world();
    await arm({ service: "stripe", fault: "webhook_reordered", times: 1 });
    await stripe.paymentIntents.create({ amount: 5000, currency: "usd" });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(types("stripe")).toEqual([]);
    pass(30_000);
    await delivered();
    expect(types("stripe")).toEqual(["payment_intent.created"]);
  });
});

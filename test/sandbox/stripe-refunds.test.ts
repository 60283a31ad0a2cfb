import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { errorOf, paidIntent, world } from "./support.ts";

describe("a refund", () => {
  it("gives all back, once, and shows on the charge", async () => {
    const { delivered, stripe, types } = await world();
    const { id } = await paidIntent(stripe);
    const refund = await stripe.refunds.create({
      payment_intent: id,
      metadata: { booking_id: "bk_1" },
      reason: "requested_by_customer",
    });
    expect(refund).toMatchObject({ status: "succeeded", amount: 5000, currency: "usd", payment_intent: id });
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect(intent.latest_charge).toMatchObject({ amount_refunded: 5000, refunded: true });
    expect(await errorOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      code: "charge_already_refunded",
      statusCode: 400,
    });
    await delivered();
    expect(types("stripe")).toEqual(expect.arrayContaining(["refund.created", "charge.refunded"]));
  });

  it("may be partial, twice, but never more than was paid", async () => {
    const { stripe } = await world();
    const { id } = await paidIntent(stripe);
    await stripe.refunds.create({ payment_intent: id, amount: 2000 });
    expect((await errorOf(stripe.refunds.create({ payment_intent: id, amount: 3001 }))).param).toBe("amount");
    await stripe.refunds.create({ payment_intent: id, amount: 3000 });
    const { data } = await stripe.refunds.list({ payment_intent: id });
    expect(data.map(({ amount }) => amount)).toEqual([3000, 2000]);
    const second = await stripe.refunds.list({
      payment_intent: id,
      limit: 1,
      starting_after: data[0]?.id ?? "",
    });
    expect(second).toMatchObject({ has_more: false, data: [{ amount: 2000 }] });
  });

  it("is refused for what was disputed, not captured, declined, or unknown", async () => {
    const { delivered, stripe, types } = await world();
    const disputed = await paidIntent(stripe, 5000, "pm_card_createDispute");
    expect((await errorOf(stripe.refunds.create({ payment_intent: disputed.id }))).code).toBe(
      "charge_disputed",
    );
    await delivered();
    expect(types("stripe")).toContain("charge.dispute.created");
    const held = await stripe.paymentIntents.create({
      amount: 900,
      currency: "eur",
      payment_method: "pm_card_visa",
      confirm: true,
      capture_method: "manual",
    });
    expect((await errorOf(stripe.refunds.create({ payment_intent: held.id }))).code).toBe(
      "charge_not_refundable",
    );
    const unpaid = await stripe.paymentIntents.create({ amount: 900, currency: "eur" });
    expect((await errorOf(stripe.refunds.create({ payment_intent: unpaid.id }))).statusCode).toBe(400);
    expect((await errorOf(stripe.refunds.create({ payment_intent: "pi_none" }))).code).toBe(
      "resource_missing",
    );
    expect((await errorOf(stripe.refunds.create({}))).code).toBe("parameter_missing");
  });

  it("can be pending, and settles two seconds later by the clock", async () => {
    const { arm, delivered, pass, stripe, types } = await world();
    await arm({ service: "stripe", fault: "refund_pending", times: 1 });
    const { id } = await paidIntent(stripe);
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("pending");
    expect((await errorOf(stripe.refunds.create({ payment_intent: id }))).code).toBe(
      "charge_already_refunded",
    );
    pass(2_000);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
    await delivered();
    expect(types("stripe")).toContain("refund.updated");
  });

  it("can fail later, from pending too, and then the money can be sent again", async () => {
    const { arm, delivered, pass, stripe, types } = await world();
    await arm({ service: "stripe", fault: "refund_pending", times: 1 });
    await arm({ service: "stripe", fault: "refund_fails_later", times: 2 });
    const { id } = await paidIntent(stripe);
    const pending = await stripe.refunds.create({ payment_intent: id });
    expect(pending.status).toBe("pending");
    pass(1_500);
    expect(await stripe.refunds.retrieve(pending.id)).toMatchObject({
      status: "failed",
      failure_reason: "expired_or_canceled_card",
    });
    const again = await stripe.refunds.create({ payment_intent: id });
    expect(again.status).toBe("succeeded");
    pass(1_500);
    expect((await stripe.refunds.retrieve(again.id)).status).toBe("failed");
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect((intent.latest_charge as Stripe.Charge).amount_refunded).toBe(0);
    await delivered();
    expect(types("stripe").filter((type) => type === "refund.failed")).toHaveLength(2);
  });

  it("can be told by the fault when it settles", async () => {
    const { arm, pass, stripe } = await world();
    await arm({ service: "stripe", fault: "refund_pending", times: 1, after_ms: 86_400_000 });
    const { id } = await paidIntent(stripe);
    const refund = await stripe.refunds.create({ payment_intent: id });
    pass(86_000_000);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("pending");
    pass(400_000);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  });
});

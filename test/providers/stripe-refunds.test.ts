import { describe, expect, it } from "vitest";
import { NOBODY, outage, service } from "./support/service.ts";
import { paymentsAt, refundOrder, stripeWorld, value } from "./support/stripe.ts";

describe("creating a refund", () => {
  it("makes it, with whose it is in its metadata", async () => {
    const { payments, paid, stripe } = await stripeWorld();
    const intentId = await paid();
    const refund = value(await payments.createRefund(refundOrder(intentId)));
    const made = {
      id: refund.id,
      status: "succeeded",
      amount: 5_000,
      currency: "usd",
      refundId: "rf_1",
      failure: null,
    };
    expect(refund).toEqual(made);
    expect((await stripe.refunds.retrieve(refund.id)).metadata).toEqual({
      refund_id: "rf_1",
      booking_id: "bk_1",
    });
    expect(await payments.readRefund(refund.id)).toEqual(made);
  });

  it("under one key makes one, and five at once make one", async () => {
    const { payments, paid } = await stripeWorld({ latencyMs: 30 });
    const intentId = await paid();
    const order = refundOrder(intentId, { money: { amount: 2_000, currency: "usd" } });
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => payments.createRefund(order)));
    expect(all.some(({ status }) => status === "fulfilled")).toBe(true);
    value(await payments.createRefund(order));
    expect(await payments.listRefunds(intentId)).toHaveLength(1);
  });

  it.each(["drop_before", "drop_after", "timeout_before", "timeout_after", "409", "429"])(
    "after %s is open; the same key then gives one refund",
    async (fault) => {
      const { payments, paid, arm } = await stripeWorld();
      const order = refundOrder(await paid());
      await arm({ service: "stripe", fault });
      await outage(payments.createRefund(order));
      value(await payments.createRefund(order));
      expect(await payments.listRefunds(order.intentId)).toHaveLength(1);
    },
  );

  it.each([false, true])(
    "after a 500 is open, then unknown: the 500 is kept (refund made: %s)",
    async (done) => {
      const { payments, paid, arm } = await stripeWorld();
      const order = refundOrder(await paid());
      await arm({ service: "stripe", fault: "500", done });
      await outage(payments.createRefund(order));
      const unknown = {
        ok: false,
        reason: { code: "outcome_unknown", detail: "500, kept under this key" },
      };
      expect(await payments.createRefund(order)).toEqual(unknown);
      expect(await payments.createRefund(order)).toEqual(unknown);
      expect(await payments.listRefunds(order.intentId)).toHaveLength(done ? 1 : 0);
    },
  );

  it("in other words under a used key is unknown, not refused", async () => {
    const { payments, paid } = await stripeWorld();
    const intentId = await paid();
    value(await payments.createRefund(refundOrder(intentId, { money: { amount: 1, currency: "usd" } })));
    expect(await payments.createRefund(refundOrder(intentId))).toEqual({
      ok: false,
      reason: { code: "outcome_unknown", detail: expect.stringContaining("idempotent requests") },
    });
  });

  it("of what was refunded already says so", async () => {
    const { payments, paid } = await stripeWorld();
    const intentId = await paid();
    value(await payments.createRefund(refundOrder(intentId)));
    const again = await payments.createRefund(
      refundOrder(intentId, { refundId: "rf_2", idempotencyKey: "k2" }),
    );
    expect(again).toEqual({
      ok: false,
      reason: { code: "already_refunded", detail: expect.stringMatching(/^charge_already_refunded: /) },
    });
  });

  it("of a disputed charge says so", async () => {
    const { payments, paid } = await stripeWorld();
    const intentId = await paid(5_000, "pm_card_createDispute");
    expect(await payments.readPayment(intentId)).toMatchObject({ disputed: true });
    const refused = await payments.createRefund(refundOrder(intentId));
    expect(refused).toEqual({
      ok: false,
      reason: { code: "disputed", detail: expect.stringMatching(/^charge_disputed: /) },
    });
  });

  it("of more than there is, or of an unknown payment, is not refundable, in Stripe's words", async () => {
    const { payments, paid } = await stripeWorld();
    const more = refundOrder(await paid(), { money: { amount: 5_001, currency: "usd" } });
    expect(await payments.createRefund(more)).toEqual({
      ok: false,
      reason: { code: "not_refundable", detail: expect.stringContaining("greater than") },
    });
    expect(await payments.createRefund(refundOrder("pi_nothing", { idempotencyKey: "k" }))).toMatchObject({
      reason: { code: "not_refundable" },
    });
  });

  it.each([
    [400, { type: "invalid_request_error", code: "charge_already_refunded" }, "already_refunded"],
    [400, { type: "invalid_request_error", code: "charge_disputed" }, "disputed"],
    [400, { type: "invalid_request_error", code: "refund_disputed_payment" }, "disputed"],
    [400, { type: "invalid_request_error", code: "balance_insufficient" }, "balance_insufficient"],
    [400, { type: "invalid_request_error", code: "charge_not_refundable" }, "not_refundable"],
    [400, { type: "invalid_request_error" }, "not_refundable"],
    [402, { type: "card_error", code: "insufficient_funds" }, "balance_insufficient"],
    [404, { type: "invalid_request_error", code: "resource_missing" }, "not_refundable"],
    [400, { type: "idempotency_error" }, "outcome_unknown"],
  ])("%i %j is %s", async (status, error, code) => {
    const { url } = await service({ status, body: { error: { message: "No.", ...error } } });
    const detail = "code" in error ? `${error.code}: No.` : "No.";
    expect(await paymentsAt(url).createRefund(refundOrder("pi_1"))).toEqual({
      ok: false,
      reason: { code, detail },
    });
  });

  it.each([
    [400, { type: "invalid_request_error", code: "lock_timeout" }],
    [429, { type: "invalid_request_error", code: "lock_timeout" }],
    [400, { type: "invalid_request_error", code: "rate_limit" }],
    [409, { type: "idempotency_error", code: "idempotency_key_in_use" }],
    [401, { type: "invalid_request_error" }],
    [403, { type: "invalid_request_error" }],
    [500, { type: "api_error" }],
    [503, { type: "api_error" }],
  ])("%i %j is open", async (status, error) => {
    const { url } = await service({ status, body: { error: { message: "Later.", ...error } } });
    await outage(paymentsAt(url).createRefund(refundOrder("pi_1")));
  });

  it("asks no second time by itself, whatever comes back", async () => {
    const { url, asked } = await service({
      status: 500,
      body: { error: { type: "api_error", message: "x" } },
    });
    await outage(paymentsAt(url).createRefund(refundOrder("pi_1")));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers["idempotency-key"]).toBe("bk_1:send_refund:rf_1:1");
    expect(asked[0]?.headers["x-stripe-client-telemetry"]).toBeUndefined();
  });

  it("waits as long as it is told", async () => {
    const body = { error: { type: "invalid_request_error", code: "rate_limit", message: "x" } };
    const { url } = await service({ status: 429, headers: { "retry-after": "7" }, body });
    expect((await outage(paymentsAt(url).createRefund(refundOrder("pi_1")))).retryAfter).toBe(7_000);
  });

  it("HTML from a proxy, half an answer, a form unknown, nobody there: open", async () => {
    const html = await service({ status: 502, body: "<html>Bad gateway</html>" });
    await outage(paymentsAt(html.url).createRefund(refundOrder("pi_1")));
    const half = await service({ status: 200, cut: true, body: { id: "re_1", status: "succeeded" } });
    await outage(paymentsAt(half.url).createRefund(refundOrder("pi_1")));
    const form = await service({ status: 200, body: { id: "re_1", status: "succeeded", amount: "5000" } });
    await outage(paymentsAt(form.url).createRefund(refundOrder("pi_1")));
    await outage(paymentsAt(NOBODY).createRefund(refundOrder("pi_1")));
  });
});

describe("what becomes of a refund", () => {
  const made = { id: "re_1", amount: 5_000, currency: "usd", metadata: { refund_id: "rf_1" } };

  it.each([
    ["pending", "pending"],
    ["requires_action", "pending"],
    ["succeeded", "succeeded"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ])("%s is %s", async (theirs, ours) => {
    const { url } = await service({ status: 200, body: { ...made, status: theirs } });
    expect(await paymentsAt(url).readRefund("re_1")).toMatchObject({ status: ours });
    expect(value(await paymentsAt(url).createRefund(refundOrder("pi_1")))).toMatchObject({ status: ours });
  });

  it("is believed in no other form", async () => {
    for (const odd of [{ status: null }, { status: "lost" }, { status: "failed", amount: -1 }]) {
      const { url } = await service({ status: 200, body: { ...made, ...odd } });
      await outage(paymentsAt(url).readRefund("re_1"));
    }
  });

  it("pending at first, then succeeded; succeeded at first, then failed", async () => {
    const { payments, paid, arm, pass } = await stripeWorld();
    await arm({ service: "stripe", fault: "refund_pending" });
    const slow = value(await payments.createRefund(refundOrder(await paid())));
    expect(slow.status).toBe("pending");
    await arm({ service: "stripe", fault: "refund_fails_later" });
    const failing = value(await payments.createRefund(refundOrder(await paid(), { idempotencyKey: "k2" })));
    expect(failing.status).toBe("succeeded");
    pass(10_000);
    expect((await payments.readRefund(slow.id))?.status).toBe("succeeded");
    expect((await payments.readRefund(failing.id))?.status).toBe("failed");
  });
});

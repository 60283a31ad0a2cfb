import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { readStripeWebhook } from "../../providers/stripe/webhook.ts";
import { STRIPE_SECRET } from "../sandbox/support.ts";
import { openOrder, refundOrder, stripeWorld, value } from "./support/stripe.ts";

const NOW = Date.parse("2026-11-27T14:00:00Z");

const event = (type: string, object: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
  JSON.stringify(
    { id: "evt_1", object: "event", type, livemode: false, data: { object }, ...extra },
    null,
    2,
  );

const SESSION = event("checkout.session.completed", {
  object: "checkout.session",
  id: "cs_1",
  client_reference_id: "bk_1",
  metadata: { booking_id: "bk_1" },
  payment_intent: "pi_1",
});

const sign = (payload: string, at = NOW, secret = STRIPE_SECRET): Promise<string> =>
  Stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret,
    timestamp: Math.floor(at / 1000),
    cryptoProvider: Stripe.createSubtleCryptoProvider(),
  });

const BAD = { ok: false, reason: { code: "bad_signature" } };

describe("a signature", () => {
  it("that is good lets the event through", async () => {
    expect(await readStripeWebhook(SESSION, await sign(SESSION), STRIPE_SECRET, NOW)).toEqual({
      ok: true,
      value: {
        id: "evt_1",
        type: "checkout.session.completed",
        kind: "checkout",
        livemode: false,
        bookingId: "bk_1",
        paymentIntentId: "pi_1",
        sessionId: "cs_1",
      },
    });
  });

  it("is good for 300 seconds and no longer", async () => {
    const signature = await sign(SESSION);
    expect((await readStripeWebhook(SESSION, signature, STRIPE_SECRET, NOW + 300_000)).ok).toBe(true);
    expect(await readStripeWebhook(SESSION, signature, STRIPE_SECRET, NOW + 301_000)).toEqual(BAD);
  });

  it("of another secret, of other bytes, in another form, or missing is bad", async () => {
    const signature = await sign(SESSION);
    const serializedAgain = JSON.stringify(JSON.parse(SESSION));
    expect(await readStripeWebhook(serializedAgain, signature, STRIPE_SECRET, NOW)).toEqual(BAD);
    expect(
      await readStripeWebhook(SESSION, await sign(SESSION, NOW, "whsec_other"), STRIPE_SECRET, NOW),
    ).toEqual(BAD);
    for (const odd of [null, "", "t=,v1=", "v1=abc", "t=abc,v1=abc", signature.replace("v1=", "v0=")]) {
      expect(await readStripeWebhook(SESSION, odd, STRIPE_SECRET, NOW)).toEqual(BAD);
    }
  });

  it("under an empty secret is bad, though anybody could compute it", async () => {
    const forged = await sign(SESSION, NOW, " ").catch(() => "t=1,v1=1");
    expect(await readStripeWebhook(SESSION, forged, "", NOW)).toEqual(BAD);
  });
});

describe("what an event is a signal of", () => {
  const metadata = { booking_id: "bk_1" };
  const nothing = { bookingId: null, paymentIntentId: null, sessionId: null };

  it.each([
    [
      "checkout.session.expired",
      { object: "checkout.session", id: "cs_1", client_reference_id: "bk_1" },
      "checkout",
      { bookingId: "bk_1", sessionId: "cs_1" },
    ],
    [
      "checkout.session.async_payment_failed",
      { object: "checkout.session", id: "cs_1" },
      "checkout",
      { sessionId: "cs_1" },
    ],
    [
      "payment_intent.payment_failed",
      { object: "payment_intent", id: "pi_1", metadata },
      "checkout",
      { bookingId: "bk_1", paymentIntentId: "pi_1" },
    ],
    [
      "refund.created",
      { object: "refund", id: "re_1", payment_intent: "pi_1", metadata },
      "refund",
      { bookingId: "bk_1", paymentIntentId: "pi_1" },
    ],
    [
      "refund.failed",
      { object: "refund", id: "re_1", payment_intent: "pi_1" },
      "refund",
      { paymentIntentId: "pi_1" },
    ],
    [
      "charge.refunded",
      { object: "charge", id: "ch_1", payment_intent: { id: "pi_1" }, metadata },
      "refund",
      { bookingId: "bk_1", paymentIntentId: "pi_1" },
    ],
    [
      "charge.refund.updated",
      { object: "refund", id: "re_1", payment_intent: "pi_1" },
      "refund",
      { paymentIntentId: "pi_1" },
    ],
    [
      "charge.dispute.created",
      { object: "dispute", id: "dp_1", payment_intent: "pi_1" },
      "dispute",
      { paymentIntentId: "pi_1" },
    ],
    [
      "charge.succeeded",
      { object: "charge", id: "ch_1", payment_intent: "pi_1" },
      "other",
      { paymentIntentId: "pi_1" },
    ],
    ["customer.created", { object: "customer", id: "cus_1" }, "other", {}],
  ] as const)("%s", async (type, object, kind, found) => {
    const body = event(type, object);
    const result = await readStripeWebhook(body, await sign(body), STRIPE_SECRET, NOW);
    expect(value(result)).toEqual({ id: "evt_1", type, kind, livemode: false, ...nothing, ...found });
  });

  it("never takes for a booking what cannot be one of our ids", async () => {
    const body = event("refund.created", { object: "refund", metadata: { booking_id: "../../x y" } });
    expect(value(await readStripeWebhook(body, await sign(body), STRIPE_SECRET, NOW)).bookingId).toBeNull();
  });

  it("is unreadable when signed but in no form we know", async () => {
    for (const body of ["[]", "{}", "nonsense", event("x", { object: "y" }, { livemode: "maybe" })]) {
      const result = await readStripeWebhook(body, await sign(body), STRIPE_SECRET, NOW);
      expect(result).toEqual({ ok: false, reason: { code: "unreadable" } });
    }
  });
});

describe("what really comes", () => {
  it("from paying and giving back is signed, and leads to the booking", async () => {
    const { payments, got, delivered } = await stripeWorld();
    const { id, url } = value(await payments.openCheckout(openOrder()));
    await fetch(url, { method: "POST", redirect: "manual" });
    const intentId = (await payments.readCheckout(id))?.intentId ?? "";
    value(await payments.createRefund(refundOrder(intentId)));
    await delivered();
    const events = await Promise.all(
      got.map(async ({ body, headers }) =>
        value(await readStripeWebhook(body, String(headers["stripe-signature"]), STRIPE_SECRET, Date.now())),
      ),
    );
    const completed = events.find(({ type }) => type === "checkout.session.completed");
    expect(completed).toMatchObject({
      kind: "checkout",
      bookingId: "bk_1",
      sessionId: id,
      paymentIntentId: intentId,
    });
    const refunded = events.find(({ type }) => type === "refund.created");
    expect(refunded).toMatchObject({ kind: "refund", bookingId: "bk_1", paymentIntentId: intentId });
    const charge = events.find(({ type }) => type === "charge.refunded");
    expect(charge).toMatchObject({ kind: "refund", bookingId: "bk_1", paymentIntentId: intentId });
  });
});

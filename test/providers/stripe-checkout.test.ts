import { describe, expect, it } from "vitest";
import { stripePayments } from "../../providers/stripe/payments.ts";
import { NOBODY, outage, service } from "./support/service.ts";
import { APP, openOrder, paymentsAt, stripeWorld, value } from "./support/stripe.ts";

describe("the mode", () => {
  it.each([
    ["sk_live_x", true],
    ["rk_live_x", true],
    ["sk_test_x", false],
    ["rk_test_x", false],
  ])("of %s: live %s", (secretKey, livemode) => {
    expect(stripePayments({ secretKey, apiBase: NOBODY, appOrigin: APP }).livemode).toBe(livemode);
  });
});

describe("opening a checkout", () => {
  it("asks for exactly this: cards, the price, whose it is, where to come back to, when it ends", async () => {
    const { payments, stripe } = await stripeWorld();
    const expiresAt = Math.ceil(Date.now() / 1000) * 1000 + 32 * 60_000 - 500;
    const order = openOrder();
    const opened = value(await payments.openCheckout({ ...order, request: { ...order.request, expiresAt } }));
    const session = await stripe.checkout.sessions.retrieve(opened.id);
    expect(session).toMatchObject({
      url: opened.url,
      mode: "payment",
      allowed_payment_method_types: ["card"],
      amount_total: 5_000,
      currency: "usd",
      client_reference_id: "bk_1",
      metadata: { booking_id: "bk_1" },
      customer_email: "ana@example.com",
      locale: "en",
      success_url: `${APP}/sessions/bk_1/paid`,
      cancel_url: `${APP}/sessions/bk_1`,
      expires_at: Math.ceil(expiresAt / 1000),
    });
  });

  it("opens one under one key, however often it is asked", async () => {
    const { payments } = await stripeWorld();
    const order = openOrder();
    const first = value(await payments.openCheckout(order));
    expect(value(await payments.openCheckout(order))).toEqual(first);
  });

  it("survives an answer that was lost: the same session again", async () => {
    const { payments, arm, sandbox } = await stripeWorld();
    await arm({ service: "stripe", fault: "drop_after" });
    const order = openOrder();
    await outage(payments.openCheckout(order));
    value(await payments.openCheckout(order));
    const ledger = (await (await fetch(`${sandbox.url}/ledger.json`)).json()) as {
      requests: { path: string }[];
    };
    expect(ledger.requests.filter(({ path }) => path === "/v1/checkout/sessions")).toHaveLength(2);
  });

  it("goes on under the next key when the first answer was a 500 and is kept, and stays with it", async () => {
    const { payments, arm } = await stripeWorld();
    await arm({ service: "stripe", fault: "500" });
    const order = openOrder();
    await outage(payments.openCheckout(order));
    const second = value(await payments.openCheckout(order));
    expect(value(await payments.openCheckout(order))).toEqual(second);
  });

  it("gives up after three kept 500s, as an outage", async () => {
    const { payments, arm } = await stripeWorld();
    await arm({ service: "stripe", fault: "500", times: 100 });
    const order = openOrder();
    for (let i = 0; i < 3; i++) await outage(payments.openCheckout(order));
    expect((await outage(payments.openCheckout(order))).message).toContain("500, kept");
  });

  it("is refused with Stripe's words when the request is wrong in itself", async () => {
    const { payments } = await stripeWorld();
    const tooSmall = await payments.openCheckout(openOrder({ price: { amount: 1, currency: "usd" } }));
    expect(tooSmall).toMatchObject({ ok: false, reason: { code: "refused" } });
    const order = openOrder({ idempotencyKey: "another" });
    const tooSoon = { ...order, request: { ...order.request, expiresAt: Date.now() + 60_000 } };
    expect(await payments.openCheckout(tooSoon)).toMatchObject({
      ok: false,
      reason: { detail: expect.stringContaining("30 minutes") },
    });
  });

  it("is open, not refused, when the key was used in other words: that session may yet be paid", async () => {
    const { payments } = await stripeWorld();
    value(await payments.openCheckout(openOrder()));
    await outage(payments.openCheckout(openOrder({ price: { amount: 6_000, currency: "usd" } })));
  });

  it.each([
    ["isk", 900, 90_000],
    ["ugx", 9_000, 900_000],
    ["jpy", 900, 900],
    ["kwd", 12_340, 12_340],
  ])("writes %s as Stripe does, and reads it back as ours", async (currency, ours, theirs) => {
    const { payments, stripe } = await stripeWorld();
    const { id } = value(await payments.openCheckout(openOrder({ price: { amount: ours, currency } })));
    expect((await stripe.checkout.sessions.retrieve(id)).amount_total).toBe(theirs);
    expect(await payments.readCheckout(id)).toMatchObject({ amount: ours, currency });
  });
});

describe("reading a checkout", () => {
  it("open, then paid: with the card and the payment", async () => {
    const { payments } = await stripeWorld();
    const { id, url } = value(await payments.openCheckout(openOrder()));
    const open = {
      sessionId: id,
      status: "open",
      paid: false,
      amount: 5_000,
      currency: "usd",
      livemode: false,
    };
    expect(await payments.readCheckout(id)).toEqual({ ...open, intentId: null, card: null });
    await fetch(url, { method: "POST", redirect: "manual" });
    expect(await payments.readCheckout(id)).toEqual({
      ...open,
      status: "complete",
      paid: true,
      intentId: expect.stringMatching(/^pi_/),
      card: { brand: "visa", last4: "4242" },
    });
  });

  it("is null for what Stripe does not know, and for what cannot be an id", async () => {
    const { payments } = await stripeWorld();
    expect(await payments.readCheckout("cs_test_nothing")).toBeNull();
    expect(await payments.readCheckout("../refunds")).toBeNull();
    expect(await payments.readCheckout("")).toBeNull();
  });

  it("does not believe an answer in another form", async () => {
    for (const body of [{}, { id: "cs_1", status: "odd" }, "null"]) {
      const { url } = await service({ status: 200, body });
      expect((await outage(paymentsAt(url).readCheckout("cs_1"))).message).toContain("reading a checkout");
    }
  });

  it("does not believe a session whose payment was not expanded", async () => {
    const session = {
      id: "cs_1",
      status: "complete",
      payment_status: "paid",
      amount_total: 5,
      currency: "usd",
    };
    const { url } = await service({
      status: 200,
      body: { ...session, livemode: false, payment_intent: "pi_1" },
    });
    await outage(paymentsAt(url).readCheckout("cs_1"));
  });
});

describe("expiring a checkout", () => {
  it("expires an open one, and says the same when asked again", async () => {
    const { payments } = await stripeWorld();
    const { id } = value(await payments.openCheckout(openOrder()));
    expect(await payments.expireCheckout(id)).toMatchObject({ status: "expired", paid: false });
    expect(await payments.expireCheckout(id)).toMatchObject({ status: "expired", paid: false });
  });

  it("finds it paid when it was paid first", async () => {
    const { payments } = await stripeWorld();
    const { id, url } = value(await payments.openCheckout(openOrder()));
    await fetch(url, { method: "POST", redirect: "manual" });
    expect(await payments.expireCheckout(id)).toMatchObject({
      status: "complete",
      paid: true,
      card: { last4: "4242" },
    });
  });

  it("is null when there is none, and an outage when nobody answers", async () => {
    const { payments, arm } = await stripeWorld();
    expect(await payments.expireCheckout("cs_test_nothing")).toBeNull();
    const { id } = value(await payments.openCheckout(openOrder()));
    for (const fault of ["drop_before", "timeout_before", "409", "429", "500"]) {
      await arm({ service: "stripe", fault });
      await outage(payments.expireCheckout(id));
    }
    expect(await payments.readCheckout(id)).toMatchObject({ status: "open" });
  });
});

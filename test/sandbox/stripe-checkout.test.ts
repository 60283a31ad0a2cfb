import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { errorOf, paidIntent, STRIPE_SECRET, stripeClient, world } from "./support.ts";

const HOUR_S = 3_600;
const nowS = (): number => Math.floor(Date.now() / 1000);

function wish(
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    allowed_payment_method_types: ["card"],
    line_items: [
      {
        price_data: { currency: "usd", unit_amount: 7500, product_data: { name: "60 minutes with <Ada>" } },
        quantity: 1,
      },
    ],
    expires_at: nowS() + 31 * 60,
    success_url: "http://localhost:8788/paid?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost:8788/back",
    client_reference_id: "bk_1",
    customer_email: "mentee@example.test",
    metadata: { booking_id: "bk_1" },
    payment_intent_data: { metadata: { booking_id: "bk_1" } },
    locale: "es",
    ...changes,
  };
}

function pay(url: string | null, form?: Record<string, string>): Promise<Response> {
  return fetch(url ?? "", {
    method: "POST",
    redirect: "manual",
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
}

describe("a checkout session", () => {
  it("is paid by an empty POST to its page, which leads back to the shop, and tells by signed webhooks", async () => {
    const { delivered, got, stripe, types } = await world();
    const session = await stripe.checkout.sessions.create(wish());
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_total: 7500,
      payment_intent: null,
    });
    expect(session.id).toMatch(/^cs_test_/);

    const page = await fetch(session.url ?? "");
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("75.00 USD");
    expect(html).toContain("60 minutes with &lt;Ada&gt;");

    const paid = await pay(session.url);
    expect(paid.status).toBe(303);
    expect(paid.headers.get("location")).toBe(`http://localhost:8788/paid?session=${session.id}`);

    const read = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent", "payment_intent.latest_charge", "line_items"],
    });
    const intent = read.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    expect(read).toMatchObject({ status: "complete", payment_status: "paid", url: null });
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 7500,
      metadata: { booking_id: "bk_1" },
    });
    expect(charge.payment_method_details?.card).toMatchObject({ brand: "visa", last4: "4242" });
    expect(read.line_items?.data[0]?.description).toBe("60 minutes with <Ada>");

    await delivered();
    expect(types("stripe").sort()).toEqual([
      "charge.succeeded",
      "checkout.session.completed",
      "payment_intent.created",
      "payment_intent.succeeded",
    ]);
    for (const { body, headers } of got) {
      const event = stripe.webhooks.constructEvent(body, headers["stripe-signature"] ?? "", STRIPE_SECRET);
      expect(event.api_version).toBe("2026-10-28.endive");
      expect((await stripe.events.retrieve(event.id)).type).toBe(event.type);
    }
  });

  it("is charged once, however often its page is posted to", async () => {
    const { sandbox, stripe } = await world();
    const session = await stripe.checkout.sessions.create(wish());
    const answers = await Promise.all([pay(session.url), pay(session.url), pay(session.url)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const ledger = (await (await fetch(`${sandbox.url}/ledger.json`)).json()) as {
      payment_intents: unknown[];
    };
    expect(ledger.payment_intents).toHaveLength(1);
  });

  it("stays open after a declined card, and the same intent is paid by the next", async () => {
    const { delivered, stripe, types } = await world();
    const session = await stripe.checkout.sessions.create(wish());
    const declined = await pay(session.url, { payment_method: "pm_card_chargeDeclined" });
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("Your card was declined.");
    const open = await stripe.checkout.sessions.retrieve(session.id);
    expect(open.status).toBe("open");
    expect((await pay(session.url)).status).toBe(303);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBe(open.payment_intent);
    await delivered();
    expect(types("stripe")).toContain("payment_intent.payment_failed");
  });

  it("expires by the clock, says so by webhook, and then charges nothing", async () => {
    const { delivered, pass, sandbox, stripe, types } = await world();
    const session = await stripe.checkout.sessions.create(wish());
    pass(32 * 60_000);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "expired",
      url: null,
    });
    const late = await pay(session.url);
    expect(late.status).toBe(400);
    expect(await late.text()).toContain("expired");
    const ledger = (await (await fetch(`${sandbox.url}/ledger.json`)).json()) as {
      payment_intents: unknown[];
    };
    expect(ledger.payment_intents).toEqual([]);
    await delivered();
    expect(types("stripe")).toEqual(["checkout.session.expired"]);
  });

  it("can be expired while open only", async () => {
    const { stripe } = await world();
    const open = await stripe.checkout.sessions.create(wish());
    expect((await stripe.checkout.sessions.expire(open.id)).status).toBe("expired");
    expect((await errorOf(stripe.checkout.sessions.expire(open.id))).message).toContain("`expired`");
    const paid = await stripe.checkout.sessions.create(wish());
    await pay(paid.url);
    expect(await errorOf(stripe.checkout.sessions.expire(paid.id))).toMatchObject({
      type: "StripeInvalidRequestError",
      statusCode: 400,
    });
  });

  it.each([
    ["an unknown parameter", { surprise: "1" }, "parameter_unknown", "surprise"],
    [
      "an unknown nested parameter",
      {
        line_items: [
          {
            price_data: { currency: "usd", unit_amount: 7500, product_data: { name: "x", colour: "red" } },
            quantity: 1,
          },
        ],
      },
      "parameter_unknown",
      "line_items[0][price_data][product_data][colour]",
    ],
    ["no success_url", { success_url: undefined }, "parameter_missing", "success_url"],
    ["an expiry under 30 minutes", { expires_at: nowS() + 29 * 60 }, undefined, "expires_at"],
    ["an expiry over 24 hours", { expires_at: nowS() + 25 * HOUR_S }, undefined, "expires_at"],
    ["a broken email", { customer_email: "nobody" }, "email_invalid", "customer_email"],
    ["a relative URL", { success_url: "/paid" }, "url_invalid", "success_url"],
    [
      "another payment method",
      { allowed_payment_method_types: ["sepa_debit"] },
      undefined,
      "allowed_payment_method_types[0]",
    ],
    [
      "too little money",
      {
        line_items: [
          { price_data: { currency: "usd", unit_amount: 10, product_data: { name: "x" } }, quantity: 1 },
        ],
      },
      "amount_too_small",
      "line_items",
    ],
  ])("refuses %s", async (_what, changes, code, param) => {
    const { stripe } = await world();
    const error = await errorOf(
      stripe.checkout.sessions.create(wish(changes as Partial<Stripe.Checkout.SessionCreateParams>)),
    );
    expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400, param });
    expect(error.code).toBe(code);
  });
});

describe("who may ask", () => {
  it("needs a key in either form, and keeps live and test apart", async () => {
    const { sandbox, stripe } = await world();
    expect(await errorOf(stripeClient(sandbox, "nonsense").accounts.retrieve(null))).toMatchObject({
      type: "StripeAuthenticationError",
      statusCode: 401,
    });
    const basic = `Basic ${Buffer.from("sk_test_x:").toString("base64")}`;
    expect((await fetch(`${sandbox.url}/v1/account`, { headers: { authorization: basic } })).status).toBe(
      200,
    );
    const intent = await paidIntent(stripe);
    const live = stripeClient(sandbox, "sk_live_x");
    expect((await errorOf(live.paymentIntents.retrieve(intent.id))).code).toBe("resource_missing");
    expect((await paidIntent(live)).livemode).toBe(true);
  });

  it("answers on both loopback addresses", async () => {
    const { sandbox } = await world();
    expect((await fetch(`http://127.0.0.1:${sandbox.port}/`)).status).toBe(200);
    expect((await fetch(`http://localhost:${sandbox.port}/`)).status).toBe(200);
  });
});

describe("payment_method_types", () => {
  const params = {
    amount: "5000",
    currency: "usd",
    payment_method: "pm_card_visa",
    "payment_method_types[]": "card",
    confirm: "true",
  };
  const create = async (headers: Record<string, string>) => {
    const { sandbox } = await world();
    const authorization = "Bearer sk_test_contract";
    const body = new URLSearchParams(params);
    return fetch(`${sandbox.url}/v1/payment_intents`, {
      method: "POST",
      headers: { authorization, ...headers },
      body,
    });
  };

  it("is taken from whoever names no version, and refused to Endive's speakers, as Stripe does", async () => {
    expect(await (await create({})).json()).toMatchObject({ status: "succeeded" });
    const refused = await create({ "stripe-version": "2026-10-28.endive" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: "payment_method_types_no_longer_supported" },
    });
  });
});

describe("a payment intent", () => {
  it("is paid, declined, held for capture or left waiting, by what it is given", async () => {
    const { stripe } = await world();
    expect(await paidIntent(stripe)).toMatchObject({ status: "succeeded", amount_received: 5000 });
    const declined = await errorOf(paidIntent(stripe, 5000, "pm_card_chargeDeclined"));
    expect(declined).toMatchObject({ type: "StripeCardError", statusCode: 402, code: "card_declined" });
    const base = { amount: 5000, currency: "jpy" };
    expect((await stripe.paymentIntents.create(base)).status).toBe("requires_payment_method");
    expect((await stripe.paymentIntents.create({ ...base, payment_method: "pm_card_visa" })).status).toBe(
      "requires_confirmation",
    );
    const held = {
      ...base,
      payment_method: "pm_card_visa",
      confirm: true,
      capture_method: "manual" as const,
    };
    expect(await stripe.paymentIntents.create(held)).toMatchObject({
      status: "requires_capture",
      amount_capturable: 5000,
    });
    const list = await stripe.paymentIntents.list({ limit: 2 });
    expect(list.data.map(({ status }) => status)).toEqual(["requires_capture", "requires_confirmation"]);
    expect(list.has_more).toBe(true);
  });

  it("keeps a declined one, to be tried again", async () => {
    const { stripe } = await world();
    await errorOf(paidIntent(stripe, 5000, "pm_card_chargeDeclined"));
    const [intent] = (await stripe.paymentIntents.list()).data;
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
  });

  it.each([
    [{ amount: 0, currency: "usd" }, "parameter_invalid_integer"],
    [{ amount: 49, currency: "usd" }, "amount_too_small"],
    [{ amount: 12.5, currency: "usd" }, "parameter_invalid_integer"],
    [{ amount: 5001, currency: "kwd" }, "parameter_invalid_integer"],
    [{ amount: 5000, currency: "xxx" }, undefined],
  ])("refuses %o", async (params, code) => {
    const { stripe } = await world();
    const error = await errorOf(stripe.paymentIntents.create(params));
    expect(error.statusCode).toBe(400);
    expect(error.code).toBe(code);
  });
});

import type { Sandbox } from "../context.ts";
import { randomToken, stripeId } from "../ids.ts";
import { type CreateSession, LONGEST_S, total } from "./checkout-params.ts";
import { refused } from "./errors.ts";
import { type CheckoutSession, KIND, type LineItem } from "./objects.ts";
import { type Caller, clockCaller, emit, find, seconds } from "./store.ts";

/** `POST /v1/checkout/sessions`. The payment intent is made when somebody first tries to pay, as Stripe does now. */
export function createSession(sandbox: Sandbox, caller: Caller, params: CreateSession): CheckoutSession {
  const created = seconds(sandbox.now());
  const id = `cs_${caller.livemode ? "live" : "test"}_${randomToken(58)}`;
  const currency = (params.line_items[0]?.price_data.currency ?? "").toLowerCase();
  const expiresAt = params.expires_at ?? created + LONGEST_S;
  const session: CheckoutSession = {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total(params),
    amount_total: total(params),
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: params.customer_creation ?? "if_required",
    customer_details: params.customer_email === undefined ? null : customerDetails(params.customer_email),
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: { enabled: false, invoice_data: {} },
    livemode: caller.livemode,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: params.metadata ?? {},
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${sandbox.url()}/checkout/${id}`,
    wallet_options: null,
  };
  const hidden = { lineItems: lineItems(params, currency), intentData: params.payment_intent_data ?? {} };
  sandbox.state.put(KIND.session, session, { dueAt: expiresAt * 1000, hidden });
  return session;
}

export function getSession(sandbox: Sandbox, caller: Caller, id: string): CheckoutSession {
  return find<CheckoutSession>(sandbox, caller, KIND.session, "checkout.session", id, "session", true).body;
}

/** `POST /v1/checkout/sessions/:id/expire`: only an open session, and nobody can pay it afterwards. */
export function expireSession(sandbox: Sandbox, caller: Caller, id: string): CheckoutSession {
  const session = getSession(sandbox, caller, id);
  if (session.status !== "open") {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`;
    throw refused(undefined, message);
  }
  return markExpired(sandbox, caller, session);
}

/** Expires the sessions whose time has come. */
export function advanceSessions(sandbox: Sandbox): void {
  for (const { body } of sandbox.state.due<CheckoutSession>(KIND.session, sandbox.now())) {
    markExpired(sandbox, clockCaller(body.livemode), body);
  }
}

export function customerDetails(email: string): Record<string, unknown> {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
}

function markExpired(sandbox: Sandbox, caller: Caller, session: CheckoutSession): CheckoutSession {
  const expired: CheckoutSession = { ...session, status: "expired", url: null };
  sandbox.state.put(KIND.session, expired, { dueAt: null });
  emit(sandbox, caller, "checkout.session.expired", expired);
  return expired;
}

function lineItems(params: CreateSession, currency: string): LineItem[] {
  return params.line_items.map((item) => {
    const amount = item.price_data.unit_amount * item.quantity;
    return {
      id: stripeId("li"),
      object: "item",
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency,
      description: item.price_data.product_data.name,
      metadata: {},
      price: {
        id: stripeId("price"),
        object: "price",
        active: false,
        currency,
        product: stripeId("prod"),
        type: "one_time",
        unit_amount: item.price_data.unit_amount,
      },
      quantity: item.quantity,
    };
  });
}

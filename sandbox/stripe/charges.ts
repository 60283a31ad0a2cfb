import type { Sandbox } from "../context.ts";
import { stripeId } from "../ids.ts";
import { type TestCard, testCard } from "./cards.ts";
import { type Charge, KIND, type PaymentIntent } from "./objects.ts";
import { type Caller, emit, seconds } from "./store.ts";

export interface Attempt {
  intent: PaymentIntent;
  /** Sends the events, when the caller has sent what is to go before them. */
  announce: () => void;
}

/**
 * Charges a payment intent by a test payment method, stores both, and returns the intent as it is then: succeeded,
 * waiting for its capture, or declined with `last_payment_error`.
 */
export function charge(sandbox: Sandbox, caller: Caller, intent: PaymentIntent, method: string): Attempt {
  const card = testCard(method);
  const made = buildCharge(sandbox, intent, card);
  const next = card.decline ? declined(intent, made, card.decline) : accepted(intent, made);
  const livemode = intent.livemode;
  sandbox.state.put(KIND.charge, made, { parent: intent.id, hidden: { livemode, card: method } });
  sandbox.state.put(KIND.paymentIntent, next);
  return {
    intent: next,
    announce: () => {
      announce(sandbox, caller, next, made);
      if (card.afterwards === "dispute") openDispute(sandbox, caller, made);
    },
  };
}

function accepted(intent: PaymentIntent, made: Charge): PaymentIntent {
  const manual = intent.capture_method === "manual";
  return {
    ...intent,
    amount_capturable: manual ? intent.amount : 0,
    amount_received: manual ? 0 : intent.amount,
    last_payment_error: null,
    latest_charge: made.id,
    payment_method: made.payment_method,
    status: manual ? "requires_capture" : "succeeded",
  };
}

function declined(
  intent: PaymentIntent,
  made: Charge,
  decline: NonNullable<TestCard["decline"]>,
): PaymentIntent {
  return {
    ...intent,
    last_payment_error: {
      charge: made.id,
      code: decline.code,
      decline_code: decline.declineCode,
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      message: decline.message,
      payment_method: { id: made.payment_method, object: "payment_method", type: "card" },
      type: "card_error",
    },
    latest_charge: made.id,
    payment_method: null,
    status: "requires_payment_method",
  };
}

function announce(sandbox: Sandbox, caller: Caller, intent: PaymentIntent, made: Charge): void {
  if (made.status === "failed") {
    emit(sandbox, caller, "payment_intent.payment_failed", intent);
    emit(sandbox, caller, "charge.failed", made);
  } else if (intent.status === "requires_capture") {
    emit(sandbox, caller, "payment_intent.amount_capturable_updated", intent);
  } else {
    emit(sandbox, caller, "payment_intent.succeeded", intent);
    emit(sandbox, caller, "charge.succeeded", made);
  }
}

function buildCharge(sandbox: Sandbox, intent: PaymentIntent, card: TestCard): Charge {
  const paid = card.decline === undefined;
  const captured = paid && intent.capture_method !== "manual";
  const id = stripeId("ch");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: captured ? stripeId("txn") : null,
    billing_details: { address: null, email: intent.receipt_email, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: "MERIDIAN",
    captured,
    created: seconds(sandbox.now()),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: card.decline?.code ?? null,
    failure_message: card.decline?.message ?? null,
    fraud_details: {},
    livemode: intent.livemode,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      network_status: paid ? "approved_by_network" : "declined_by_network",
      reason: card.decline?.declineCode ?? null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: paid
        ? "Payment complete."
        : "The bank did not return any further details with this decline.",
      type: paid ? "authorized" : "issuer_declined",
    },
    paid,
    payment_intent: intent.id,
    payment_method: stripeId("pm"),
    payment_method_details: { card: cardDetails(card, intent.amount), type: "card" },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `${sandbox.url()}/ledger#${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: paid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

function cardDetails(card: TestCard, amount: number): Record<string, unknown> {
  return {
    amount_authorized: amount,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    exp_month: 12,
    exp_year: 2034,
    fingerprint: `fp_${card.brand}_${card.last4}`,
    funding: "credit",
    last4: card.last4,
    network: card.brand,
    three_d_secure: null,
    wallet: null,
  };
}

/** The cardholder takes the money back through the bank: the charge can no longer be refunded by us. */
function openDispute(sandbox: Sandbox, caller: Caller, made: Charge): void {
  const disputed: Charge = { ...made, disputed: true };
  const created = seconds(sandbox.now());
  const dispute = {
    id: stripeId("du"),
    object: "dispute",
    amount: made.amount,
    balance_transactions: [],
    charge: made.id,
    created,
    currency: made.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: created + 7 * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: made.livemode,
    metadata: {},
    payment_intent: made.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
  };
  sandbox.state.put(KIND.charge, disputed);
  sandbox.state.put(KIND.dispute, dispute, { parent: made.id });
  emit(sandbox, caller, "charge.dispute.created", dispute);
}

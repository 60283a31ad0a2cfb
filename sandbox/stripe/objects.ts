// The shapes of API version 2026-10-28.endive, as far as the sandbox fills them in; the rest of each object is constant.

export const API_VERSION = "2026-10-28.endive";

export const KIND = {
  session: "stripe.checkout_session",
  paymentIntent: "stripe.payment_intent",
  charge: "stripe.charge",
  refund: "stripe.refund",
  dispute: "stripe.dispute",
  event: "stripe.event",
  webhookEndpoint: "stripe.webhook_endpoint",
} as const;

export type Metadata = Record<string, string>;

/** What Stripe would know of an object without showing it. */
export interface Hidden {
  /** Refunds carry no `livemode` of their own. */
  livemode?: boolean;
  /** The test payment method of a charge or of an intent to be confirmed. */
  card?: string;
  /** What the clock makes of a refund later. */
  plan?: RefundPlan | null;
  lineItems?: LineItem[];
  intentData?: IntentData;
}

export interface RefundPlan {
  status: "succeeded" | "failed";
  at: number;
}

/** A checkout session's `payment_intent_data`, kept until there is an intent. */
export interface IntentData {
  capture_method?: string | undefined;
  description?: string | undefined;
  metadata?: Metadata | undefined;
  receipt_email?: string | undefined;
}

export interface LineItem {
  id: string;
  object: "item";
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  currency: string;
  description: string;
  quantity: number;
  [constant: string]: unknown;
}

export interface CheckoutSession {
  id: string;
  object: "checkout.session";
  amount_subtotal: number;
  amount_total: number;
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string;
  customer_details: unknown;
  customer_email: string | null;
  expires_at: number;
  livemode: boolean;
  locale: string | null;
  metadata: Metadata;
  mode: "payment";
  payment_intent: string | null;
  payment_method_types: string[];
  payment_status: "unpaid" | "paid";
  status: "open" | "complete" | "expired";
  success_url: string | null;
  url: string | null;
  [constant: string]: unknown;
}

export interface PaymentIntent {
  id: string;
  object: "payment_intent";
  amount: number;
  amount_capturable: number;
  amount_received: number;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: string;
  created: number;
  currency: string;
  description: string | null;
  last_payment_error: unknown;
  latest_charge: string | null;
  livemode: boolean;
  metadata: Metadata;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  status: "requires_payment_method" | "requires_confirmation" | "requires_capture" | "succeeded" | "canceled";
  [constant: string]: unknown;
}

export interface Charge {
  id: string;
  object: "charge";
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  created: number;
  currency: string;
  disputed: boolean;
  livemode: boolean;
  metadata: Metadata;
  paid: boolean;
  payment_intent: string;
  payment_method: string | null;
  receipt_number: string | null;
  refunded: boolean;
  status: "succeeded" | "failed";
  [constant: string]: unknown;
}

export interface Refund {
  id: string;
  object: "refund";
  amount: number;
  charge: string;
  created: number;
  currency: string;
  failure_reason?: string;
  failure_balance_transaction?: string;
  metadata: Metadata;
  payment_intent: string;
  pending_reason?: string;
  reason: string | null;
  status: "pending" | "succeeded" | "failed";
  [constant: string]: unknown;
}

export interface StripeEvent {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: unknown };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

export interface WebhookEndpoint {
  id: string;
  object: "webhook_endpoint";
  enabled_events: string[];
  livemode: boolean;
  status: "enabled" | "disabled";
  url: string;
  [constant: string]: unknown;
}

export interface ApiList<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { randomToken, stripeId } from "../ids.ts";
import { testCard } from "./cards.ts";
import { charge } from "./charges.ts";
import { badParam, StripeFailure } from "./errors.ts";
import { checkCharge } from "./money.ts";
import { KIND, type Metadata, type PaymentIntent } from "./objects.ts";
import { address, amount, created, expand, flag, integerValue, isMadeIn, metadata, url } from "./params.ts";
import { type Caller, emit, find, paginate, refuseRemoved, seconds } from "./store.ts";

export const createPaymentIntentParams = z.strictObject({
  amount,
  currency: z.string(),
  allowed_payment_method_types: z
    .array(z.enum(["card"]))
    .min(1)
    .optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(["always", "never"]).optional() })
    .optional(),
  capture_method: z.enum(["automatic", "automatic_async", "manual"]).optional(),
  confirm: flag.optional(),
  confirmation_method: z.enum(["automatic", "manual"]).optional(),
  description: z.string().max(1000).optional(),
  error_on_requires_action: flag.optional(),
  expand,
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_method: z.string().optional(),
  payment_method_types: z.array(z.enum(["card"])).optional(),
  receipt_email: address.optional(),
  return_url: url.optional(),
  statement_descriptor_suffix: z.string().max(22).optional(),
});

export const listPaymentIntentsParams = z.strictObject({
  created,
  ending_before: z.string().optional(),
  expand,
  limit: integerValue.optional(),
  starting_after: z.string().optional(),
});

export interface NewIntent {
  amount: number;
  currency: string;
  captureMethod?: string | undefined;
  description?: string | undefined;
  metadata?: Metadata | undefined;
  methods?: string[] | undefined;
  receiptEmail?: string | undefined;
}

/** A payment intent that nobody has tried to pay yet, stored. */
export function newPaymentIntent(sandbox: Sandbox, caller: Caller, wish: NewIntent): PaymentIntent {
  const id = stripeId("pi");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: wish.methods ?? null,
    amount: wish.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wish.captureMethod ?? "automatic_async",
    client_secret: `${id}_secret_${randomToken(25)}`,
    confirmation_method: "automatic",
    created: seconds(sandbox.now()),
    currency: wish.currency,
    customer: null,
    customer_account: null,
    description: wish.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: caller.livemode,
    managed_payments: null,
    metadata: wish.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: wish.receiptEmail ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  sandbox.state.put(KIND.paymentIntent, intent);
  return intent;
}

/** Checks that depend on nothing stored: run before the idempotency layer keeps anything. */
export function checkPaymentIntent(caller: Caller, params: z.output<typeof createPaymentIntentParams>): void {
  refuseRemoved(caller, params);
  checkCharge(params.amount, params.currency, "amount");
  if (params.payment_method_types !== undefined && params.automatic_payment_methods !== undefined) {
    throw badParam(
      undefined,
      "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.",
    );
  }
}

/** `POST /v1/payment_intents`, confirmed at once when asked to. */
export function createPaymentIntent(
  sandbox: Sandbox,
  caller: Caller,
  params: z.output<typeof createPaymentIntentParams>,
): PaymentIntent {
  if (params.payment_method !== undefined) testCard(params.payment_method);
  const intent = newPaymentIntent(sandbox, caller, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    captureMethod: params.capture_method,
    description: params.description,
    metadata: params.metadata,
    methods: params.allowed_payment_method_types,
    receiptEmail: params.receipt_email,
  });
  emit(sandbox, caller, "payment_intent.created", intent);
  if (params.payment_method === undefined) {
    if (!params.confirm) return intent;
    const message =
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.";
    const code = "payment_intent_unexpected_state";
    throw new StripeFailure(400, { type: "invalid_request_error", code, message, payment_intent: intent });
  }
  if (params.confirm) {
    const attempt = charge(sandbox, caller, intent, params.payment_method);
    attempt.announce();
    throwIfDeclined(attempt.intent);
    return attempt.intent;
  }
  const waiting: PaymentIntent = {
    ...intent,
    payment_method: stripeId("pm"),
    status: "requires_confirmation",
  };
  sandbox.state.put(KIND.paymentIntent, waiting, { hidden: { card: params.payment_method } });
  return waiting;
}

export function getPaymentIntent(sandbox: Sandbox, caller: Caller, id: string): PaymentIntent {
  return find<PaymentIntent>(sandbox, caller, KIND.paymentIntent, "payment_intent", id, "intent", true).body;
}

export function listPaymentIntents(
  sandbox: Sandbox,
  caller: Caller,
  params: z.output<typeof listPaymentIntentsParams>,
): unknown {
  const all = sandbox.state.list<PaymentIntent>(KIND.paymentIntent).map(({ body }) => body);
  const mine = all.filter(
    (intent) => intent.livemode === caller.livemode && isMadeIn(params.created, intent.created),
  );
  return paginate(mine.reverse(), params, "/v1/payment_intents");
}

/** A declined card is an error to whoever asked, while the intent stays, to be tried again. */
function throwIfDeclined(intent: PaymentIntent): void {
  const error = intent.last_payment_error as {
    code: string;
    decline_code: string;
    message: string;
    charge: string;
  } | null;
  if (error === null) return;
  throw new StripeFailure(402, {
    type: "card_error",
    code: error.code,
    decline_code: error.decline_code,
    message: error.message,
    charge: error.charge,
    payment_intent: intent,
  });
}

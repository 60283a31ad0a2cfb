import * as z from "zod";
import type { CheckoutReading } from "../../domain/commands.ts";
import { fromStripe } from "./amounts.ts";
import type { PaymentReading, StripeRefund } from "./port.ts";

// What is read from Stripe's answers, and no more: anything that does not look like this is not believed.

const currency = z.string().regex(/^[a-z]{3}$/);
const amount = z.int().min(0);

const charge = z.object({
  amount_captured: amount,
  amount_refunded: amount,
  disputed: z.boolean(),
  payment_method_details: z
    .object({ card: z.object({ brand: z.string().nullable(), last4: z.string().nullable() }).nullish() })
    .nullish(),
});

/** Asked for with its charge: a bare id would mean that the expansion was ignored. */
const latestCharge = charge.nullable();

/** Of a session or a PaymentIntent: `expand` for all that is read below. */
export const CHECKOUT_EXPANSION = ["payment_intent.latest_charge"];
export const PAYMENT_EXPANSION = ["latest_charge"];

export const openedCheckout = z
  .object({ id: z.string().min(1), url: z.url() })
  .transform(({ id, url }) => ({ id, url }));

export const checkoutReading = z
  .object({
    id: z.string().min(1),
    status: z.enum(["open", "complete", "expired"]),
    payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
    amount_total: amount,
    currency,
    livemode: z.boolean(),
    payment_intent: z.object({ id: z.string().min(1), latest_charge: latestCharge.optional() }).nullable(),
  })
  .transform((session): CheckoutReading => {
    const card = session.payment_intent?.latest_charge?.payment_method_details?.card;
    return {
      sessionId: session.id,
      status: session.status,
      paid: session.payment_status === "paid",
      amount: fromStripe(session.amount_total, session.currency),
      currency: session.currency,
      livemode: session.livemode,
      intentId: session.payment_intent?.id ?? null,
      card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    };
  });

export const paymentReading = z
  .object({
    id: z.string().min(1),
    status: z.string(),
    currency,
    livemode: z.boolean(),
    latest_charge: latestCharge,
  })
  .transform(
    (intent): PaymentReading => ({
      intentId: intent.id,
      succeeded: intent.status === "succeeded",
      currency: intent.currency,
      livemode: intent.livemode,
      captured: fromStripe(intent.latest_charge?.amount_captured ?? 0, intent.currency),
      refunded: fromStripe(intent.latest_charge?.amount_refunded ?? 0, intent.currency),
      disputed: intent.latest_charge?.disputed ?? false,
    }),
  );

/** `requires_action` waits for the payer's bank details, `canceled` is one that never left: for the payer, on its way and failed. */
const STATUS = {
  pending: "pending",
  requires_action: "pending",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
} as const;

export const stripeRefund = z
  .object({
    id: z.string().min(1),
    status: z.enum(["pending", "requires_action", "succeeded", "failed", "canceled"]),
    amount,
    currency,
    metadata: z.object({ refund_id: z.string().optional() }).nullish(),
    failure_reason: z.string().nullish(),
  })
  .transform(
    (refund): StripeRefund => ({
      id: refund.id,
      status: STATUS[refund.status],
      amount: fromStripe(refund.amount, refund.currency),
      currency: refund.currency,
      refundId: refund.metadata?.refund_id ?? null,
      failure: refund.failure_reason ?? null,
    }),
  );

export const refundPage = z.object({ data: z.array(stripeRefund), has_more: z.boolean() });

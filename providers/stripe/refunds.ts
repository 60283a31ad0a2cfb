import type Stripe from "stripe";
import { accepted, type Result, refused } from "../../domain/result.ts";
import { ServiceUnavailable } from "../failure.ts";
import { read } from "../http.ts";
import { toStripe } from "./amounts.ts";
import { PAYMENT_EXPANSION, paymentReading, refundPage, stripeRefund } from "./answers.ts";
import { isKept500, nullWhenMissing, type Refusal, refusalOf } from "./failures.ts";
import { isStripeId } from "./ids.ts";
import type { PaymentReading, RefundOrder, RefundRefusal, StripeRefund } from "./port.ts";

/** The most that Stripe gives on one page. */
const PAGE = 100;

/** Asks for one refund. What is in doubt is never turned into a no: it is thrown, or it is `outcome_unknown`. */
export async function createRefund(
  stripe: Stripe,
  order: RefundOrder,
): Promise<Result<StripeRefund, RefundRefusal>> {
  const { bookingId, refundId, intentId, money, idempotencyKey } = order;
  const what = "creating a refund";
  try {
    const refund: unknown = await stripe.refunds.create(
      {
        payment_intent: intentId,
        amount: toStripe(money),
        metadata: { refund_id: refundId, booking_id: bookingId },
      },
      { idempotencyKey },
    );
    return accepted(read("stripe", what, stripeRefund, refund));
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error;
    if (isKept500(error)) return refused({ code: "outcome_unknown", detail: "500, kept under this key" });
    return refused(refundRefusal(refusalOf(error, what)));
  }
}

function refundRefusal(refusal: Refusal): RefundRefusal {
  const detail = [refusal.code, refusal.detail].filter((part) => part !== null).join(": ");
  if (refusal.otherRequestUnderKey) return { code: "outcome_unknown", detail };
  switch (refusal.code) {
    case "charge_already_refunded":
      return { code: "already_refunded", detail };
    case "charge_disputed":
    case "refund_disputed_payment":
      return { code: "disputed", detail };
    case "balance_insufficient":
    case "insufficient_funds":
      return { code: "balance_insufficient", detail };
    default:
      return { code: "not_refundable", detail };
  }
}

/** @returns null when Stripe knows no such refund. */
export function readRefund(stripe: Stripe, id: string): Promise<StripeRefund | null> {
  if (!isStripeId(id)) return Promise.resolve(null);
  const what = "reading a refund";
  return nullWhenMissing(what, async () => {
    const refund: unknown = await stripe.refunds.retrieve(id);
    return read("stripe", what, stripeRefund, refund);
  });
}

/** @returns null when Stripe knows no such PaymentIntent. */
export function readPayment(stripe: Stripe, intentId: string): Promise<PaymentReading | null> {
  if (!isStripeId(intentId)) return Promise.resolve(null);
  const what = "reading a payment";
  return nullWhenMissing(what, async () => {
    const intent: unknown = await stripe.paymentIntents.retrieve(intentId, { expand: PAYMENT_EXPANSION });
    return read("stripe", what, paymentReading, intent);
  });
}

/** Every refund of a payment, newest first, by whomever it was made. An unknown payment has none. */
export async function listRefunds(stripe: Stripe, intentId: string): Promise<readonly StripeRefund[]> {
  if (!isStripeId(intentId)) return [];
  const what = "listing refunds";
  const all = await nullWhenMissing(what, async () => {
    const refunds: StripeRefund[] = [];
    for (let after: string | undefined; ; ) {
      const from = after === undefined ? {} : { starting_after: after };
      const params = { payment_intent: intentId, limit: PAGE, ...from };
      const page = read("stripe", what, refundPage, { ...(await stripe.refunds.list(params)) });
      refunds.push(...page.data);
      after = page.data.at(-1)?.id;
      if (!page.has_more || after === undefined) return refunds;
    }
  });
  return all ?? [];
}

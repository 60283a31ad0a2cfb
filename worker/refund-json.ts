import type { RefundRow } from "../db/refunds.ts";
import type { Booking, Refund } from "../domain/booking.ts";
import { toRfc3339, toRfc3339OrNull } from "../domain/time.ts";
import type { RefundJson } from "./schemas/refund.ts";

/** A refund as D1 has it. */
export function refundJsonOf(row: RefundRow): RefundJson {
  return {
    id: row.id,
    booking_id: row.bookingId,
    status: row.status,
    cause: row.cause,
    amount: row.money.amount,
    currency: row.money.currency,
    payment_intent: row.paymentIntent,
    stripe_refund_id: row.stripeRefundId,
    manual_reason: row.manualReason,
    settled_outside: row.settledOutside,
    requested_at: toRfc3339(row.requestedAt),
    settled_at: toRfc3339OrNull(row.settledAt),
    starts_at: toRfc3339(row.startsAt),
    payer: row.payer,
  };
}

/** A refund as its booking's object just returned it. */
export const answeredRefundJson = (booking: Booking, refund: Refund, payer: RefundRow["payer"]): RefundJson =>
  refundJsonOf({
    ...refund,
    bookingId: booking.id,
    money: refund,
    paymentIntent: refund.intentId,
    startsAt: booking.startsAt,
    payer,
  });

import type { Booking } from "../../../domain/booking.ts";
import type { Intent } from "../outside/stripe.ts";
import type { Invariant } from "./invariant.ts";

/**
 * Every payment ends as a session held, or as exactly one full refund, or in front of a person who knows why; and nobody who
 * paid in time is refused: what Stripe took before the draft expired confirms it.
 */
export const paymentsEndWell = (): Invariant => ({
  saved: (world, _host, before, after) => {
    // Product, "Confirming": paid, amount and currency as stored. What a platform says of its own payments is believed.
    if (after.source !== "meridian" || after.payment === null || before?.payment) return;
    const intent = world.stripe.intents.get(after.payment.intentId);
    if (intent === undefined || intent.odd || intent.paidAt === null || intent.bookingId !== after.id)
      world.violate(`${after.id} is confirmed by a payment that is not its own, not whole or not made`);
  },
  whenQuiet: (world) =>
    [...world.stripe.intents.values()].flatMap((intent) => {
      if (intent.bookingId === null || intent.paidAt === null) return [];
      const why = endedBadly(intent, world.host(intent.bookingId).booking);
      return why === null ? [] : [`${intent.id}, paid for ${intent.bookingId}: ${why}`];
    }),
});

function endedBadly(intent: Intent, booking: Booking | null): string | null {
  if (booking === null) return "there is no booking";
  // What was not asked for: nobody but a person gives it back, and one has to know of it.
  if (intent.odd) return hasRefund(booking, intent) ? null : "nobody knows of it";
  const expiredAt = booking.timeline.find((entry) => entry.type === "expired")?.at ?? null;
  const inTime = expiredAt !== null && booking.cancellation === null && (intent.paidAt ?? 0) < expiredAt;
  if (inTime && !intent.slow && expiredAt < booking.endsAt) return "refused though it was in time";
  if (hasRefund(booking, intent)) return null;
  if (booking.payment?.intentId !== intent.id) return "neither counted nor given back";
  // A cancelled one is one-refund-intent's business.
  return null;
}

const hasRefund = (booking: Booking, { id }: Intent): boolean =>
  booking.refunds.some((refund) => refund.intentId === id);

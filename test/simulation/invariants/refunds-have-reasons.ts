import type { Booking, Refund } from "../../../domain/booking.ts";
import { HOUR } from "../../../domain/time.ts";
import type { Host } from "../engine/host.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import type { Invariant } from "./invariant.ts";

/**
 * No refund without a cancel that was decided more than 24 h before, an administrator's act, or a payment that came too late
 * or twice. Judged when it is stored.
 */
export const refundsHaveReasons = (): Invariant => ({
  saved: (world, host, before, after) => {
    for (const refund of after.refunds) {
      if (before?.refunds.some((known) => known.id === refund.id)) continue;
      const why = unreasonable(world, host, before, after, refund);
      if (why !== null) world.violate(`refund ${refund.id} without a reason: ${why}`);
    }
    lateCancel(world, before, after);
  },
});

function unreasonable(
  world: SimWorld,
  host: Host,
  before: Booking | null,
  after: Booking,
  refund: Refund,
): string | null {
  if (refund.cause === "cancelled") {
    if (after.status !== "cancelled" || before?.cancellation !== null) return "nobody just cancelled";
    return refund.amount > after.price.amount ? "more than the price" : null;
  }
  if (refund.cause === "granted") return ungranted(world, host, after, refund);
  const intent = world.stripe.intents.get(refund.intentId ?? "");
  if (intent === undefined || intent.bookingId !== host.id) return "the payment is not this booking's";
  if (after.payment?.intentId === intent.id) return "the payment is the one that counts";
  return refund.amount > intent.amount ? "more than was paid" : null;
}

/** An administrator's act, for a session that was held or missed; no more than its price, of its own payment. */
function ungranted(world: SimWorld, host: Host, after: Booking, refund: Refund): string | null {
  if (after.status !== "completed" && after.status !== "no_show") return `the session is ${after.status}`;
  if (!world.grantsAsked.some(({ bookingId, refundId }) => bookingId === host.id && refundId === refund.id))
    return "no administrator asked for it";
  if (refund.intentId !== (after.payment?.intentId ?? null)) return "the payment is not the one that counts";
  return refund.amount > after.price.amount ? "more than the price" : null;
}

function lateCancel(world: SimWorld, before: Booking | null, after: Booking): void {
  if (before === null || before.cancellation !== null || after.cancellation === null) return;
  const { by } = after.cancellation;
  if (after.status !== "cancelled" || by === "administrator" || by === "platform") return;
  if (after.startsAt - world.now > 24 * HOUR) return;
  world.violate(`${after.id} was cancelled ${after.startsAt - world.now} ms before its start`);
}

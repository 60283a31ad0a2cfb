import type { Booking } from "../../../domain/booking.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/**
 * A cancelled paid booking has exactly one refund intent, unless an administrator cancelled it without; each intent ends
 * succeeded or in the manual queue, and says what Stripe's own records say.
 */
export const oneRefundIntent = (): Invariant => ({
  whenQuiet: (world) =>
    bookingsOf(world).flatMap(({ booking }) => [
      ...wrongNumber(world, booking),
      ...unfinished(world, booking),
      ...repeated(world, booking),
      ...toldTwice(world, booking),
    ]),
  saved: (world, _host, before, after) => {
    for (const refund of after.refunds) {
      const known = before?.refunds.find((other) => other.id === refund.id);
      if (refund.status !== "succeeded" || known?.status === "succeeded") continue;
      const made = world.stripe.readRefund(refund.stripeRefundId ?? "");
      if (!refund.settledOutside && made?.status === "pending")
        world.violate(`refund ${refund.id} is shown as done and is pending`);
    }
  },
});

/** A retry under a key that Stripe has answered already hears of the old failure again. */
function toldTwice(world: SimWorld, booking: Booking): readonly string[] {
  const told = booking.timeline.filter((entry) => entry.type === "refund_failed").length;
  const intents = booking.refunds.map((refund) => refund.intentId);
  const failed = world.stripe.refunds.filter(
    ({ intentId, status }) => status === "failed" && intents.includes(intentId),
  );
  return told > failed.length ? [`${booking.id} tells of ${told} failures, Stripe of ${failed.length}`] : [];
}

/** One payment goes back once, under one key for each time that a person asked for it; each failure is told once. */
function repeated(world: SimWorld, booking: Booking): readonly string[] {
  return booking.refunds.flatMap((refund) => {
    const { id, intentId, round, settledOutside } = refund;
    const twins = booking.refunds.filter((other) => intentId !== null && other.intentId === intentId);
    const keys = world.stripe.keysOf(id);
    const own = world.stripe.refunds.filter((other) => other.refundId === id && other.status !== "failed");
    return [
      ...(twins.length > 1 ? [`${twins.length} refunds are recorded for ${intentId}`] : []),
      ...(keys > round ? [`refund ${id} was asked for under ${keys} keys in ${round} rounds`] : []),
      ...(settledOutside && own.length > 0 ? [`refund ${id} was settled outside, and Stripe made it`] : []),
    ];
  });
}

function wrongNumber(world: SimWorld, booking: Booking): readonly string[] {
  const intents = booking.refunds.filter((refund) => refund.cause === "cancelled").length;
  const owed = mayOwe(world, booking);
  if (owed.includes(intents)) return [];
  return [`${booking.id} is ${booking.status} and has ${intents} refunds for it, not ${owed.join(" or ")}`];
}

/** How many refunds its cancelling may have asked for. */
function mayOwe(world: SimWorld, booking: Booking): readonly number[] {
  const { cancellation, status, price } = booking;
  if (status !== "cancelled" || cancellation === null || price.amount === 0) return [0];
  const { by } = cancellation;
  if (by === "mentor" || by === "mentee") return [1];
  const asked = world.cancelsAsked.filter((cancel) => cancel.bookingId === booking.id && cancel.by === by);
  return [...new Set(asked.map((cancel) => (cancel.refund ? 1 : 0)))];
}

function unfinished(world: SimWorld, booking: Booking): readonly string[] {
  return booking.refunds.flatMap((refund) => {
    const { id, status, stripeRefundId, settledOutside } = refund;
    if (status !== "succeeded" && status !== "manual") return [`refund ${id} is still ${status}`];
    const made = world.stripe.refunds.filter((other) => other.refundId === id || other.id === stripeRefundId);
    const arrived = made.some((other) => other.status === "succeeded" && other.amount === refund.amount);
    if (status === "succeeded" && !settledOutside && !arrived) return [`refund ${id} never arrived`];
    // A person sees it, so the money must not have gone by itself as well.
    const gone = made.find((other) => other.refundId === id && other.status !== "failed");
    if (status === "manual" && gone !== undefined)
      return [`refund ${id} waits for a person (${refund.manualReason}) though Stripe has it ${gone.status}`];
    return [];
  });
}

import type { Booking, ManualReason, RefundCause } from "../booking.ts";
import type { CheckoutReading, Command } from "../commands.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { expire } from "./advance.ts";
import { type Change, record, update } from "./change.ts";
import { confirm } from "./create.ts";
import { requestRefund } from "./refunds.ts";

type CheckoutOpened = Extract<Command, { type: "checkout_opened" }>;
type CheckoutRead = Extract<Command, { type: "checkout_read" }>;

/**
 * Stripe made the checkout. If the draft is over by now, or its hold is, the checkout is closed again. A booking taken over has
 * none of ours: its payment is the platform's.
 */
export function checkoutOpened(change: Change, command: CheckoutOpened): Change {
  if (change.booking.checkoutSession !== null || change.booking.checkoutRequest === null) return change;
  const opened = update(change, { checkoutSession: command.session });
  const { status, releaseAsked } = opened.booking;
  return status === "draft" && !releaseAsked ? opened : update(opened, {}, { type: "expire_checkout" });
}

/** Somebody (a webhook, a person coming back from paying) says that the checkout moved: it is read before it is believed. */
export function checkoutNoticed(change: Change): Change {
  return change.booking.checkoutRequest === null ? change : update(change, {}, { type: "read_checkout" });
}

/**
 * What Stripe says of the checkout decides: paid confirms a draft, and only a draft; expired frees it. Product, "Confirming":
 * only this booking's stored session, paid, with amount, currency and livemode as stored. Anything else is ignored.
 */
export function checkoutRead(change: Change, command: CheckoutRead, now: Instant): Result<Change, Rejection> {
  const { booking } = change;
  const { reading } = command;
  if (booking.checkoutSession === null || reading.sessionId !== booking.checkoutSession.id) {
    return refused({
      code: "payment_ignored",
      detail: `checkout ${reading.sessionId} is not this booking's`,
    });
  }
  if (reading.paid) return paid(change, reading, command.refundId, now);
  if (booking.status === "draft" && isOver(booking, reading)) return accepted(expire(change, now));
  return accepted(change);
}

/** Expired at Stripe; or completed without being paid when the draft's own end has come: what is paid later goes back. */
function isOver(booking: Booking, reading: CheckoutReading): boolean {
  return reading.status === "expired" || (booking.releaseAsked && reading.status === "complete");
}

/** Stripe has no such checkout and never had: the draft's hold can end without anybody having paid. */
export function checkoutMissing(change: Change, now: Instant): Change {
  return change.booking.status === "draft" ? expire(change, now) : change;
}

function paid(
  change: Change,
  reading: CheckoutReading,
  refundId: string,
  now: Instant,
): Result<Change, Rejection> {
  const { booking } = change;
  const { intentId } = reading;
  const doubt = differs(booking, reading);
  if (intentId === null || doubt !== null) return odd(change, reading, doubt, refundId, now);
  if (booking.status !== "draft") return accepted(giveBack(change, reading, intentId, refundId, now));
  if (now >= booking.endsAt) return accepted(giveBack(expire(change, now), reading, intentId, refundId, now));
  return accepted(confirm(update(change, { payment: { intentId, card: reading.card } }), now));
}

/**
 * Not what was asked for. It confirms nothing, and a draft goes on waiting to be paid; but at the draft's own end its slot is
 * free, and nowhere does money stay without anybody knowing of it: what was paid is put in front of a person, once.
 */
function odd(
  change: Change,
  reading: CheckoutReading,
  doubt: ManualReason | null,
  refundId: string,
  now: Instant,
): Result<Change, Rejection> {
  const { booking } = change;
  const { intentId, amount, currency, livemode } = reading;
  const detail = `paid ${amount} ${currency}, livemode ${livemode}: not what was asked`;
  const ends = booking.status === "draft" && booking.releaseAsked;
  if ((booking.status === "draft" || intentId === null) && !ends) {
    return refused({ code: "payment_ignored", detail });
  }
  const over = ends ? expire(change, now) : change;
  if (intentId === null || isKnown(booking, intentId)) return accepted(over);
  const request = { id: refundId, cause: returnCause(booking), intentId, amount, currency };
  return accepted(requestRefund(over, request, now, doubt));
}

/** In what a payment is not the one that was asked for; null when it is. */
function differs(booking: Booking, reading: CheckoutReading): ManualReason | null {
  if (reading.livemode !== booking.livemode) return "payment_mode_differs";
  if (reading.currency !== booking.price.currency) return "payment_currency_differs";
  return reading.amount === booking.price.amount ? null : "payment_amount_differs";
}

/** Product, "Paid too late": it never revives a booking, and a second payment never counts: full refund, once, with a mail that says why. */
function giveBack(
  change: Change,
  reading: CheckoutReading,
  intentId: string,
  refundId: string,
  now: Instant,
): Change {
  const { booking } = change;
  if (isKnown(booking, intentId)) return change;
  const cause = returnCause(booking);
  const { amount, currency } = reading;
  const noted = update(
    record(change, "payment_returned", now),
    {},
    { type: "mail", kind: "payment_returned", userId: booking.menteeId, refundId },
  );
  return requestRefund(noted, { id: refundId, cause, intentId, amount, currency }, now);
}

/** The payment that counts, or one that has its refund already. */
const isKnown = (booking: Booking, intentId: string): boolean =>
  booking.payment?.intentId === intentId || booking.refunds.some((refund) => refund.intentId === intentId);

const returnCause = (booking: Booking): RefundCause =>
  booking.payment === null ? "late_payment" : "second_payment";

import { type Booking, type CancelledBy, roleOf } from "../booking.ts";
import { cancelDeadline, mayCancel } from "../cancellation.ts";
import type { Canceller, Command } from "../commands.ts";
import { percentOf } from "../money.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { expire } from "./advance.ts";
import { type Change, mailBoth, record, update } from "./change.ts";
import { requestRefund } from "./refunds.ts";

type Cancel = Extract<Command, { type: "cancel" }>;

/**
 * Cancels. Once: whoever asks again, in the same millisecond or a year later, gets the same booking and nothing happens.
 * @param change the booking as the clock has it; the instant that counts is `now`, when its object decides.
 */
export function cancel(change: Change, command: Cancel, now: Instant): Result<Change, Rejection> {
  const { booking } = change;
  const by = cancelledBy(booking, command.by);
  if (by === null) return refused({ code: "not_found" });
  if (booking.cancellation !== null) return accepted(change);
  if (booking.status === "draft") return cancelDraft(change, command, by, now);
  if (booking.status !== "confirmed") return refused({ code: "not_cancellable", status: booking.status });
  if (command.by.kind === "participant" && !mayCancel(booking, now)) {
    return refused({ code: "cancellation_window_closed", cancelDeadline: cancelDeadline(booking) });
  }
  const cancelled = mailBoth(
    update(noteCancellation(change, command, by, now), { status: "cancelled" }, { type: "remove_room" }),
    "cancelled",
  );
  const refund = percentOf(booking.price, booking.policy.refundPercent);
  const owed = refund.amount > 0 && (command.by.kind === "participant" || command.by.refund);
  if (!owed) return accepted(cancelled);
  const intentId = booking.payment?.intentId ?? null;
  return accepted(
    requestRefund(cancelled, { id: command.refundId, cause: "cancelled", intentId, ...refund }, now),
  );
}

/** A draft is its mentee's alone: cancelled it expires at once, its checkout too. Nobody was told of it, so nobody is mailed. */
function cancelDraft(
  change: Change,
  command: Cancel,
  by: CancelledBy,
  now: Instant,
): Result<Change, Rejection> {
  if (by === "mentor") return refused({ code: "not_cancellable", status: "draft" });
  const expired = expire(noteCancellation(change, command, by, now), now);
  if (change.booking.checkoutRequest === null) return accepted(expired);
  return accepted(update(expired, { releaseAsked: true }, { type: "expire_checkout" }));
}

function noteCancellation(change: Change, command: Cancel, by: CancelledBy, now: Instant): Change {
  const userId = command.by.kind === "platform" ? null : command.by.userId;
  const { reason, shareReason } = command;
  const cancellation = { at: now, by, userId, reason, reasonShared: shareReason && reason !== null };
  return record(update(change, { cancellation }), "cancelled", now, by, userId);
}

function cancelledBy(booking: Booking, canceller: Canceller): CancelledBy | null {
  return canceller.kind === "participant" ? roleOf(booking, canceller.userId) : canceller.kind;
}

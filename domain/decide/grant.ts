import type { Booking, BookingStatus } from "../booking.ts";
import type { Command } from "../commands.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Change, record, update } from "./change.ts";
import { findRefund, requestRefund } from "./refunds.ts";

type Granted = Extract<Command, { type: "refund_granted" }>;

/** What is still ahead is cancelled instead, and what was cancelled had its refund decided then. */
const GRANTED_IN: readonly BookingStatus[] = ["completed", "no_show"];

/**
 * Product, "Refund": "An administrator may refund a completed or missed session (the mentor did not come)". The whole price,
 * once for a payment, by the way that every refund takes; the session itself stays what it was, since final states never change.
 */
export function refundGranted(change: Change, command: Granted, now: Instant): Result<Change, Rejection> {
  const { booking } = change;
  const { refundId, userId } = command;
  if (findRefund(booking, refundId)?.cause === "granted") return accepted(change);
  const why = notGrantable(booking);
  if (why !== null) return refused({ code: "conflict", detail: why });
  const noted = update(
    record(change, "refund_granted", now, "administrator", userId),
    {},
    { type: "mail", kind: "payment_returned", userId: booking.menteeId, refundId },
  );
  const { amount, currency } = booking.price;
  const intentId = ownIntent(booking);
  return accepted(requestRefund(noted, { id: refundId, cause: "granted", intentId, amount, currency }, now));
}

/** Why the money of this session cannot be given back by an administrator; null when it can. */
export function notGrantable(booking: Booking): string | null {
  if (!GRANTED_IN.includes(booking.status)) {
    return `only a session that was held or missed can be refunded: this one is ${booking.status}`;
  }
  if (booking.price.amount === 0) return "nothing was paid for this session";
  // In whatever state: one that waits for a person is retried or settled where it waits, not made a second time.
  const known = booking.refunds.some(({ intentId }) => intentId === ownIntent(booking));
  return known ? "this payment has a refund already" : null;
}

const ownIntent = (booking: Booking): string | null => booking.payment?.intentId ?? null;

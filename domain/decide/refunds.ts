import type { Booking, ManualReason, Refund, RefundCause, TimelineEntryType } from "../booking.ts";
import type { Command, RefundReading } from "../commands.ts";
import type { Effect } from "../effects.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Change, nextVersion, record, update } from "./change.ts";

type RefundRead = Extract<Command, { type: "refund_read" }>;
type ByAdministrator = Extract<Command, { type: "refund_retried" | "refund_settled" }>;

interface RefundRequest {
  readonly id: string;
  readonly cause: RefundCause;
  readonly intentId: string | null;
  readonly amount: number;
  readonly currency: string;
}

/**
 * Records the intent to give money back, before anything is sent. Without a payment to refund, a person has to look.
 * @param doubt why a person has to look in any case; null when nothing speaks against sending it.
 */
export function requestRefund(
  change: Change,
  request: RefundRequest,
  now: Instant,
  doubt: ManualReason | null = null,
): Change {
  const refund: Refund = {
    ...request,
    status: "requested",
    stripeRefundId: null,
    manualReason: null,
    settledOutside: false,
    requestedAt: now,
    settledAt: null,
    round: 1,
    version: nextVersion(change.booking),
  };
  const requested = record(
    update(change, { refunds: [...change.booking.refunds, refund] }),
    "refund_requested",
    now,
  );
  if (refund.intentId === null) return toManual(requested, refund, "no_payment_known", null, now);
  if (doubt !== null) return toManual(requested, refund, doubt, null, now);
  return update(requested, {}, { type: "send_refund", refundId: refund.id, round: refund.round });
}

/** A webhook says that a refund of this payment moved: those of ours that Stripe has, or may have after all, are read again. */
export function refundNoticed(change: Change): Change {
  const open = change.booking.refunds.filter(
    ({ stripeRefundId, status, settledOutside }) =>
      !settledOutside && (stripeRefundId !== null || status === "manual"),
  );
  return update(change, {}, ...open.map((refund): Effect => ({ type: "read_refund", refundId: refund.id })));
}

/**
 * Takes over what Stripe's records say. `requested -> pending -> succeeded | failed -> manual`; a refund that had succeeded
 * may still fail days later; what a person settled outside stays settled.
 */
export function refundRead(change: Change, command: RefundRead, now: Instant): Result<Change, Rejection> {
  const refund = findRefund(change.booking, command.refundId);
  if (refund === null) return refused({ code: "not_found" });
  const { reading } = command;
  if (refund.settledOutside || alreadySays(refund, reading)) return accepted(change);
  if (reading.status === "manual") {
    const waits = toManual(change, refund, reading.reason, refund.stripeRefundId, now, reading.answer);
    // An earlier try may be under way still, and be served after this one was refused: the list is looked at for a while.
    return accepted(update(waits, {}, { type: "read_refund", refundId: refund.id }));
  }
  if (reading.status === "failed") {
    const failed = record(change, "refund_failed", now, "system", null, reading.answer);
    return accepted(toManual(failed, refund, "failed_at_stripe", reading.stripeRefundId, now));
  }
  return accepted(moved(change, refund, reading, now));
}

function moved(
  change: Change,
  refund: Refund,
  reading: Extract<RefundReading, { status: "pending" | "succeeded" }>,
  now: Instant,
): Change {
  const settled = reading.status === "succeeded";
  const next = replace(change, {
    ...refund,
    status: reading.status,
    stripeRefundId: reading.stripeRefundId,
    manualReason: null,
    settledAt: settled ? now : null,
  });
  const noted = record(next, settled ? "refund_succeeded" : "refund_pending", now);
  // The answer to our own request may be a replay of what was true once: even a success is read again.
  const known = settled && refund.status !== "requested";
  return known ? noted : update(noted, {}, { type: "read_refund", refundId: refund.id });
}

/** A person says: try again. A new round, so a new key at Stripe; what it already made is still found by its metadata first. */
export function refundRetried(
  change: Change,
  command: ByAdministrator,
  now: Instant,
): Result<Change, Rejection> {
  return byAdministrator(change, command, (refund) => {
    if (refund.intentId === null) return null;
    const round = refund.round + 1;
    const next = replace(change, { ...refund, status: "requested", manualReason: null, round });
    const noted = record(next, "refund_retried", now, "administrator", command.userId);
    return update(noted, {}, { type: "send_refund", refundId: refund.id, round });
  });
}

/** A person says: the money went back another way. */
export function refundSettled(
  change: Change,
  command: ByAdministrator,
  now: Instant,
): Result<Change, Rejection> {
  return byAdministrator(change, command, (refund) => {
    const settled = {
      status: "succeeded",
      manualReason: null,
      settledOutside: true,
      settledAt: now,
    } as const;
    const next = replace(change, { ...refund, ...settled });
    return record(next, "refund_settled_outside", now, "administrator", command.userId);
  });
}

function byAdministrator(
  change: Change,
  command: ByAdministrator,
  act: (refund: Refund) => Change | null,
): Result<Change, Rejection> {
  const refund = findRefund(change.booking, command.refundId);
  if (refund === null) return refused({ code: "not_found" });
  if (refund.status !== "manual") {
    return refused({
      code: "conflict",
      detail: `this refund does not wait for a person: it is ${refund.status}`,
    });
  }
  const next = act(refund);
  if (next === null) {
    return refused({ code: "conflict", detail: "no payment is known to refund: settle it outside" });
  }
  return accepted(next);
}

/** To a person, who is mailed; and so is the payer, unless there never was a payment to speak of. */
function toManual(
  change: Change,
  refund: Refund,
  reason: ManualReason,
  stripeRefundId: string | null,
  now: Instant,
  answer?: string,
): Change {
  const next = replace(change, {
    ...refund,
    status: "manual",
    manualReason: reason,
    stripeRefundId,
    settledAt: null,
  });
  const noted = record(next, "refund_manual", now, "system", null, answer);
  const about = { kind: "refund_failed", refundId: refund.id, round: refund.round } as const;
  const administrators: Effect = { type: "mail_administrators", ...about };
  if (reason === "no_payment_known") return update(noted, {}, administrators);
  return update(noted, {}, administrators, { type: "mail", ...about, userId: change.booking.menteeId });
}

function replace(change: Change, refund: Refund): Change {
  const stamped = { ...refund, version: nextVersion(change.booking) };
  const refunds = change.booking.refunds.map((other) => (other.id === refund.id ? stamped : other));
  return update(change, { refunds });
}

/** Whether a reading says nothing new: the same again, or an older answer that arrives late. */
function alreadySays(refund: Refund, reading: RefundReading): boolean {
  if (reading.status === "manual") return refund.status === "manual" || refund.status === "succeeded";
  const known = reading.stripeRefundId === refund.stripeRefundId;
  if (reading.status === "failed") return isKnownFailure(refund, known);
  // What failed at Stripe never comes right again, and a success is only ever taken back by a failure.
  if (refund.manualReason === "failed_at_stripe" && known) return true;
  if (refund.status === "succeeded") return true;
  return refund.status === reading.status && known;
}

/** A failure is news of the refund that was thought to be on its way or done; not of one that a retry has replaced. */
function isKnownFailure(refund: Refund, known: boolean): boolean {
  switch (refund.status) {
    case "requested":
      return known;
    case "pending":
    case "succeeded":
      return !known;
    case "failed":
    case "manual":
      return true;
  }
}

export function findRefund(booking: Booking, refundId: string): Refund | null {
  return booking.refunds.find((refund) => refund.id === refundId) ?? null;
}

/** Of the booking's own payment, and not of one that came late or twice: there is one at most. */
export const isOfOwnPayment = ({ cause }: Pick<Refund, "cause">): boolean =>
  cause === "cancelled" || cause === "granted";

/** The refund a person is shown: the one of the booking's own payment, else the latest. */
export function shownRefund(booking: Pick<Booking, "refunds">): Refund | null {
  return booking.refunds.find(isOfOwnPayment) ?? booking.refunds.at(-1) ?? null;
}

/** Every kind of entry that a refund leaves in the timeline. */
export const REFUND_ENTRIES: readonly TimelineEntryType[] = [
  "refund_granted",
  "refund_requested",
  "refund_pending",
  "refund_succeeded",
  "refund_failed",
  "refund_manual",
  "refund_retried",
  "refund_settled_outside",
];

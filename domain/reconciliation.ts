import type { BookingStatus, CancelledBy, RefundStatus } from "./booking.ts";
import type { Money } from "./money.ts";

// Our ledger against Stripe's, one entry at a time (issue "Money: exactly once, and proven": every payment ends as a session held, as
// exactly one full refund, or in front of a person who knows why). Nothing here changes anything: a person reads what it finds.

/** A refund as D1 has it. */
export interface OurRefund {
  readonly id: string;
  readonly bookingId: string;
  readonly status: RefundStatus;
  readonly money: Money;
  readonly settledOutside: boolean;
  readonly stripeRefundId: string | null;
}

/** A refund as Stripe has it; `requires_action` counts as pending, `canceled` as failed. */
export interface TheirRefund {
  readonly id: string;
  readonly intentId: string | null;
  readonly status: "pending" | "succeeded" | "failed";
  readonly money: Money;
}

/** A payment as Stripe has it. */
export interface TheirPayment {
  readonly intentId: string;
  readonly captured: Money;
}

/** What D1 knows of the booking that a payment is for. */
export interface PaidBooking {
  readonly id: string;
  /** The payment that it was confirmed by; another one is a second payment. */
  readonly intentId: string | null;
  readonly status: BookingStatus;
  readonly price: Money;
  readonly cancelledBy: CancelledBy | null;
  /** The payments that a refund is recorded for. */
  readonly refundedIntents: readonly string[];
}

export const DIFFERENCE_KINDS = [
  "refund_unknown_here",
  "refund_unknown_there",
  "refund_amount_differs",
  "refund_status_differs",
  "payment_unknown_there",
  "payment_not_captured",
  "payment_amount_differs",
  "payment_not_noticed",
  "payment_without_session",
] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** How one refund stands in both ledgers. @returns null when they agree. */
export function judgeRefund(ours: OurRefund | null, theirs: TheirRefund | null): DifferenceKind | null {
  if (ours === null) return theirs === null || theirs.status === "failed" ? null : "refund_unknown_here";
  // What was settled another way is no entry of Stripe's, whatever was tried there before.
  if (ours.settledOutside) return null;
  if (theirs === null) return isWithStripe(ours.status) ? "refund_unknown_there" : null;
  if (!isSame(ours.money, theirs.money)) return "refund_amount_differs";
  return statusAgrees(ours.status, theirs.status) ? null : "refund_status_differs";
}

const isWithStripe = (status: RefundStatus): boolean => status === "pending" || status === "succeeded";

function statusAgrees(ours: RefundStatus, theirs: TheirRefund["status"]): boolean {
  // What failed there waits here for a person.
  return theirs === "failed" ? ours === "failed" || ours === "manual" : ours === theirs;
}

/** How one payment stands in both ledgers. @returns null when it is accounted for. */
export function judgePayment(
  theirs: TheirPayment | null,
  booking: PaidBooking,
  intentId: string,
): DifferenceKind | null {
  const isOwn = booking.intentId === intentId;
  if (theirs === null)
    return isOwn && !booking.refundedIntents.includes(intentId) ? "payment_unknown_there" : null;
  if (theirs.captured.amount === 0) return isOwn && isHeld(booking.status) ? "payment_not_captured" : null;
  // A refund is recorded: what becomes of it is judged as a refund.
  if (booking.refundedIntents.includes(intentId)) return null;
  if (booking.status === "draft") return "payment_not_noticed";
  if (!isOwn || !isAccountedFor(booking)) return "payment_without_session";
  return isSame(theirs.captured, booking.price) ? null : "payment_amount_differs";
}

const isHeld = (status: BookingStatus): boolean =>
  status === "confirmed" || status === "in_progress" || status === "completed" || status === "no_show";

/** Held, or to be held; or cancelled by somebody who may decide that the money stays. */
const isAccountedFor = ({ status, cancelledBy }: PaidBooking): boolean =>
  isHeld(status) ||
  (status === "cancelled" && (cancelledBy === "administrator" || cancelledBy === "platform"));

const isSame = (one: Money, other: Money): boolean =>
  one.amount === other.amount && one.currency === other.currency;

/** One currency's sums of one day: what went in and what went back, as each ledger says. In the currency's minor unit. */
export interface DayTotals {
  readonly currency: string;
  readonly paidHere: number;
  readonly paidThere: number;
  readonly refundedHere: number;
  readonly refundedThere: number;
}

/** Adds one amount to one of the sums of its currency; currencies stay in alphabetical order. */
export function addTo(
  totals: readonly DayTotals[],
  sum: Exclude<keyof DayTotals, "currency">,
  { amount, currency }: Money,
): readonly DayTotals[] {
  const before = totals.find((one) => one.currency === currency) ?? {
    currency,
    paidHere: 0,
    paidThere: 0,
    refundedHere: 0,
    refundedThere: 0,
  };
  const after = { ...before, [sum]: before[sum] + amount };
  return [...totals.filter((one) => one.currency !== currency), after].sort((a, b) =>
    a.currency < b.currency ? -1 : 1,
  );
}

import { ledgerQuery, type OurLedger } from "../../db/ledger.ts";
import { ask } from "../../db/query.ts";
import type { StoredProgress } from "../../db/reconciliation-writing.ts";
import type { Money } from "../../domain/money.ts";
import {
  addTo,
  type DayTotals,
  judgePayment,
  judgeRefund,
  type PaidBooking,
} from "../../domain/reconciliation.ts";
import type { LedgerDay, LedgerPayment, LedgerRefund } from "../../providers/stripe/port.ts";
import { REFUNDS_WATCHED } from "../limits.ts";
import type { Service } from "../service.ts";
import { dayOf, type Found, type Part, paymentFound, refundFound } from "./found.ts";

/** One page of the day's refunds at Stripe, each held against ours. */
export async function theirRefunds(
  service: Service,
  at: StoredProgress,
  after: string | null,
): Promise<Part> {
  const { pairs, found, next } = await comparePage(service, dayOf(at), after);
  let totals = at.totals;
  for (const { theirs, refund } of pairs) {
    if (theirs.status !== "failed") totals = addTo(totals, "refundedThere", theirs);
    if (refund !== null && isGone(refund)) totals = addTo(totals, "refundedHere", refund.money);
  }
  const seen = pairs.flatMap(({ refund }) => refund?.id ?? []);
  return { found: { totals, seen, found, resolved: [] }, after: next, requests: 1 };
}

/** One page of the refunds of the days before: one that was done then may have failed since, and its webhook may be lost. */
export async function olderRefunds(
  service: Service,
  at: StoredProgress,
  after: string | null,
): Promise<Part> {
  const days = { from: at.day - REFUNDS_WATCHED, to: at.day };
  const { found, next } = await comparePage(service, days, after);
  return { found: { totals: at.totals, seen: [], found, resolved: [] }, after: next, requests: 1 };
}

/** One page of Stripe's refunds, each beside ours. What belongs to no booking of ours is not ours to judge. */
async function comparePage(service: Service, days: LedgerDay, after: string | null) {
  const { entries, next } = await service.ledger.refunds(days, after);
  const ledger = await ours(service, {
    refundIds: entries.flatMap(({ refundId }) => refundId ?? []),
    stripeRefundIds: entries.map(({ id }) => id),
    intents: entries.flatMap(({ intentId }) => intentId ?? []),
    bookingIds: [],
  });
  const pairs = entries.flatMap((theirs) => {
    const refund = ourRefundOf(theirs, ledger);
    const bookingId = refund?.bookingId ?? bookingOf(theirs.intentId, ledger)?.id;
    return bookingId === undefined ? [] : [{ theirs, refund, bookingId }];
  });
  const found = pairs.flatMap(({ theirs, refund, bookingId }) => {
    const kind = judgeRefund(refund, { ...theirs, money: theirs });
    return kind === null ? [] : [refundFound(kind, bookingId, refund, theirs)];
  });
  return { pairs, found, next };
}

/** One page of the day's payments at Stripe. */
export async function theirPayments(
  service: Service,
  at: StoredProgress,
  after: string | null,
): Promise<Part> {
  const { entries, next } = await service.ledger.payments(dayOf(at), after);
  const ledger = await ours(service, {
    refundIds: [],
    stripeRefundIds: [],
    intents: entries.map(({ intentId }) => intentId),
    bookingIds: entries.flatMap(({ bookingId }) => bookingId ?? []),
  });
  let totals = at.totals;
  const found: Found[] = [];
  for (const payment of entries) {
    const booking =
      ledger.bookings.find(({ id }) => id === payment.bookingId) ?? bookingOf(payment.intentId, ledger);
    const bookingId = booking?.id ?? payment.bookingId;
    if (bookingId === null) continue;
    const theirs = { intentId: payment.intentId, captured: capturedOf(payment) };
    const kind = judgeTheirs(theirs, booking);
    if (kind !== null) found.push(paymentFound(kind, payment.intentId, bookingId, booking, theirs));
    totals = addPayment(totals, theirs, booking, kind);
  }
  const seen = entries.map(({ intentId }) => intentId);
  return { found: { totals, seen, found, resolved: [] }, after: next, requests: 1 };
}

const ours = async (service: Service, wish: Parameters<typeof ledgerQuery>[1]): Promise<OurLedger> => {
  const db = service.primary();
  return (await ask(db, ledgerQuery(db, wish)))[0];
};

const ourRefundOf = ({ id, refundId }: LedgerRefund, { refunds }: OurLedger) =>
  refunds.find((refund) => refund.id === refundId) ??
  refunds.find((refund) => refund.stripeRefundId === id) ??
  null;

/** By the payment it was confirmed by, or by a refund of it. */
const bookingOf = (intentId: string | null, { bookings }: OurLedger): PaidBooking | null =>
  bookings.find((booking) => booking.intentId === intentId) ??
  bookings.find(({ refundedIntents }) => intentId !== null && refundedIntents.includes(intentId)) ??
  null;

const isGone = ({ status, settledOutside }: { readonly status: string; readonly settledOutside: boolean }) =>
  !settledOutside && (status === "pending" || status === "succeeded");

export const capturedOf = ({
  captured,
  currency,
  succeeded,
}: Omit<LedgerPayment, "id" | "bookingId">): Money => ({
  amount: succeeded ? captured : 0,
  currency,
});

type TheirPaymentFacts = { readonly intentId: string; readonly captured: Money };

/** Paid for a booking that we do not know: a draft that was forgotten, and nobody has it on their list. */
const judgeTheirs = (theirs: TheirPaymentFacts, booking: PaidBooking | null) =>
  booking !== null
    ? judgePayment(theirs, booking, theirs.intentId)
    : theirs.captured.amount > 0
      ? "payment_without_session"
      : null;

function addPayment(
  totals: readonly DayTotals[],
  { intentId, captured }: TheirPaymentFacts,
  booking: PaidBooking | null,
  kind: ReturnType<typeof judgeTheirs>,
): readonly DayTotals[] {
  if (captured.amount === 0) return totals;
  const withTheirs = addTo(totals, "paidThere", captured);
  if (booking === null || kind === "payment_without_session" || kind === "payment_not_noticed")
    return withTheirs;
  // A second payment has no price of ours: its refund is what we have of it.
  return addTo(withTheirs, "paidHere", booking.intentId === intentId ? booking.price : captured);
}

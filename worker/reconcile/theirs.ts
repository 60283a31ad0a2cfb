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
import type { LedgerPayment, LedgerRefund } from "../../providers/stripe/port.ts";
import type { Service } from "../service.ts";
import { dayOf, type Found, type Part, paymentFound, refundFound } from "./found.ts";

/** One page of the day's refunds at Stripe, each held against ours. What belongs to no booking of ours is not ours to judge. */
export async function theirRefunds(
  service: Service,
  at: StoredProgress,
  after: string | null,
): Promise<Part> {
  const { entries, next } = await service.ledger.refunds(dayOf(at), after);
  const ledger = await ours(service, {
    refundIds: entries.flatMap(({ refundId }) => refundId ?? []),
    stripeRefundIds: entries.map(({ id }) => id),
    intents: entries.flatMap(({ intentId }) => intentId ?? []),
    bookingIds: [],
  });
  let totals = at.totals;
  const [seen, found]: [string[], Found[]] = [[], []];
  for (const theirs of entries) {
    const refund = ourRefundOf(theirs, ledger);
    const bookingId = refund?.bookingId ?? bookingOf(theirs.intentId, ledger)?.id;
    if (bookingId === undefined) continue;
    const kind = judgeRefund(refund, { ...theirs, money: theirs });
    if (kind !== null) found.push(refundFound(kind, bookingId, refund, theirs));
    if (refund !== null) seen.push(refund.id);
    if (theirs.status !== "failed") totals = addTo(totals, "refundedThere", theirs);
    if (refund !== null && isGone(refund)) totals = addTo(totals, "refundedHere", refund.money);
  }
  return { found: { totals, seen, found, resolved: [] }, after: next, requests: 1 };
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

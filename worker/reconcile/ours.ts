import { unseenPaymentsQuery, unseenRefundsQuery } from "../../db/ledger.ts";
import { ask } from "../../db/query.ts";
import type { StoredProgress } from "../../db/reconciliation-writing.ts";
import { addTo, judgePayment, judgeRefund } from "../../domain/reconciliation.ts";
import { RECONCILE_AT_ONCE } from "../limits.ts";
import type { Service } from "../service.ts";
import { dayOf, type Found, type Part, paymentFound, refundFound } from "./found.ts";
import { capturedOf } from "./theirs.ts";

/** There is more: the phase goes on with whatever is not seen yet. */
const MORE = "more";

/**
 * Refunds that we say went to Stripe on that day and that its list did not name: each is asked for by its id. One that Stripe made
 * on another day is in that day's list, and so in its sums.
 */
export async function ourRefunds(service: Service, at: StoredProgress): Promise<Part> {
  const db = service.primary();
  const [refunds] = await ask(db, unseenRefundsQuery(db, dayOf(at), RECONCILE_AT_ONCE));
  let totals = at.totals;
  const found: Found[] = [];
  for (const refund of refunds) {
    const theirs = refund.stripeRefundId === null ? null : await service.ledger.refund(refund.stripeRefundId);
    const kind = judgeRefund(refund, theirs === null ? null : { ...theirs, money: theirs });
    if (kind !== null) found.push(refundFound(kind, refund.bookingId, refund, theirs));
    if (theirs === null) totals = addTo(totals, "refundedHere", refund.money);
  }
  const seen = refunds.map(({ id }) => id);
  return partOf(refunds.length, { totals, seen, found, resolved: [] });
}

/** The payments of bookings made on that day that Stripe's list did not name. */
export async function ourPayments(service: Service, at: StoredProgress): Promise<Part> {
  const db = service.primary();
  const [bookings] = await ask(db, unseenPaymentsQuery(db, dayOf(at), RECONCILE_AT_ONCE));
  let totals = at.totals;
  const [seen, found]: [string[], Found[]] = [[], []];
  for (const booking of bookings) {
    const intentId = booking.intentId ?? "";
    const reading = await service.ledger.payment(intentId);
    const theirs = reading === null ? null : { intentId, captured: capturedOf(reading) };
    const kind = judgePayment(theirs, booking, intentId);
    if (kind !== null) found.push(paymentFound(kind, intentId, booking.id, booking, theirs));
    if (theirs === null) totals = addTo(totals, "paidHere", booking.price);
    seen.push(intentId);
  }
  return partOf(bookings.length, { totals, seen, found, resolved: [] });
}

const partOf = (entries: number, found: Part["found"]): Part => ({
  found,
  after: entries < RECONCILE_AT_ONCE ? null : MORE,
  requests: entries,
});

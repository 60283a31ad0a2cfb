import { ledgerQuery } from "../../db/ledger.ts";
import { ask } from "../../db/query.ts";
import { type Difference, type DifferencesCursor, openDifferencesQuery } from "../../db/reconciliation.ts";
import type { StoredProgress } from "../../db/reconciliation-writing.ts";
import { judgePayment, judgeRefund } from "../../domain/reconciliation.ts";
import { DIFFERENCES_WATCHED, RECONCILE_AT_ONCE } from "../limits.ts";
import type { Service } from "../service.ts";
import type { Part } from "./found.ts";
import { capturedOf } from "./theirs.ts";

/**
 * Looks at what was open from earlier days: a webhook that came late, a person who mended it. What is gone is marked as resolved.
 * What has been open for longer than a month is somebody's already.
 */
export async function lookAgain(service: Service, at: StoredProgress, after: string | null): Promise<Part> {
  const db = service.primary();
  const range = { since: at.startedAt - DIFFERENCES_WATCHED, before: at.startedAt };
  const seen = after === null ? null : (JSON.parse(after) as DifferencesCursor);
  const [open] = await ask(db, openDifferencesQuery(db, range, seen, RECONCILE_AT_ONCE));
  const resolved: Pick<Difference, "day" | "subject">[] = [];
  for (const difference of open) {
    if (!(await stillDiffers(service, difference))) resolved.push(difference);
  }
  return {
    found: {
      totals: at.totals,
      seen: [],
      found: [],
      resolved: resolved.map(({ day, subject }) => ({ day, subject })),
    },
    after: open.length < RECONCILE_AT_ONCE ? null : cursorOf(open.at(-1)),
    requests: open.length,
  };
}

const cursorOf = (last: Difference | undefined): string | null =>
  last === undefined
    ? null
    : JSON.stringify({ foundAt: last.foundAt, subject: last.subject } satisfies DifferencesCursor);

async function stillDiffers(service: Service, difference: Difference): Promise<boolean> {
  const db = service.primary();
  const { refundId, stripeRefundId, paymentIntent, bookingId } = difference;
  const [{ refunds, bookings }] = await ask(
    db,
    ledgerQuery(db, {
      refundIds: refundId === null ? [] : [refundId],
      stripeRefundIds: stripeRefundId === null ? [] : [stripeRefundId],
      intents: [],
      bookingIds: [bookingId],
    }),
  );
  if (difference.kind.startsWith("refund_")) {
    const theirs = stripeRefundId === null ? null : await service.ledger.refund(stripeRefundId);
    return judgeRefund(refunds[0] ?? null, theirs === null ? null : { ...theirs, money: theirs }) !== null;
  }
  const [booking] = bookings;
  if (booking === undefined || paymentIntent === null) return true;
  const payment = await service.ledger.payment(paymentIntent);
  const theirs = payment === null ? null : { intentId: paymentIntent, captured: capturedOf(payment) };
  return judgePayment(theirs, booking, paymentIntent) !== null;
}

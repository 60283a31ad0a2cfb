import * as z from "zod/mini";
import { type DayTotals, DIFFERENCE_KINDS, type DifferenceKind } from "../domain/reconciliation.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

// What the daily reconciliation found, as administrators read it. Written by db/reconciliation-writing.ts.

/** An entry in which the two ledgers differ. Amounts in the currency's minor unit. */
export interface Difference {
  readonly day: Instant;
  readonly kind: DifferenceKind;
  /** Stripe's id of the refund or payment; our refund's where Stripe has none. */
  readonly subject: string;
  readonly bookingId: string;
  readonly refundId: string | null;
  readonly paymentIntent: string | null;
  readonly stripeRefundId: string | null;
  readonly currency: string;
  readonly oursAmount: number | null;
  readonly oursStatus: string | null;
  readonly theirsAmount: number | null;
  readonly theirsStatus: string | null;
  readonly foundAt: Instant;
  /** When it was looked at again and was gone. */
  readonly resolvedAt: Instant | null;
}

export interface ReconciledDay {
  /** The day's first millisecond, UTC. */
  readonly day: Instant;
  readonly totals: readonly DayTotals[];
  readonly startedAt: Instant;
  /** Null while it is being read. */
  readonly finishedAt: Instant | null;
  readonly differences: number;
  readonly open: number;
}

const totals = z.pipe(
  z.string(),
  z.transform((text) =>
    z
      .array(
        z.object({
          currency: z.string(),
          paidHere: z.number(),
          paidThere: z.number(),
          refundedHere: z.number(),
          refundedThere: z.number(),
        }),
      )
      .parse(JSON.parse(text)),
  ),
);

const dayRow = z.pipe(
  z.object({
    day: z.number(),
    totals,
    started_at: z.number(),
    finished_at: z.nullable(z.number()),
    differences: z.number(),
    open: z.number(),
  }),
  z.transform(
    (row): ReconciledDay => ({
      day: row.day,
      totals: row.totals,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      differences: row.differences,
      open: row.open,
    }),
  ),
);

const differenceRow = z.pipe(
  z.object({
    day: z.number(),
    kind: z.enum(DIFFERENCE_KINDS),
    subject: z.string(),
    booking_id: z.string(),
    refund_id: z.nullable(z.string()),
    payment_intent: z.nullable(z.string()),
    stripe_refund_id: z.nullable(z.string()),
    currency: z.string(),
    ours_amount: z.nullable(z.number()),
    ours_status: z.nullable(z.string()),
    theirs_amount: z.nullable(z.number()),
    theirs_status: z.nullable(z.string()),
    found_at: z.number(),
    resolved_at: z.nullable(z.number()),
  }),
  z.transform(
    (row): Difference => ({
      day: row.day,
      kind: row.kind,
      subject: row.subject,
      bookingId: row.booking_id,
      refundId: row.refund_id,
      paymentIntent: row.payment_intent,
      stripeRefundId: row.stripe_refund_id,
      currency: row.currency,
      oursAmount: row.ours_amount,
      oursStatus: row.ours_status,
      theirsAmount: row.theirs_amount,
      theirsStatus: row.theirs_status,
      foundAt: row.found_at,
      resolvedAt: row.resolved_at,
    }),
  ),
);

const DAYS = `select d.*,
    (select count(*) from reconciliation_differences x where x.day = d.day) as differences,
    (select count(*) from reconciliation_differences x where x.day = d.day and x.resolved_at is null) as open
  from reconciliations d`;

/** Days, latest first. @param before the last day of the page before; null for the first page. */
export function reconciledDaysQuery(
  db: Database,
  before: Instant | null,
  limit: number,
): Query<{ readonly days: readonly ReconciledDay[]; readonly next: Instant | null }> {
  const sql = `${DAYS} where d.day < ?1 order by d.day desc limit ?2`;
  return {
    statements: [db.prepare(sql).bind(before ?? Number.MAX_SAFE_INTEGER, limit + 1)],
    read([result]) {
      const days = (result?.results ?? []).map((row) => dayRow.parse(row));
      const shown = days.slice(0, limit);
      return { days: shown, next: days.length > limit ? (shown.at(-1)?.day ?? null) : null };
    },
  };
}

/** More differences in one day than a person reads: something is wrong on the whole, and the first ones tell what. */
const DIFFERENCES_READ = 200;

/** @returns null when that day was not looked at. */
export function reconciledDayQuery(
  db: Database,
  day: Instant,
): Query<(ReconciledDay & { readonly found: readonly Difference[] }) | null> {
  const differences = `select * from reconciliation_differences where day = ?1 order by subject limit ${DIFFERENCES_READ}`;
  return {
    statements: [db.prepare(`${DAYS} where d.day = ?1`).bind(day), db.prepare(differences).bind(day)],
    read([ofDay, ofDifferences]) {
      const row = ofDay?.results[0];
      if (row === undefined) return null;
      return {
        ...dayRow.parse(row),
        found: (ofDifferences?.results ?? []).map((difference) => differenceRow.parse(difference)),
      };
    },
  };
}

export interface DifferencesCursor {
  readonly foundAt: Instant;
  readonly subject: string;
}

/** Differences found in that time that are open still, the first found first. @param after the last one of the page before. */
export function openDifferencesQuery(
  db: Database,
  { since, before }: { readonly since: Instant; readonly before: Instant },
  after: DifferencesCursor | null,
  limit: number,
): Query<readonly Difference[]> {
  const sql = `select * from reconciliation_differences
    where resolved_at is null and found_at >= ?1 and found_at < ?2 and (found_at, subject) > (?3, ?4)
    order by found_at, subject limit ?5`;
  return {
    statements: [db.prepare(sql).bind(since, before, after?.foundAt ?? -1, after?.subject ?? "", limit)],
    read: ([result]) => (result?.results ?? []).map((row) => differenceRow.parse(row)),
  };
}

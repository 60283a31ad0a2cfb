import * as z from "zod/mini";
import type { DayTotals } from "../domain/reconciliation.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";
import type { Difference } from "./reconciliation.ts";

/** How far a day's reconciliation has come, as it is stored. */
export interface StoredProgress {
  readonly day: Instant;
  /** Null once the day is done. */
  readonly progress: string | null;
  readonly totals: readonly DayTotals[];
  readonly startedAt: Instant;
}

const latestRow = z.object({
  day: z.number(),
  progress: z.nullable(z.string()),
  totals: z.string(),
  started_at: z.number(),
});

/** The latest day that was begun; null before the first. */
export function latestDayQuery(db: Database): Query<StoredProgress | null> {
  return {
    statements: [db.prepare("select * from reconciliations order by day desc limit 1")],
    read([result]) {
      const row = result?.results[0];
      if (row === undefined) return null;
      const { day, progress, totals, started_at: startedAt } = latestRow.parse(row);
      return { day, progress, totals: JSON.parse(totals) as readonly DayTotals[], startedAt };
    },
  };
}

/** Begins a day. Of two runs at once, one begins it and the other finds it begun. */
export function beginDay(db: Database, { day, progress, startedAt }: StoredProgress): Query<null> {
  const sql = `insert into reconciliations (day, progress, totals, started_at) values (?1, ?2, '[]', ?3)
    on conflict do nothing`;
  return { statements: [db.prepare(sql).bind(day, progress, startedAt)], read: () => null };
}

/** What one step of a day has found. */
export interface Step {
  readonly before: StoredProgress;
  /** Null when this was the last. */
  readonly next: string | null;
  readonly totals: readonly DayTotals[];
  readonly seen: readonly string[];
  readonly found: readonly Omit<Difference, "foundAt" | "resolvedAt" | "day">[];
  /** Differences of other days that are gone. */
  readonly resolved: readonly Pick<Difference, "day" | "subject">[];
  readonly now: Instant;
}

/**
 * Stores one step whole. The sums move only if nobody else has taken the same step (its `progress` is as it was read); all else is
 * the same however often it is written.
 * @returns whether the step was ours.
 */
export function saveStep(db: Database, step: Step): Query<boolean> {
  const { before, next, totals, seen, found, resolved, now } = step;
  const move = `update reconciliations set progress = ?3, totals = ?4, finished_at = ?5
    where day = ?1 and progress = ?2`;
  return {
    statements: [
      db
        .prepare(move)
        .bind(before.day, before.progress, next, JSON.stringify(totals), next === null ? now : null),
      db
        .prepare("insert or ignore into reconciliation_seen (day, id) select ?1, value from json_each(?2)")
        .bind(before.day, JSON.stringify(seen)),
      db.prepare(INSERT_FOUND).bind(before.day, now, JSON.stringify(found)),
      db.prepare(RESOLVE).bind(now, JSON.stringify(resolved)),
      ...(next === null
        ? [db.prepare("delete from reconciliation_seen where day = ?1").bind(before.day)]
        : []),
    ],
    read: ([moved]) => moved?.meta.changes === 1,
  };
}

const FIELDS = [
  ["kind", "kind"],
  ["subject", "subject"],
  ["booking_id", "bookingId"],
  ["refund_id", "refundId"],
  ["payment_intent", "paymentIntent"],
  ["stripe_refund_id", "stripeRefundId"],
  ["currency", "currency"],
  ["ours_amount", "oursAmount"],
  ["ours_status", "oursStatus"],
  ["theirs_amount", "theirsAmount"],
  ["theirs_status", "theirsStatus"],
] as const;

/** What is open from an earlier day is not found anew every day: there are few of them, in an index of their own. */
const INSERT_FOUND = `insert into reconciliation_differences (day, found_at, ${FIELDS.map(([column]) => column).join(", ")})
  select ?1, ?2, ${FIELDS.map(([, field]) => `value ->> '$.${field}'`).join(", ")} from json_each(?3)
  where not exists (select 1 from reconciliation_differences o
    where o.resolved_at is null and o.subject = value ->> '$.subject')
  on conflict (day, subject) do nothing`;

const RESOLVE = `update reconciliation_differences set resolved_at = ?1 where resolved_at is null
  and (day, subject) in (select value ->> '$.day', value ->> '$.subject' from json_each(?2))`;

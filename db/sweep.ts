import * as z from "zod/mini";
import { JOIN_CLOSES_AFTER_END } from "../domain/limits.ts";
import { REMOVED_AT_ONCE, RETENTION } from "../domain/retention.ts";
import { HOUR, type Instant, MINUTE, type Milliseconds } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/** A refund is sent at once, and one under way is asked about every hour: older ones have lost their alarm. */
const REFUND_SENT_WITHIN: Milliseconds = 10 * MINUTE;
const REFUND_ASKED_WITHIN: Milliseconds = 3 * HOUR;

const idRow = z.object({ id: z.string() });

/**
 * Bookings whose stored status the clock has overtaken: confirmed ones that began, running ones that are over, drafts whose
 * hold has ended, refunds that should have moved. Their objects' alarms should have moved them; the cron asks each to look at its clock.
 *
 * @param limit of drafts, and again of sessions, the longest overdue first: drafts that wait for Stripe are overdue without
 * fault, and must not crowd out sessions.
 */
export function overdueQuery(db: Database, now: Instant, limit: number): Query<string[]> {
  // The conditions of the partial indexes `bookings_open` and `bookings_drafts`, word for word: only so does SQLite use them.
  const sessions = `select id from bookings
    where status in ('confirmed', 'in_progress') and starts_at <= ?1 and (status = 'confirmed' or ends_at <= ?2)
    order by starts_at limit ?3`;
  const drafts = `select id from bookings
    where status = 'draft' and hold_until <= ?1 order by hold_until limit ?2`;
  const refunds = (status: string): string => `select booking_id as id from refunds
    where status = '${status}' and requested_at <= ?1 order by requested_at limit ?2`;
  return {
    statements: [
      db.prepare(sessions).bind(now, now - JOIN_CLOSES_AFTER_END, limit),
      db.prepare(drafts).bind(now, limit),
      db.prepare(refunds("requested")).bind(now - REFUND_SENT_WITHIN, limit),
      db.prepare(refunds("pending")).bind(now - REFUND_ASKED_WITHIN, limit),
    ],
    read: (results) => [
      ...new Set(results.flatMap((result) => result.results.map((row) => idRow.parse(row).id))),
    ],
  };
}

/** Removes what has served its time (domain/retention.ts): of each table so many rows a run, so that no run grows long. */
export function removeExpired(db: Database, now: Instant): Query<null> {
  return {
    statements: RETENTION.map(({ table, since, kept, oldestBy, only = "true" }) => {
      // By insertion it looks at the oldest rows alone: those that are not old enough stay, and nothing else is read.
      const oldest =
        oldestBy === "index"
          ? `select rowid from ${table} where ${since} <= ?1 and ${only} order by ${since} limit ?2`
          : `select c.rowid from ${table} c order by c.rowid limit ?2`;
      return db
        .prepare(`delete from ${table} where rowid in (${oldest}) and ${since} <= ?1`)
        .bind(now - kept, REMOVED_AT_ONCE);
    }),
    read: () => null,
  };
}

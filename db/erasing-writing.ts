import * as z from "zod/mini";
import type { Instant } from "../domain/time.ts";
import { AS_ERASED, IS_ERASED } from "./erased-person.ts";
import { nextOnSide, type Place, paramsOf, placedRow, placeSchema } from "./own-bookings.ts";
import { type Database, firstRow, type Query } from "./query.ts";
import { HAS_UPCOMING, upcomingParams } from "./upcoming.ts";

// Erasing a person (docs/privacy.md): their row and all that is theirs alone at once, what is in bookings bit by bit, since there
// may be many; how far that has come stands in `progress`.

export type ErasureOutcome =
  | "erased"
  | "not_found"
  | "has_upcoming_bookings"
  | "refund_open"
  | "last_administrator";

/** Money that is still on its way to this person, or that a person has to see to. ?1 the payer. */
const REFUND_OPEN = `exists (select 1 from refunds r join bookings b on b.id = r.booking_id
  where r.status in ('requested', 'pending', 'failed', 'manual') and b.mentee_id = ?1)`;

/** Of a row of `users`. Judged in the statement that erases, so that the last two cannot erase themselves at once. ?1 the person. */
const LAST_ADMINISTRATOR = `(is_admin = 1 and removed_at is null
  and not exists (select 1 from users other where other.is_admin = 1 and other.removed_at is null and other.id <> ?1))`;

const erasureRow = z.object({
  erased: z.number(),
  last: z.number(),
  upcoming: z.number(),
  refund_open: z.number(),
});

/** A job's name sorts between these two. */
const JOBS = ["erase:", "erase;"] as const;

const jobOf = (userId: string): string => `${JOBS[0]}${userId}`;

/** What is a person's own and nobody's record. */
const OWN_TABLES = ["sessions", "photos", "availability", "days_off", "offers", "calendar_feeds", "visits"];

/**
 * One transaction: whether it may be is judged by the very statement that does it. Again it is a success that does nothing.
 *
 * @returns `has_upcoming_bookings`, `refund_open` or `last_administrator` when nothing was done.
 */
export function erasePerson(db: Database, userId: string, now: Instant): Query<ErasureOutcome> {
  const params = upcomingParams(userId, now);
  const may = `id = ?1 and not ${IS_ERASED} and not ${LAST_ADMINISTRATOR} and not (${HAS_UPCOMING}) and not ${REFUND_OPEN}`;
  const gone = `exists (select 1 from users where id = ?1 and ${IS_ERASED})`;
  return {
    statements: [
      db
        .prepare(
          `select ${IS_ERASED} as erased, ${LAST_ADMINISTRATOR} as last, (${HAS_UPCOMING}) as upcoming, ${REFUND_OPEN} as refund_open
           from users where id = ?1`,
        )
        .bind(...params),
      db
        .prepare(`delete from sign_in_codes where email = (select email from users where ${may})`)
        .bind(...params),
      db.prepare(`update users set ${AS_ERASED} where ${may}`).bind(...params),
      ...OWN_TABLES.map((table) =>
        db.prepare(`delete from ${table} where user_id = ?1 and ${gone}`).bind(userId),
      ),
      db
        .prepare(`insert into progress (job, after) select ?2, '' where ${gone} on conflict (job) do nothing`)
        .bind(userId, jobOf(userId)),
    ],
    read([found]) {
      const person = firstRow(erasureRow, found);
      if (person === undefined) return "not_found";
      if (person.erased === 1) return "erased";
      if (person.last === 1) return "last_administrator";
      if (person.upcoming === 1) return "has_upcoming_bookings";
      return person.refund_open === 1 ? "refund_open" : "erased";
    },
  };
}

export interface Erasing {
  readonly userId: string;
  /** Null at its beginning. */
  readonly place: Place | null;
}

const jobRow = z.pipe(
  z.object({ job: z.string(), after: z.string() }),
  z.transform(
    ({ job, after }): Erasing => ({
      userId: job.slice(JOBS[0].length),
      place: after === "" ? null : placeSchema.parse(JSON.parse(after)),
    }),
  ),
);

/** Whose bookings have not all been walked through yet. */
export function erasingQuery(db: Database, limit: number): Query<Erasing[]> {
  const sql = "select job, after from progress where job >= ?1 and job < ?2 order by job limit ?3";
  return {
    statements: [db.prepare(sql).bind(...JOBS, limit)],
    read: ([result]) => (result?.results ?? []).map((row) => jobRow.parse(row)),
  };
}

export type Placed = z.output<typeof placedRow>;

export function nextToErase(db: Database, userId: string, place: Place, limit: number): Query<Placed[]> {
  return {
    statements: [db.prepare(nextOnSide(place.side)).bind(userId, ...paramsOf(place), limit)],
    read: ([result]) => (result?.results ?? []).map((row) => placedRow.parse(row)),
  };
}

/**
 * What the person wrote about these bookings goes, and their card; their ratings stay, as sums do. What a booking's object has
 * of it is gone already: here it goes from rows whose object is gone, too. And how far the walk has come is noted.
 * @param place null when it is at its end.
 */
export function forgetWords(
  db: Database,
  userId: string,
  bookingIds: readonly string[],
  place: Place | null,
): Query<null> {
  const ids = JSON.stringify(bookingIds);
  const those = "in (select value from json_each(?2))";
  return {
    statements: [
      db
        .prepare(`update reviews set comment = null where mentee_id = ?1 and booking_id ${those}`)
        .bind(userId, ids),
      db
        .prepare(
          `update bookings set review_comment = null, card_brand = null, card_last4 = null
           where mentee_id = ?1 and id ${those}`,
        )
        .bind(userId, ids),
      db
        .prepare(
          `update bookings set cancellation_reason = null, cancellation_reason_shared = 0
           where cancelled_by = ?1 and id ${those}`,
        )
        .bind(userId, ids),
      place === null
        ? db.prepare("delete from progress where job = ?1").bind(jobOf(userId))
        : db
            .prepare("update progress set after = ?2 where job = ?1")
            .bind(jobOf(userId), JSON.stringify(place)),
    ],
    read: () => null,
  };
}

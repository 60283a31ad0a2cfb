import * as z from "zod/mini";
import type { Instant } from "../domain/time.ts";
import { type Database, firstRow, type Query } from "./query.ts";
import { bookingStatus } from "./session-row.ts";

// A person's calendar feed: who has which, and what stands in it.

/** Of a feed, what its address is made from. The address itself lies nowhere. */
export interface CalendarFeed {
  readonly salt: string;
  /** SHA-256 of the address's secret, in hex. */
  readonly tokenHash: string;
  readonly createdAt: Instant;
}

const feedRow = z.pipe(
  z.object({ salt: z.string(), token_hash: z.string(), created_at: z.number() }),
  z.transform(
    (row): CalendarFeed => ({ salt: row.salt, tokenHash: row.token_hash, createdAt: row.created_at }),
  ),
);

/** @returns null where the person has none. */
export function calendarFeedQuery(db: Database, userId: string): Query<CalendarFeed | null> {
  const sql = "select salt, token_hash, created_at from calendar_feeds where user_id = ?1";
  return {
    statements: [db.prepare(sql).bind(userId)],
    read: ([result]) => firstRow(feedRow, result) ?? null,
  };
}

/** Each person has one address at most: a new one ends the one before. */
export function saveCalendarFeed(db: Database, userId: string, feed: CalendarFeed): Query<null> {
  const sql = `insert into calendar_feeds (user_id, salt, token_hash, created_at) values (?1, ?2, ?3, ?4)
    on conflict (user_id) do update
    set salt = excluded.salt, token_hash = excluded.token_hash, created_at = excluded.created_at`;
  const { salt, tokenHash, createdAt } = feed;
  return { statements: [db.prepare(sql).bind(userId, salt, tokenHash, createdAt)], read: () => null };
}

export function removeCalendarFeed(db: Database, userId: string): Query<null> {
  const sql = "delete from calendar_feeds where user_id = ?1";
  return { statements: [db.prepare(sql).bind(userId)], read: () => null };
}

/** A session as a calendar shows it. */
export interface FeedSession {
  readonly id: string;
  readonly status: z.output<typeof bookingStatus>;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The other participant; empty where they are gone. */
  readonly otherName: string;
  /** When it became as it is told here. */
  readonly changedAt: Instant;
}

export interface FeedOfPerson {
  readonly locale: string;
  readonly sessions: readonly FeedSession[];
}

const sessionRow = z.pipe(
  z.object({
    id: z.string(),
    status: bookingStatus,
    starts_at: z.number(),
    ends_at: z.number(),
    created_at: z.number(),
    cancelled_at: z.nullable(z.number()),
    other_name: z.nullable(z.string()),
  }),
  z.transform(
    (row): FeedSession => ({
      id: row.id,
      status: row.status,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      otherName: row.other_name ?? "",
      changedAt: row.cancelled_at ?? row.created_at,
    }),
  ),
);

const ownerRow = z.object({ locale: z.string() });

const OWNER = "(select user_id from calendar_feeds where token_hash = ?1)";

/** One range of `bookings_mentor` or `bookings_mentee`. A booking with oneself is taken once, as its mentee's. */
const range = (role: "mentor" | "mentee", stage: 1 | 2): string =>
  `select id, status, starts_at, ends_at, created_at, cancelled_at, mentor_id, mentee_id from bookings
    where ${role}_id = ${OWNER} and stage = ${stage}
      ${role === "mentor" ? "and mentee_id <> mentor_id" : ""} ${stage === 2 ? "and status <> 'expired'" : ""}`;

const SESSIONS_SQL = `
  select b.*, o.name as other_name
  from (
    ${range("mentor", 1)} union all ${range("mentor", 2)}
    union all ${range("mentee", 1)} union all ${range("mentee", 2)}
    order by starts_at desc, id desc limit ?2
  ) b left join users o on o.id = iif(b.mentee_id = ${OWNER}, b.mentor_id, b.mentee_id)
  order by b.starts_at desc, b.id desc`;

/**
 * Everything that was ever agreed, cancelled sessions too: a calendar that has one must learn that it is off. Drafts and what
 * was never paid were no appointments.
 * @param most so many at most, and of more the latest: what is ahead is never left out.
 * @returns null where the address is nobody's.
 */
export function feedQuery(db: Database, tokenHash: string, most: number): Query<FeedOfPerson | null> {
  const owner = `select u.locale from calendar_feeds f join users u on u.id = f.user_id
    where f.token_hash = ?1 and u.removed_at is null`;
  return {
    statements: [db.prepare(owner).bind(tokenHash), db.prepare(SESSIONS_SQL).bind(tokenHash, most)],
    read([person, sessions]) {
      const known = firstRow(ownerRow, person);
      if (known === undefined) return null;
      return {
        locale: known.locale,
        sessions: (sessions?.results ?? []).map((row) => sessionRow.parse(row)),
      };
    },
  };
}

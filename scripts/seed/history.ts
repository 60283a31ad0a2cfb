import { foldName } from "../../db/fold.ts";
import {
  availability,
  bookings,
  joins,
  offers,
  refunds,
  reviews,
  timeline,
  users,
  visits,
} from "../../db/schema.ts";
import { RETENTION } from "../../domain/retention.ts";
import type { D1 } from "../lib/d1.ts";
import { UsageError } from "../lib/project.ts";
import { insertRows } from "./insert-rows.ts";
import { type PastBooking, type PastSession, pastBooking } from "./past-booking.ts";
import { HISTORY_HEADLINES, HISTORY_NAMES, HISTORY_ZONES } from "./people.ts";
import { pastSlots, randomFrom } from "./slots.ts";

export interface HistoryRequest {
  /** Whose history; a mentee is made when nobody has this address. */
  email: string;
  bookings: number;
  now: number;
  /** With whom; people are made up unless told. */
  mentorIds?: readonly string[];
}

/** D1 takes 2 MB a parameter: this many rows of timeline stay far below it. */
const ROWS_A_STATEMENT = 1_500;
const VISITS_KEPT = RETENTION.find(({ table }) => table === "visits")?.kept ?? 0;
/** Somebody whose past is full everywhere a day is looked at: rather stop than go back to Rome. */
const EMPTY_ROUNDS_AT_MOST = 200;

/**
 * Writes a past straight into D1. Final bookings need no object: nothing will ever happen to them again.
 * What lies ahead must be made through the API instead. @returns how many were written.
 */
export async function seedHistory(db: D1, request: HistoryRequest): Promise<number> {
  const { now, bookings: wanted } = request;
  const random = randomFrom(`${request.email} ${wanted} ${now}`);
  const person = await findOrMake(db, request.email, now);
  const others = request.mentorIds ?? (await makeOthers(db, now));
  const prices = await pricesOf(db, others);
  const slots = pastSlots(now, wanted, random);
  let written = 0;
  for (let emptyRounds = 0; written < wanted; ) {
    const atOnce = Math.min(ROWS_A_STATEMENT, wanted - written);
    const rows = Array.from({ length: atOnce }, () => {
      const other = others[Math.floor(random() * others.length)] ?? "";
      const session: PastSession = {
        ...slots.next().value,
        mentorId: person.isMentor ? person.id : other,
        menteeId: person.isMentor ? other : person.id,
        price: prices.get(person.isMentor ? person.id : other) ?? { amount: 5_000, currency: "usd" },
      };
      return pastBooking(session, random);
    });
    const inserted = await insert(db, rows, now);
    written += inserted;
    emptyRounds = inserted === 0 ? emptyRounds + 1 : 0;
    if (emptyRounds > EMPTY_ROUNDS_AT_MOST)
      throw new UsageError(`${request.email} has no time left in the past`);
  }
  await sumUpRatings(db);
  return written;
}

/** Where the Worker writes a review it also adds to the mentor's sums; here they are made anew from all reviews. */
async function sumUpRatings(db: D1): Promise<void> {
  await db
    .prepare(`update users set rating_count = sums.n, rating_total = sums.total
      from (select mentor_id, count(*) as n, sum(rating) as total from reviews group by mentor_id) as sums
      where users.id = sums.mentor_id`)
    .run();
}

/**
 * Only what overlaps nothing: the person, or the other, may have had something else then. One batch, so one transaction: no
 * booking without its timeline. @returns how many were free.
 */
async function insert(db: D1, rows: readonly PastBooking[], now: number): Promise<number> {
  const free = (column: string): string => `not exists (
    select 1 from bookings other where other.${column} = json_extract(r.value, '$.${column}')
      and other.stage in (0, 1, 2)
      and other.starts_at > json_extract(r.value, '$.starts_at') - 86400000
      and other.starts_at < json_extract(r.value, '$.ends_at')
      and other.ends_at > json_extract(r.value, '$.starts_at') and other.status not in ('cancelled', 'expired'))`;
  const ofWritten =
    "where exists (select 1 from bookings b where b.id = json_extract(r.value, '$.booking_id'))";
  const booked = rows.map(({ booking }) => booking);
  const refunded = rows.flatMap(({ refund }) => (refund === null ? [] : [refund]));
  const reviewed = rows.flatMap(({ review }) => (review === null ? [] : [review]));
  const happened = rows.flatMap(({ happenings }) => happenings);
  const joined = rows.flatMap((row) => row.joins);
  const visited = rows.flatMap((row) => row.visits).filter(({ day }) => day > now - VISITS_KEPT);
  const [written] = await db.batch<{ id: string }>([
    insertRows(db, bookings, booked, `where ${free("mentor_id")} and ${free("mentee_id")} returning id`),
    insertRows(db, timeline, happened, ofWritten),
    ...(joined.length === 0 ? [] : [insertRows(db, joins, joined, ofWritten)]),
    ...(visited.length === 0 ? [] : [insertRows(db, visits, visited, "where true on conflict do nothing")]),
    ...(refunded.length === 0 ? [] : [insertRows(db, refunds, refunded, ofWritten)]),
    ...(reviewed.length === 0 ? [] : [insertRows(db, reviews, reviewed, ofWritten)]),
  ]);
  return written?.results.length ?? 0;
}

async function findOrMake(db: D1, email: string, now: number): Promise<{ id: string; isMentor: boolean }> {
  const address = email.toLowerCase();
  const find = db.prepare("select id, is_mentor from users where email = ?1").bind(address);
  const [found] = (await find.all<{ id: string; is_mentor: number }>()).results;
  if (found) return { id: found.id, isMentor: found.is_mentor === 1 };
  const name = address.split("@")[0] ?? address;
  const id = `seed-${randomFrom(address)().toString(36).slice(2)}`;
  const person = { id, email: address, name, timezone: "America/New_York", isMentee: true, isMentor: false };
  await insertRows(db, users, [userRow(person, now)]).run();
  return { id, isMentor: false };
}

type Made = Pick<User, "id" | "email" | "name" | "timezone" | "isMentee" | "isMentor"> & {
  headline?: string;
};
type User = typeof users.$inferInsert;

const userRow = (person: Made, now: number): User => ({
  headline: null,
  ...person,
  nameFolded: foldName(person.name),
  photoUrl: null,
  locale: "en",
  isAdmin: false,
  source: "meridian",
  createdAt: now,
  removedAt: null,
});

/** Made once, found again by every later run. Mentors and mentees both, so that either side can have a history with them. */
async function makeOthers(db: D1, now: number): Promise<string[]> {
  const made = "past-person-0";
  const ids = HISTORY_NAMES.map((_, i) => `past-person-${i}`);
  const { results } = await db.prepare("select id from users where id = ?1").bind(made).all();
  if (results.length > 0) return ids;
  const people = HISTORY_NAMES.map((name, i) => ({
    id: `past-person-${i}`,
    email: `past-person-${i}@seed.test`,
    name,
    headline: HISTORY_HEADLINES[i % HISTORY_HEADLINES.length] ?? "",
    timezone: HISTORY_ZONES[i % HISTORY_ZONES.length] ?? "UTC",
    isMentee: true,
    isMentor: true,
  }));
  const offered = ids.map((userId, i) => ({
    userId,
    durationMinutes: 60,
    amount: 3_000 + (i % 5) * 1_000,
    currency: "usd",
  }));
  const hours = ids.flatMap((userId) =>
    [1, 2, 3, 4, 5].map((weekday) => ({ userId, weekday, fromMinute: 540, toMinute: 1_020 })),
  );
  const rows = people.map((person) => userRow(person, now));
  await db.batch([
    insertRows(db, users, rows),
    insertRows(db, offers, offered),
    insertRows(db, availability, hours),
  ]);
  return ids;
}

async function pricesOf(
  db: D1,
  ids: readonly string[],
): Promise<Map<string, { amount: number; currency: string }>> {
  const { results } = await db
    .prepare(
      `select user_id, max(amount) as amount, currency from offers
       where user_id in (select value from json_each(?1)) group by user_id`,
    )
    .bind(JSON.stringify(ids))
    .all<{ user_id: string; amount: number; currency: string }>();
  return new Map(results.map(({ user_id, amount, currency }) => [user_id, { amount, currency }]));
}

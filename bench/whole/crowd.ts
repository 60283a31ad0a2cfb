import { bookings, users } from "../../db/schema.ts";
import type { D1 } from "../../scripts/lib/d1.ts";
import { insertRows } from "../../scripts/seed/insert-rows.ts";

const HOUR = 3_600_000;
const ROWS_A_STATEMENT = 4_000;
/** Each of the crowd has this many sessions behind them as a mentee, and about as many as a mentor. */
const EACH = 1_000;

/**
 * Everybody else: so many past bookings of people whom nobody who is measured ever met, for indexes of the depth of a real table.
 * @param say told once in a while: two millions take minutes.
 */
export async function crowd(db: D1, count: number, now: number, say: (line: string) => void): Promise<void> {
  const people = Math.max(2, Math.ceil(count / EACH));
  for (let from = 0; from < people; from += ROWS_A_STATEMENT) {
    await insertRows(
      db,
      users,
      numbers(from, Math.min(people, from + ROWS_A_STATEMENT)).map(person(now)),
    ).run();
  }
  for (let from = 0; from < count; from += ROWS_A_STATEMENT) {
    const rows = numbers(from, Math.min(count, from + ROWS_A_STATEMENT)).map(booking(people, now));
    await insertRows(db, bookings, rows).run();
    if (from % (100 * ROWS_A_STATEMENT) === 0) say(`${from} of ${count} other bookings`);
  }
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

const person = (now: number) => (nth: number) => ({
  id: `crowd-${nth}`,
  email: `crowd-${nth}@bench.test`,
  name: `Crowd ${nth}`,
  nameFolded: ` crowd ${nth}`,
  headline: null,
  photoUrl: null,
  timezone: "UTC",
  locale: "en" as const,
  isMentee: true,
  isMentor: true,
  isAdmin: false,
  source: "meridian" as const,
  createdAt: now,
  removedAt: null,
});

/** The nth round has one session of everybody, as a mentee of the next but some; a round is an hour of its own. */
const booking = (people: number, now: number) => (nth: number) => {
  const [round, who] = [Math.floor(nth / people), nth % people];
  const startsAt = now - (round + 2) * HOUR;
  return {
    id: `crowd-${nth}`,
    version: 3,
    source: "meridian" as const,
    status: "completed" as const,
    mentorId: `crowd-${(who + 1 + (round % (people - 1))) % people}`,
    menteeId: `crowd-${who}`,
    startsAt,
    endsAt: startsAt + HOUR / 2,
    priceAmount: 5_000,
    priceCurrency: "usd",
    cancelNotice: 86_400_000,
    createdAt: startsAt - 10 * HOUR,
    cancellationReasonShared: false,
    refundIssued: false,
  };
};

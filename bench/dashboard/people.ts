import { sha256Hex } from "../../auth/secrets.ts";
import { newToken } from "../../auth/token.ts";
import { bookings, sessions, users } from "../../db/schema.ts";
import { CURRENT_POLICY } from "../../domain/cancellation.ts";
import type { D1 } from "../../scripts/lib/d1.ts";
import { seedHistory } from "../../scripts/seed/history.ts";
import { insertRows } from "../../scripts/seed/insert-rows.ts";

const DAY = 86_400_000;

export interface Reader {
  readonly id: string;
  readonly bookings: number;
  /** As a browser sends it after its first visit. */
  readonly cookie: string;
}

/** More than a page: what lies further ahead costs nothing. */
const AHEAD = 40;

/** Somebody with so many sessions behind them, a part of them ahead where there are many, signed in. */
export async function reader(db: D1, count: number, now: number): Promise<Reader> {
  const email = `reader-${count}@bench.test`;
  const id = `reader-${count}`;
  const person = {
    id,
    email,
    name: `Reader ${count}`,
    nameFolded: ` reader ${count}`,
    headline: null,
    photoUrl: null,
    timezone: "America/New_York",
    locale: "en" as const,
    isMentee: true,
    isMentor: false,
    isAdmin: false,
    source: "meridian" as const,
    createdAt: now,
    removedAt: null,
  };
  await insertRows(db, users, [person]).run();
  const ahead = Math.min(AHEAD, Math.floor(count / 2));
  if (count > 0) await seedHistory(db, { email, bookings: count - ahead, now });
  if (ahead > 0) await insertRows(db, bookings, comingRows(id, ahead, now)).run();
  const zone = encodeURIComponent(person.timezone);
  return { id, bookings: count, cookie: `${await signIn(db, id, now)}; zone=${zone}; tz=${zone}` };
}

/** @returns the session's cookie, as a browser sends it. */
export const signIn = async (db: D1, userId: string, now: number): Promise<string> =>
  `meridian=${await tokenFor(db, userId, "browser", now)}`;

export async function tokenFor(
  db: D1,
  userId: string,
  kind: "browser" | "platform",
  now: number,
): Promise<string> {
  const token = newToken(userId);
  const session = {
    tokenHash: await sha256Hex(token),
    userId,
    kind,
    createdAt: now,
    expiresAt: now + DAY,
  };
  await insertRows(db, sessions, [session]).run();
  return token;
}

/** One a day; the others of the history are the mentors. */
const comingRows = (menteeId: string, count: number, now: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `${menteeId}-ahead-${i}`,
    version: 2,
    source: "meridian" as const,
    status: "confirmed" as const,
    mentorId: `past-person-${i % 5}`,
    menteeId,
    // Mentors have one session at a time: each reader has an hour of their own.
    startsAt: now + (i + 2) * DAY + menteeId.length * 3_600_000,
    endsAt: now + (i + 2) * DAY + menteeId.length * 3_600_000 + 1_800_000,
    priceAmount: 5_000,
    priceCurrency: "usd",
    cancelNotice: CURRENT_POLICY.notice,
    createdAt: now,
    cancellationReasonShared: false,
    refundIssued: false,
  }));

import type { Database } from "../db/query.ts";
import { BOOKINGS_AN_HOUR } from "../domain/limits.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../domain/time.ts";
import type { Service } from "./service.ts";

/** Why D1 claims nothing more for a mentee (domain/limits.ts). */
export type CapCode = "too_many_drafts" | "too_many_upcoming" | "too_many_made";

export const isCap = (code: string): code is CapCode => code in FREED;

interface Claim {
  readonly menteeId: string;
  readonly mentorId: string;
}

type Freed = (db: Database, claim: Claim, now: Instant) => ReturnType<Database["prepare"]>;

/** When the first of what is counted no longer counts, by itself. */
const FREED: Readonly<Record<CapCode, Freed>> = {
  too_many_drafts: (db, { menteeId }) =>
    db
      .prepare("select min(hold_until) as at from bookings where mentee_id = ?1 and stage = 0")
      .bind(menteeId),
  too_many_upcoming: (db, { menteeId, mentorId }, now) =>
    db
      .prepare(
        `select min(starts_at) as at from bookings
         where mentee_id = ?1 and stage in (0, 1) and starts_at > ?3 and mentor_id = ?2 and source = 'meridian'`,
      )
      .bind(menteeId, mentorId, now),
  too_many_made: (db, { menteeId }) =>
    db
      .prepare(
        `select created_at + ?2 as at from bookings
         where mentee_id = ?1 and source = 'meridian' order by created_at desc limit 1 offset ?3`,
      )
      .bind(menteeId, HOUR, BOOKINGS_AN_HOUR - 1),
};

/** How long a mentee waits who has as much as one may, in seconds: a minute at least, since what is over by the clock may wait for Stripe. */
export async function untilAdmitted(
  service: Service,
  code: CapCode,
  claim: Claim,
  now: Instant,
): Promise<number> {
  const db = service.primary();
  const [freed] = await db.batch<{ at: number | null }>([FREED[code](db, claim, now)]);
  return Math.ceil(Math.max((freed?.results[0]?.at ?? 0) - now, MINUTE) / SECOND);
}

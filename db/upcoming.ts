import * as z from "zod/mini";
import { JOIN_CLOSES_AFTER_END, LONGEST_SESSION } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/**
 * Whether a person takes part in anything that is not over by the clock, drafts included. ?1 the person, ?2 the end at or before
 * which a session is over, ?3 the start before which every one has ended.
 */
export const HAS_UPCOMING = ["mentor_id", "mentee_id"]
  .map(
    (side) => `exists (select 1 from bookings where ${side} = ?1 and stage = 0)
      or exists (select 1 from bookings where ${side} = ?1 and stage = 1 and starts_at > ?3 and ends_at > ?2)`,
  )
  .join(" or ");

/** What `HAS_UPCOMING` is bound to. */
export const upcomingParams = (userId: string, now: Instant): [string, Instant, Instant] => {
  const over = now - JOIN_CLOSES_AFTER_END;
  return [userId, over, over - LONGEST_SESSION];
};

const upcomingRow = z.object({ upcoming: z.number() });

export function hasUpcomingQuery(db: Database, userId: string, now: Instant): Query<boolean> {
  const statement = db.prepare(`select (${HAS_UPCOMING}) as upcoming`).bind(...upcomingParams(userId, now));
  return { statements: [statement], read: ([found]) => upcomingRow.parse(found?.results[0]).upcoming === 1 };
}

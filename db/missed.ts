import * as z from "zod/mini";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/** A missed session that an administrator is to look at (domain `waitsForAdministrator`). */
export interface WaitingMissed {
  readonly id: string;
  readonly startsAt: Instant;
  readonly waitsSince: Instant;
  readonly mentorName: string;
  readonly menteeName: string;
}

const row = z.pipe(
  z.object({
    id: z.string(),
    starts_at: z.number(),
    waits_since: z.number(),
    mentor_name: z.string(),
    mentee_name: z.string(),
  }),
  z.transform(
    (one): WaitingMissed => ({
      id: one.id,
      startsAt: one.starts_at,
      waitsSince: one.waits_since,
      mentorName: one.mentor_name,
      menteeName: one.mentee_name,
    }),
  ),
);

/** What waits longest comes first. @param most how many at most; each costs three rows. */
export function waitingMissedQuery(db: Database, most: number): Query<readonly WaitingMissed[]> {
  const sql = `select b.id, b.starts_at, b.waits_since, coalesce(o.name, '') as mentor_name,
      coalesce(u.name, '') as mentee_name
    from bookings b left join users o on o.id = b.mentor_id left join users u on u.id = b.mentee_id
    where b.waits_since is not null order by b.waits_since, b.id limit ?1`;
  return {
    statements: [db.prepare(sql).bind(most)],
    read: ([result]) => (result?.results ?? []).map((one) => row.parse(one)),
  };
}

import * as z from "zod/mini";
import { type Counted, RECOUNTED_EVERY, RECOUNTED_FOR } from "../domain/tally.ts";
import { DAY, type Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";
import { ENDED, WHOLE_DAY } from "./tallies.ts";

const countedRow = z.object({
  first_end: z.nullable(z.number()),
  first: z.nullable(z.number()),
  last: z.nullable(z.number()),
});
const staleRow = z.object({ day: z.number() });

/** Which days are counted, as far as one has to know what to count next. Reads one row for each of the last 60 days at most. */
export function countedQuery(db: Database, now: Instant): Query<Counted> {
  const known = `select (select min(ends_at) from bookings where ${ENDED}) as first_end,
    (select min(day) from daily_tallies) as first, (select max(day) from daily_tallies) as last`;
  const stale = "select day from daily_tallies where day >= ?1 and counted_at <= ?2 order by day desc";
  return {
    statements: [db.prepare(known), db.prepare(stale).bind(now - RECOUNTED_FOR, now - RECOUNTED_EVERY)],
    read([all, days]) {
      const { first_end: firstEnd, first, last } = countedRow.parse(all?.results[0]);
      return {
        firstEnd,
        days: first === null || last === null ? null : { first, last },
        stale: (days?.results ?? []).map((row) => staleRow.parse(row).day),
      };
    },
  };
}

/** Counts these days from the rows themselves. Again it is the same, or what has become of them since. */
export function countDays(db: Database, days: readonly Instant[], now: Instant): Query<null> {
  const sql = `insert into daily_tallies (day, counted_at, tally) select ?1, ?3, ${WHOLE_DAY} where true
    on conflict (day) do update set counted_at = excluded.counted_at, tally = excluded.tally`;
  return { statements: days.map((day) => db.prepare(sql).bind(day, day + DAY, now)), read: () => null };
}

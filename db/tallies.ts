import * as z from "zod/mini";
import { type Tally, TOOK_WITHIN_SECONDS } from "../domain/tally.ts";
import { DAY, type Instant } from "../domain/time.ts";
import { jsonColumn } from "./json-column.ts";
import type { Database, Query } from "./query.ts";

// What happened on a day, counted from the rows themselves by ranges of indexes, as one JSON: the same words count a day that is
// over (db/tallies-writing.ts) and, for the page, today so far. In all of them ?1 is the day's first millisecond, ?2 its end.

/** A booking that was paid for, or free, and is over or called off: the condition of the index `bookings_ended`, word for word. */
export const ENDED = "status in ('completed', 'no_show', 'cancelled')";

const JSON_OF = (fields: Readonly<Record<string, string>>): string =>
  `json_object(${Object.entries(fields)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(", ")})`;

const count = (condition: string): string => `count(case when ${condition} then 1 end)`;

/** @param took in milliseconds; null while it has not happened. */
function timingOf(took: string, from: string): string {
  const within = TOOK_WITHIN_SECONDS.map((seconds) => count(`${took} <= ${seconds * 1_000}`));
  const fields = {
    asked: "count(*)",
    done: `count(${took})`,
    total: `coalesce(sum(${took}), 0)`,
    within: `json_array(${within.join(", ")})`,
  };
  // What comes out of a subquery is text again.
  return `json((select ${JSON_OF(fields)} from ${from}))`;
}

/** Of one range of an index, several counts as one: each is read from it by its name. */
const SESSIONS = `(select ${JSON_OF({
  completed: count("status = 'completed'"),
  missed: count("status = 'no_show'"),
  cancelled: count("status = 'cancelled'"),
  reviewed: count("status = 'completed' and review_rating is not null"),
  // A booking that was taken over when it had begun, or was over, was never given a room by us.
  needed: count("status <> 'cancelled' and created_at < starts_at"),
  roomed: count("status <> 'cancelled' and created_at < starts_at and video_call_room_id is not null"),
})} from bookings where ${ENDED} and ends_at >= ?1 and ends_at < ?2)`;

const TOLD = timingOf(
  "(cancel_told_at - cancelled_at)",
  "bookings indexed by bookings_cancel_told where status = 'cancelled' and cancelled_at >= ?1 and cancelled_at < ?2",
);

const REFUNDED = timingOf(
  "case when status = 'succeeded' then settled_at - requested_at end",
  `refunds where status in ('requested', 'pending', 'succeeded', 'failed', 'manual')
     and requested_at >= ?1 and requested_at < ?2`,
);

/** Who is seen before they have clicked came by another way. */
const JOINED = timingOf(
  "case when joined_at >= clicked_at then joined_at - clicked_at end",
  "joins where clicked_at >= ?1 and clicked_at < ?2",
);

/** Money of which only Stripe knows, or that is more or less there than here. */
const COMPARED = `(select ${JSON_OF({
  compared: "count(finished_at)",
  invalid: `(select count(*) from reconciliation_differences
    where day = ?1 and kind in ('refund_unknown_here', 'refund_amount_differs'))`,
})} from reconciliations where day = ?1)`;

/** Visits are noted since then: before it nobody knows who came. */
const NOTED_SINCE = "(select min(day) from visits)";

const WEEK = `?1 - ${6 * DAY}`;
const MONTH = `?1 - ${27 * DAY}`;

const HAD_A_SESSION = ["mentee_id", "mentor_id"]
  .map((who) => `select ${who} as id from bookings where ${ENDED} and ends_at >= ${WEEK} and ends_at < ?2`)
  .join(" union ");

const CAME = `(select ${JSON_OF({
  active: "count(*)",
  came: count(`exists (select 1 from visits v where v.user_id = c.id and v.day >= ${WEEK} and v.day <= ?1)`),
})} from (${HAD_A_SESSION}) c where ${NOTED_SINCE} <= ${WEEK})`;

const VISITED = `(select ${JSON_OF({ visitors: "count(distinct user_id)", visits: "count(*)" })}
  from visits where day >= ${MONTH} and day <= ?1 and ${NOTED_SINCE} <= ${MONTH})`;

const NOBODY = `'{"active":0,"came":0,"visitors":0,"visits":0}'`;

const merged = (...parts: readonly string[]): string =>
  parts.reduce((all, part) => `json_patch(${all}, ${part})`);

const HAPPENED = merged(SESSIONS, JSON_OF({ told: TOLD, refunded: REFUNDED, joined: JOINED }), COMPARED);

/** A day that is over, whole. */
export const WHOLE_DAY = merged(HAPPENED, CAME, VISITED);
/** Today so far: who comes is a matter of whole days. */
const SO_FAR = merged(HAPPENED, NOBODY);

const timing = z.object({
  asked: z.number(),
  done: z.number(),
  total: z.number(),
  within: z.array(z.number()),
});

const tallyText = z.pipe(
  jsonColumn,
  z.object({
    completed: z.number(),
    missed: z.number(),
    cancelled: z.number(),
    reviewed: z.number(),
    needed: z.number(),
    roomed: z.number(),
    told: timing,
    refunded: timing,
    joined: timing,
    compared: z.number(),
    invalid: z.number(),
    active: z.number(),
    came: z.number(),
    visitors: z.number(),
    visits: z.number(),
  }),
);

export interface DayTally {
  readonly day: Instant;
  readonly tally: Tally;
}

const dayRow = z.object({ day: z.number(), tally: tallyText });

/** The days from the first up to, but not including, today that are counted, and today so far. One row a day is read. */
export function talliesQuery(db: Database, from: Instant, today: Instant): Query<readonly DayTally[]> {
  return {
    statements: [
      db
        .prepare("select day, tally from daily_tallies where day >= ?1 and day < ?2 order by day")
        .bind(from, today),
      db.prepare(`select ?1 as day, ${SO_FAR} as tally`).bind(today, today + DAY),
    ],
    read: (results) => results.flatMap(({ results: rows }) => rows.map((row) => dayRow.parse(row))),
  };
}

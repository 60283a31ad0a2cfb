import * as z from "zod/mini";
import type { Actor, TimelineEntryType } from "../domain/booking.ts";
import { REFUND_ENTRIES } from "../domain/decide/refunds.ts";
import type { Instant } from "../domain/time.ts";
import { jsonColumn } from "./json-column.ts";
import { timelineActor, timelineType } from "./session-details.ts";

// What was done about a booking's money, for administrators: the booking's timeline says what happened, the audit log who wanted
// what and why.

export interface TrailEntry {
  readonly at: Instant;
  readonly type: TimelineEntryType;
  readonly by: Actor;
  /** The name of the person, where it was one. */
  readonly who: string | null;
  /** What Stripe said, in its own words. */
  readonly answer: string | null;
}

export interface TrailNote {
  readonly at: Instant;
  readonly action: string;
  readonly who: string | null;
  readonly reason: string | null;
  /** `done`, or the code of the refusal; null for an act that never came back. */
  readonly outcome: string | null;
}

export interface Trail {
  readonly entries: readonly TrailEntry[];
  readonly notes: readonly TrailNote[];
}

export const trailEntries = z.pipe(
  jsonColumn,
  z.array(
    z.object({
      at: z.number(),
      type: timelineType,
      by: timelineActor,
      who: z.nullable(z.string()),
      answer: z.nullable(z.string()),
    }),
  ),
);
export const trailNotes = z.pipe(
  jsonColumn,
  z.array(
    z.object({
      at: z.number(),
      action: z.string(),
      who: z.nullable(z.string()),
      reason: z.nullable(z.string()),
      outcome: z.nullable(z.string()),
    }),
  ),
);

const NAME_OF = (person: string): string => `(select name from users where id = ${person})`;

/** Entries of constant words of ours: safe to stand in a statement. */
const ABOUT_MONEY = ["cancelled", "payment_returned", ...REFUND_ENTRIES]
  .map((type) => `'${type}'`)
  .join(", ");

/**
 * A booking's timeline as one JSON column.
 * @param booking the SQL of the booking's id.
 */
export const entriesColumn = (booking: string, aboutMoney: boolean): string =>
  `(select json_group_array(json_object('at', t.at, 'type', t.type, 'by', t.actor, 'who', ${NAME_OF("t.user_id")},
      'answer', t.answer))
    from timeline t where t.booking_id = ${booking}${aboutMoney ? ` and t.type in (${ABOUT_MONEY})` : ""})`;

/**
 * What the audit log has of these subjects, as one JSON column.
 * @param subjects the SQL of their ids.
 */
export const notesColumn = (...subjects: readonly string[]): string =>
  `(select json_group_array(json_object('at', a.at, 'action', a.action, 'who', ${NAME_OF("a.user_id")},
      'reason', a.reason, 'outcome', a.outcome))
    from audit_log a where a.subject_id in (${subjects.join(", ")}))`;

import * as z from "zod/mini";
import { type ParticipantRole, TIMELINE_ENTRY_TYPES } from "../domain/booking.ts";
import type { BookingFacts, TimelineFact } from "../domain/booking-facts.ts";
import { jsonColumn } from "./json-column.ts";
import { type Database, firstRow, type Query } from "./query.ts";
import {
  factsOfRow,
  personOfRow,
  personRow,
  reviewOfRow,
  TOLD_COLUMNS,
  toldRow,
  unknownPerson,
} from "./session-row.ts";
import type { Person, SessionRow } from "./sessions-page.ts";

/** One booking with its timeline, as a details page and `GET /api/bookings/:id` tell it. */
export interface SessionDetails extends SessionRow {
  /** Who did what, when, in the order it happened. */
  readonly timeline: readonly TimelineFact[];
  /** Whether a room stands ready. Its address is for nobody to read: joining goes through the booking's object. */
  readonly hasRoom: boolean;
}

const detailsRow = z.extend(toldRow, {
  has_room: z.number(),
  mentor: z.nullable(z.pipe(jsonColumn, personRow)),
  mentee: z.nullable(z.pipe(jsonColumn, personRow)),
});

export const timelineType = z.enum(TIMELINE_ENTRY_TYPES);
export const timelineActor = z.enum(["mentor", "mentee", "administrator", "platform", "system"]);

const timelineRow = z.object({ at: z.number(), type: timelineType, actor: timelineActor });

const personOf = (role: ParticipantRole): string =>
  `(select json_object('id', id, 'name', name, 'headline', headline, 'photo_url', photo_url, 'timezone', timezone)
    from users where id = b.${role}_id) as ${role}`;

const BOOKING_SQL = `select ${TOLD_COLUMNS.join(", ")}, video_call_room_id is not null as has_room,
  ${personOf("mentor")}, ${personOf("mentee")} from bookings b where id = ?1`;

/**
 * One booking by its id: two statements of one batch, each a search by a key.
 *
 * @returns null when there is none. Whether the asker takes part in it is the caller's to check: to others it does not exist.
 */
export function sessionQuery(db: Database, id: string): Query<SessionDetails | null> {
  return {
    statements: [
      db.prepare(BOOKING_SQL).bind(id),
      db.prepare("select at, type, actor from timeline where booking_id = ?1 order by position").bind(id),
    ],
    read([booking, timeline]) {
      const row = firstRow(detailsRow, booking);
      if (row === undefined) return null;
      return {
        facts: factsOfRow(row),
        mentor: shownPerson(row.mentor, row.mentor_id),
        mentee: shownPerson(row.mentee, row.mentee_id),
        review: reviewOfRow(row),
        timeline: (timeline?.results ?? []).map(timelineFactOf),
        hasRoom: row.has_room === 1,
      };
    },
  };
}

const FACTS_SQL = `select ${TOLD_COLUMNS.join(", ")} from bookings where id = ?1`;

/** The booking alone, for what is decided and not told: one row. @returns null when there is none. */
export function factsQuery(db: Database, id: string): Query<BookingFacts | null> {
  return {
    statements: [db.prepare(FACTS_SQL).bind(id)],
    read([booking]) {
      const row = firstRow(toldRow, booking);
      return row === undefined ? null : factsOfRow(row);
    },
  };
}

const shownPerson = (row: z.output<typeof personRow> | null, id: string): Person =>
  row === null ? unknownPerson(id) : personOfRow(row);

function timelineFactOf(row: Record<string, unknown>): TimelineFact {
  const { at, type, actor } = timelineRow.parse(row);
  return { at, type, by: actor };
}

import * as z from "zod/mini";
import type { ParticipantRole } from "../domain/booking.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";
import { listedOf, OTHER_COLUMNS, TOLD_COLUMNS } from "./session-row.ts";
import type { ListedSession } from "./sessions-page.ts";

/** No page lists more. */
export const AGENDA_MOST = 50;

export interface Agenda {
  readonly rows: readonly ListedSession[];
  /** Whether there are more than these: what begins at or after the last of them is not known then. */
  readonly cut: boolean;
}

/**
 * What a person's calendar holds of [from, to), by start: their sessions in both roles, the cancelled ones too, since who no
 * longer comes is to be known; not what expired unpaid. A merge of five ranges, as the lists are (db/sessions-list.ts).
 */
export function agendaQuery(
  db: Database,
  { viewerId, from, to }: { readonly viewerId: string; readonly from: Instant; readonly to: Instant },
): Query<Agenda> {
  return {
    statements: [db.prepare(AGENDA_SQL).bind(viewerId, from, to, AGENDA_MOST + 1)],
    read([found]) {
      const rows = (found?.results ?? []).map((row) => listedOf(row, viewerId));
      return { rows: rows.slice(0, AGENDA_MOST), cut: rows.length > AGENDA_MOST };
    },
  };
}

/** ?1 the person, [?2, ?3) the time, ?4 how many. A mentor's drafts are not shown to them. */
const range = (role: ParticipantRole, stage: number): string =>
  `select ${TOLD_COLUMNS.join(", ")} from bookings
   where ${role}_id = ?1 ${role === "mentor" ? "and mentee_id <> ?1" : ""} and stage = ${stage}
     and starts_at >= ?2 and starts_at < ?3 ${stage === 2 ? "and status <> 'expired'" : ""}`;

const RANGES = [
  ...[0, 1, 2].map((stage) => range("mentee", stage)),
  ...[1, 2].map((stage) => range("mentor", stage)),
];

const AGENDA_SQL = `select b.*, ${OTHER_COLUMNS} from (
    ${RANGES.join(" union all ")} order by starts_at, id limit ?4
  ) b left join users o on o.id = iif(b.mentee_id = ?1, b.mentor_id, b.mentee_id) order by b.starts_at, b.id`;

const startRow = z.object({ starts_at: z.number() });

/** When a mentor's booked sessions begin, from an instant on: the next fifty. */
export const bookedStartsQuery = (
  db: Database,
  mentorId: string,
  from: Instant,
): Query<readonly Instant[]> => ({
  statements: [
    db
      .prepare(
        `select starts_at from bookings where mentor_id = ?1 and stage = 1 and starts_at >= ?2
         order by starts_at, id limit ?3`,
      )
      .bind(mentorId, from, AGENDA_MOST),
  ],
  read: ([found]) => (found?.results ?? []).map((row) => startRow.parse(row).starts_at),
});

import * as z from "zod/mini";
import { entriesColumn, notesColumn, type Trail, trailEntries, trailNotes } from "./desk-trail.ts";
import type { Database, Query } from "./query.ts";
import { type RefundRow, refundOf } from "./refunds.ts";
import { type SessionDetails, sessionQuery } from "./session-details.ts";

/** A session as administrators see it: whole, whoever takes part in it. */
export interface DeskSession {
  readonly details: SessionDetails;
  readonly source: "meridian" | "platform";
  readonly paymentIntent: string | null;
  /** Null once the person was removed. */
  readonly mentorEmail: string | null;
  readonly menteeEmail: string | null;
  readonly trail: Trail;
  /** In the order they were asked for. */
  readonly refunds: readonly RefundRow[];
}

const moreRow = z.object({
  source: z.enum(["meridian", "platform"]),
  payment_intent: z.nullable(z.string()),
  mentor_email: z.nullable(z.string()),
  mentee_email: z.nullable(z.string()),
  entries: trailEntries,
  notes: trailNotes,
});

const MORE_SQL = `select b.source, b.payment_intent,
    (select email from users where id = b.mentor_id) as mentor_email,
    (select email from users where id = b.mentee_id) as mentee_email,
    ${entriesColumn("b.id", false)} as entries,
    ${notesColumn("b.id")} as notes
  from bookings b where b.id = ?1`;

// What was done to a refund stands under the refund's own id in the audit log.
const REFUNDS_SQL = `select r.*, m.mentee_id, m.starts_at, coalesce(u.name, '') as mentee_name,
    ${notesColumn("r.id")} as notes
  from refunds r join bookings m on m.id = r.booking_id left join users u on u.id = m.mentee_id
  where r.booking_id = ?1`;

const refundNotes = z.object({ notes: trailNotes });

/** @returns null when there is no such session. */
export function deskSessionQuery(db: Database, id: string): Query<DeskSession | null> {
  const details = sessionQuery(db, id);
  const count = details.statements.length;
  return {
    statements: [...details.statements, db.prepare(MORE_SQL).bind(id), db.prepare(REFUNDS_SQL).bind(id)],
    read(results) {
      const known = details.read(results.slice(0, count));
      if (known === null) return null;
      const more = moreRow.parse(results[count]?.results[0]);
      const rows = results[count + 1]?.results ?? [];
      const refunds = rows.map(refundOf).sort((a, b) => a.requestedAt - b.requestedAt);
      const ofRefunds = rows.flatMap((row) => refundNotes.parse(row).notes);
      return {
        details: known,
        source: more.source,
        paymentIntent: more.payment_intent,
        mentorEmail: more.mentor_email,
        menteeEmail: more.mentee_email,
        trail: { entries: more.entries, notes: [...more.notes, ...ofRefunds] },
        refunds,
      };
    },
  };
}

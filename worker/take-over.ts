import * as z from "zod";
import { ask, type Database, type Query } from "../db/query.ts";
import { personOfRow, personRow } from "../db/session-row.ts";
import type { Person } from "../db/sessions-page.ts";
import type { Booking } from "../domain/booking.ts";
import type { Rejection } from "../domain/rejections.ts";
import type { Result } from "../domain/result.ts";
import { type Instant, MINUTE } from "../domain/time.ts";
import type { ClaimRejection, TakenOverBooking } from "../durable-objects/contract.ts";
import { holdersQuery, isOverdue, wakeOverdue } from "./holders.ts";
import type { PlatformBooking } from "./schemas/platform-booking.ts";
import type { Service } from "./service.ts";

const participantRow = z.object({ ...personRow.shape, is_mentor: z.number(), is_mentee: z.number() });

/** The two people of a booking to be taken over; null where there is nobody of that id who may be that. */
export function participantsQuery(
  db: Database,
  mentorId: string,
  menteeId: string,
): Query<{ readonly mentor: Person | null; readonly mentee: Person | null }> {
  const statement = db
    .prepare(
      `select id, name, headline, photo_url, timezone, is_mentor, is_mentee from users
       where id in (?1, ?2) and removed_at is null`,
    )
    .bind(mentorId, menteeId);
  return {
    statements: [statement],
    read([result]) {
      const rows = (result?.results ?? []).map((row) => participantRow.parse(row));
      const mentor = rows.find((row) => row.id === mentorId && row.is_mentor === 1);
      const mentee = rows.find((row) => row.id === menteeId && row.is_mentee === 1);
      return { mentor: mentor ? personOfRow(mentor) : null, mentee: mentee ? personOfRow(mentee) : null };
    },
  };
}

/**
 * Takes over a booking made elsewhere, at any time relative to now. Its object decides; whoever holds its time beyond the end
 * of a draft is asked to look at the clock, and then there is one more try.
 */
export async function takeOver(
  service: Service,
  id: string,
  body: PlatformBooking,
  now: Instant,
): Promise<Result<{ booking: Booking; created: boolean }, Rejection | ClaimRejection>> {
  const booking: TakenOverBooking = {
    id,
    mentorId: body.mentor_id,
    menteeId: body.mentee_id,
    startsAt: body.starts_at,
    endsAt: body.starts_at + body.duration_minutes * MINUTE,
    price: body.price,
    status: body.status,
    paymentIntentId: body.payment_intent ?? null,
  };
  const first = await service.booking(id).takeOver(booking);
  if (first.ok || first.reason.code !== "slot_taken") return first;
  const db = service.primary();
  const [holders] = await ask(db, holdersQuery(db, booking));
  if (!holders.some((holder) => isOverdue(holder, now))) return first;
  await wakeOverdue(service, holders, now);
  return service.booking(id).takeOver(booking);
}

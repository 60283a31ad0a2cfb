import * as z from "zod/mini";
import { LONGEST_SESSION } from "../domain/limits.ts";
import { bookableSlots, LONGEST_SLOT_RANGE, type MentorWeek, type Slot } from "../domain/slots.ts";
import type { Instant } from "../domain/time.ts";
import { type Database, firstRow, type Query } from "./query.ts";

const mentorRow = z.object({ timezone: z.string() });
const hoursRow = z.object({ weekday: z.number(), from_minute: z.number(), to_minute: z.number() });
const offerRow = z.object({ duration_minutes: z.number(), amount: z.number(), currency: z.string() });
const dayOffRow = z.object({ from_day: z.string(), to_day: z.string() });
const busyRow = z.object({ starts_at: z.number(), ends_at: z.number() });

/**
 * A mentor's hours, days off, offers and zone: what domain `offeredSlot` judges a wish to book by.
 *
 * @returns null when there is nobody of this id, or they are no mentor or removed.
 */
export function mentorWeekQuery(db: Database, mentorId: string): Query<MentorWeek | null> {
  const bind = (sql: string): D1PreparedStatement => db.prepare(sql).bind(mentorId);
  return {
    statements: [
      bind("select timezone from users where id = ?1 and is_mentor = 1 and removed_at is null"),
      bind(`select weekday, from_minute, to_minute from availability where user_id = ?1
            order by weekday, from_minute`),
      bind(
        "select duration_minutes, amount, currency from offers where user_id = ?1 order by duration_minutes",
      ),
      bind("select from_day, to_day from days_off where user_id = ?1 order by from_day"),
    ],
    read([mentor, hours, offers, daysOff]) {
      const known = firstRow(mentorRow, mentor);
      if (known === undefined) return null;
      return {
        timezone: known.timezone,
        hours: (hours?.results ?? []).map((row) => {
          const { weekday, from_minute: fromMinute, to_minute: toMinute } = hoursRow.parse(row);
          return { weekday, fromMinute, toMinute };
        }),
        daysOff: (daysOff?.results ?? []).map((row) => {
          const { from_day: from, to_day: to } = dayOffRow.parse(row);
          return { from, to };
        }),
        offers: (offers?.results ?? []).map((row) => {
          const { duration_minutes: durationMinutes, amount, currency } = offerRow.parse(row);
          return { durationMinutes, price: { amount, currency } };
        }),
      };
    },
  };
}

/**
 * The slots of a mentor that can be booked, with starts in [from, to) and ahead of `now`; of a longer range the first 31 days
 * (domain/slots.ts). One round trip.
 *
 * @returns null when there is no such mentor.
 */
export function slotsQuery(
  db: Database,
  wish: { readonly mentorId: string; readonly from: Instant; readonly to: Instant; readonly now: Instant },
): Query<Slot[] | null> {
  const { mentorId, from, now } = wish;
  const to = Math.min(wish.to, from + LONGEST_SLOT_RANGE);
  const week = mentorWeekQuery(db, mentorId);
  // Final ones lie behind us or hold nothing. A session begun earlier than the longest lasts has ended; one that begins
  // within the longest session after `to` may still overlap the last slot.
  const busy = db
    .prepare(
      `select starts_at, ends_at from bookings where mentor_id = ?1 and stage in (0, 1)
       and starts_at > ?2 and starts_at < ?3 and ends_at > ?4`,
    )
    .bind(mentorId, Math.max(from, now) - LONGEST_SESSION, to + LONGEST_SESSION, Math.max(from, now));
  return {
    statements: [...week.statements, busy],
    read(results) {
      const known = week.read(results);
      if (known === null) return null;
      const live = (results[week.statements.length]?.results ?? []).map((row) => {
        const { starts_at: startsAt, ends_at: endsAt } = busyRow.parse(row);
        return { startsAt, endsAt };
      });
      return bookableSlots(known, { from, to }, live, now);
    },
  };
}

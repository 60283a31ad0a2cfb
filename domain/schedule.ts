import { everybodyCame } from "./attendance.ts";
import type { Booking, BookingStatus } from "./booking.ts";
import {
  ATTENDANCE_READ_AFTER_END,
  FIRST_REMINDER_BEFORE_START,
  JOIN_CLOSES_AFTER_END,
  JOIN_OPENS_BEFORE_START,
  LAST_REMINDER_BEFORE_START,
} from "./limits.ts";
import type { Instant } from "./time.ts";

/** What the clock's rules need to know of a booking: the object's state has it, and so has a row of D1. */
export interface Scheduled {
  readonly status: BookingStatus;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Whether somebody may turn out to have been missing (`isBeingJudged`): then the clock alone cannot say how it ended. */
  readonly undecided?: boolean | undefined;
}

/** When the room opens (epic, "Video link available 15 minutes before session start"). */
export const opensAt = (booking: { readonly startsAt: Instant }): Instant =>
  booking.startsAt - JOIN_OPENS_BEFORE_START;

/** When a session is over for good: the link expires and the status is settled (epic, "completed: 1 hour after session_end_time"). */
export const closesAt = (booking: { readonly endsAt: Instant }): Instant =>
  booking.endsAt + JOIN_CLOSES_AFTER_END;

/**
 * The status as the clock says, even if the stored one is late: reading never waits for an alarm, but for one thing. Whether
 * somebody was missing is not for the clock to say, and a final state never changes into another: a session whose evidence is
 * being read stays `in_progress`, with its room closed, until its object has judged.
 */
export function shownStatus(booking: Scheduled, now: Instant): BookingStatus {
  if (booking.status !== "confirmed" && booking.status !== "in_progress") return booking.status;
  if (now >= closesAt(booking)) return booking.undecided === true ? "in_progress" : "completed";
  return now >= booking.startsAt ? "in_progress" : "confirmed";
}

/** The next instant at which the clock alone changes something; null when nothing is ahead. */
export function nextDueAt(booking: Booking): Instant | null {
  switch (booking.status) {
    case "draft":
      return booking.releaseAsked ? null : booking.holdUntil;
    case "confirmed":
      return Math.min(booking.startsAt, nextReminderAt(booking) ?? booking.startsAt, doorsDueAt(booking));
    case "in_progress":
      return Math.min(closesAt(booking), attendanceDueAt(booking) ?? closesAt(booking));
    case "completed":
    case "no_show":
    case "cancelled":
    case "expired":
      return null;
  }
}

/**
 * When the video service's log is to be read; null when there is no room, it was asked for already, or nothing it says could
 * matter: both are known to have come, or it cannot be complete.
 */
export function attendanceDueAt(booking: Booking): Instant | null {
  const { attendanceAsked, attendance, room } = booking;
  if (attendanceAsked || attendance.gap || room === null || everybodyCame(booking)) return null;
  return booking.endsAt + ATTENDANCE_READ_AFTER_END;
}

const doorsDueAt = (booking: Booking): Instant => (booking.doorsOpened ? booking.startsAt : opensAt(booking));

export const reminderAt = (
  booking: { readonly startsAt: Instant },
  kind: "reminder_24h" | "reminder_15m",
): Instant =>
  booking.startsAt - (kind === "reminder_24h" ? FIRST_REMINDER_BEFORE_START : LAST_REMINDER_BEFORE_START);

function nextReminderAt(booking: Booking): Instant | null {
  const ahead = (["reminder_24h", "reminder_15m"] as const)
    .filter((kind) => !booking.remindersPassed.includes(kind))
    .map((kind) => reminderAt(booking, kind));
  return ahead.length === 0 ? null : Math.min(...ahead);
}

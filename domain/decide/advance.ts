import { provenMissing } from "../attendance.ts";
import type { Booking } from "../booking.ts";
import { attendanceDueAt, closesAt, opensAt, reminderAt } from "../schedule.ts";
import type { Instant } from "../time.ts";
import { type Change, mailBoth, nextVersion, record, unchanged, update } from "./change.ts";

/**
 * Moves a booking to where the clock says it is, through every state on the way: an alarm that comes two hours late finds
 * the same end as one in time. Every command is judged on what this returns.
 */
export function advance(booking: Booking, now: Instant): Change {
  const ahead = openDoors(remind(release(unchanged(booking), now), now), now);
  return finish(askAttendance(start(ahead, now), now), now);
}

/** A draft's hold is over: Stripe decides whether it was paid. Without a checkout nobody needs to be asked. */
function release(change: Change, now: Instant): Change {
  const { status, holdUntil, releaseAsked, checkoutRequest } = change.booking;
  if (status !== "draft" || holdUntil === null || releaseAsked || now < holdUntil) return change;
  if (checkoutRequest === null) return expire(change, now);
  return update(change, { releaseAsked: true }, { type: "expire_checkout" });
}

export function expire(change: Change, now: Instant): Change {
  return record(update(change, { status: "expired" }), "expired", now);
}

function remind(change: Change, now: Instant): Change {
  if (change.booking.status !== "confirmed") return change;
  const { remindersPassed } = change.booking;
  const due = (["reminder_24h", "reminder_15m"] as const).filter(
    (kind) => !remindersPassed.includes(kind) && reminderAt(change.booking, kind) <= now,
  );
  const latest = due.at(-1);
  if (latest === undefined) return change;
  // Woken late with both due, only the later says something that still helps; after the start neither does.
  const passed = update(change, { remindersPassed: [...remindersPassed, ...due] });
  return now < change.booking.startsAt ? mailBoth(passed, latest) : passed;
}

/** The window opens: the room is looked after, before anybody stands at its door. */
function openDoors(change: Change, now: Instant): Change {
  const { booking } = change;
  const alive = booking.status === "confirmed" || booking.status === "in_progress";
  if (!alive || booking.doorsOpened || now < opensAt(booking) || now >= closesAt(booking)) return change;
  return update(change, { doorsOpened: true }, { type: booking.room === null ? "make_room" : "check_room" });
}

function start(change: Change, now: Instant): Change {
  const { status, startsAt } = change.booking;
  if (status !== "confirmed" || now < startsAt) return change;
  return record(update(change, { status: "in_progress" }), "started", startsAt);
}

function askAttendance(change: Change, now: Instant): Change {
  if (change.booking.status !== "in_progress") return change;
  const dueAt = attendanceDueAt(change.booking);
  // Past the end it is too late to judge by it: the status is settled now, and never later.
  if (dueAt === null || now < dueAt || now >= closesAt(change.booking)) return change;
  return update(
    change,
    { attendanceAsked: true },
    { type: "read_attendance", version: nextVersion(change.booking) },
  );
}

function finish(change: Change, now: Instant): Change {
  const { status, menteeId } = change.booking;
  const end = closesAt(change.booking);
  if (status !== "in_progress" || now < end) return change;
  const missing = provenMissing(change.booking);
  if (missing.length > 0) return record(update(change, { status: "no_show", missing }), "missed", end);
  const completed = record(update(change, { status: "completed" }), "completed", end);
  return update(completed, {}, { type: "mail", kind: "review_invitation", userId: menteeId, refundId: null });
}

import { type Booking, type BookingStatus, roleOf } from "../booking.ts";
import type { Command } from "../commands.ts";
import { type Change, record, update } from "./change.ts";

/** A room is entered while its session is on; the log may tell of it a little later. */
const MET_IN: readonly BookingStatus[] = ["confirmed", "in_progress", "completed", "no_show"];

/** The video service's own log says that somebody entered. */
export function joined(change: Change, command: Extract<Command, { type: "joined" }>): Change {
  const { attendance, status } = change.booking;
  const { userId, at } = command;
  const role = roleOf(change.booking, userId);
  if (!MET_IN.includes(status) || role === null || attendance.joined.includes(userId)) return change;
  const noted = record(change, "joined", at, role, userId);
  return update(noted, { attendance: { ...attendance, joined: [...attendance.joined, userId] } });
}

/** The video service's log was read. It counts for the status only while the status is open: final states never change. */
export function attendanceRead(
  stored: Booking,
  change: Change,
  command: Extract<Command, { type: "attendance_read" }>,
): Change {
  if (stored.status !== "in_progress" || change.booking.status !== "in_progress") return change;
  const { mentorId, menteeId, attendance } = change.booking;
  const came = [mentorId, menteeId].filter((person) => command.joined.includes(person));
  const all = [...new Set([...attendance.joined, ...came])];
  if (all.length === attendance.joined.length && command.complete === attendance.complete) return change;
  return update(change, { attendance: { ...attendance, joined: all, complete: command.complete } });
}

import type { Patch } from "./patch.ts";

const ROOMS = "domain/decide/rooms.ts";
const PERFORM = "durable-objects/perform/room.ts";

/** Mistakes in where people meet, and in what is said of who came. */
export const MEETING: readonly Patch[] = [
  {
    name: "doors-not-looked-after",
    mistake: "nobody asks whether the room is there when the window opens",
    file: "domain/decide/advance.ts",
    find: 'booking.room === null ? "make_room" : "check_room"',
    put: '"make_room"',
  },
  {
    name: "stand-in-for-a-room-with-people",
    mistake: "who is sent to a room is left there when its service does not answer",
    file: ROOMS,
    find: "  if (wasEntered(booking, number)) return change;",
    put: "",
  },
  {
    name: "moved-untold",
    mistake: "nobody is told that the room is another now",
    file: ROOMS,
    find: "return booking.clicks.length === 0 ? moved : tellBoth(moved, roomNumber, now);",
    put: "void tellBoth;\n  return moved;",
  },
  {
    name: "seen-when-it-was-said",
    mistake: "an answer that took minutes counts from when it came",
    file: ROOMS,
    find: "update(change, { roomSeenAt: askedAt })",
    put: "update(change, { roomSeenAt: askedAt + 3 * 60_000 })",
  },
  {
    name: "gap-forgotten",
    mistake: "the log of a room that was not there all the time is taken for complete",
    file: ROOMS,
    find: "const gap = booking.attendance.gap || !logged || now >= booking.startsAt;",
    put: "const gap = booking.attendance.gap || !logged;",
  },
  {
    name: "room-not-asked-for-at-the-end",
    mistake: "the log is read without asking whether the room was still there",
    file: PERFORM,
    find: "if (!(await service.isThere(room))) return",
    put: "if (room === null) return",
  },
  {
    name: "part-of-a-log-is-enough",
    mistake: "a log that was not read to its end says who was missing",
    file: PERFORM,
    find: "return complete\n    ?",
    put: 'return complete || joined.length === 0\n    ? done({ type: "attendance_read", joined, complete: true })\n    : complete\n    ?',
  },
  {
    name: "absent-by-default",
    mistake: "without evidence somebody who was not seen counts as missing",
    file: "domain/attendance.ts",
    find: "return booking.attendance.complete && !booking.attendance.gap ? absentees(booking) : [];",
    put: "return booking.attendance.gap ? [] : absentees(booking);",
  },
  {
    name: "late-row-is-completed",
    mistake: "a row whose evidence is being judged reads completed for a moment",
    file: "domain/booking-facts.ts",
    find: "undecided: isBeingJudged(booking),",
    put: "undecided: isBeingJudged(booking) && false,",
  },
  {
    name: "ruling-rewrites-history",
    mistake: "an administrator's ruling changes the status",
    file: "domain/decide/attendance.ts",
    find: "{ ruling: { verdict, at: now, userId } }",
    put: '{ ruling: { verdict, at: now, userId }, status: "completed" }',
  },
  {
    name: "contested-for-ever",
    mistake: "a missed session can be contested at any time",
    file: "domain/attendance.ts",
    find: " || now >= contestClosesAt(session)) return false;",
    put: ") return false;\n  void now;",
  },
];

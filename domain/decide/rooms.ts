import type { Booking, Room } from "../booking.ts";
import type { Command } from "../commands.ts";
import type { Effect } from "../effects.ts";
import { ROOM_SEEN_RECENTLY } from "../limits.ts";
import type { Instant } from "../time.ts";
import { type Change, nextVersion, record, update } from "./change.ts";

// The booking's room. There is one at a time, and it changes only when nobody can be inside: so that both always meet.

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export const isSameRoom = (
  one: Pick<Room, "provider" | "name">,
  other: Pick<Room, "provider" | "name">,
): boolean => one.provider === other.provider && one.name === other.name;

/**
 * A room is there. The first that is told of stays, since people may have been sent to it: what comes after it (an answer that
 * was late) goes again, as does one that nobody is to meet in any more.
 */
export function roomMade(change: Change, command: Of<"room_made">, now: Instant): Change {
  const { booking } = change;
  const { room, insteadOf } = command;
  if (insteadOf !== undefined) return standIn(change, command, insteadOf, now);
  if (booking.room !== null && isSameRoom(booking.room, room)) return change;
  if (booking.room !== null || !isAhead(booking)) return update(change, {}, { type: "remove_room", room });
  return moveIn(change, command, now);
}

/** Its service says that the room is there. */
export function roomSeen(change: Change, { number, askedAt }: Of<"room_seen">): Change {
  const isNews = isCurrent(change.booking, number) && askedAt > (change.booking.roomSeenAt ?? 0);
  return isNews ? update(change, { roomSeenAt: askedAt }) : change;
}

/** The room is gone: another is made at once. Who was sent to it is told once that is there. */
export function roomLost(change: Change, { number }: Of<"room_lost">): Change {
  const { booking } = change;
  if (!isCurrent(booking, number) || !isAhead(booking)) return change;
  // Whoever came meanwhile found no room: that is held against nobody.
  const gap = booking.attendance.gap || wasEntered(booking, number);
  const attendance = { ...booking.attendance, gap };
  return update(change, { room: null, roomSeenAt: null, attendance }, { type: "make_room" });
}

export const roomRemoved = (change: Change): Change =>
  change.booking.room === null ? change : update(change, { room: null, roomSeenAt: null });

/** Somebody was sent to the room. Counted; whether they came is for the service's log to say. */
export function linkGiven(change: Change, { userId, number }: Of<"link_given">, now: Instant): Change {
  const { clicks, roomSeenAt } = change.booking;
  if (!isCurrent(change.booking, number)) return change;
  const known = clicks.find((click) => click.userId === userId && click.room === number);
  const version = nextVersion(change.booking);
  const noted =
    known === undefined
      ? [...clicks, { userId, room: number, firstAt: now, count: 1, version }]
      : clicks.map((click) => (click === known ? { ...known, count: known.count + 1, version } : click));
  // Beside the answer, not before it: should the room be gone, the next click finds another.
  const seen = roomSeenAt !== null && now - roomSeenAt < ROOM_SEEN_RECENTLY;
  return update(change, { clicks: noted }, ...(seen ? [] : [{ type: "check_room" } as const]));
}

/** Nobody can say whether the room is there. Where nobody was sent to it yet, both are sent to the other service. */
function standIn(change: Change, made: Of<"room_made">, number: number, now: Instant): Change {
  const { booking } = change;
  const { room: unseen } = booking;
  if (unseen === null || !isCurrent(booking, number) || !isAhead(booking)) return change;
  if (wasEntered(booking, number)) return change;
  return update(moveIn(change, made, now), {}, { type: "remove_room", room: unseen });
}

function moveIn(change: Change, { room, logged, askedAt }: Of<"room_made">, now: Instant): Change {
  const { booking } = change;
  const roomNumber = booking.roomNumber + 1;
  // A log that is none, or of a room that was not there from the start, cannot say who did not come.
  const gap = booking.attendance.gap || !logged || now >= booking.startsAt;
  const attendance = { ...booking.attendance, gap };
  const moved = update(change, { room, roomNumber, roomSeenAt: askedAt, attendance });
  return booking.clicks.length === 0 ? moved : tellBoth(moved, roomNumber, now);
}

/** Somebody was sent to an earlier room: both are told that it is another now. */
function tellBoth(change: Change, round: number, now: Instant): Change {
  const { mentorId, menteeId } = change.booking;
  const mails = [menteeId, mentorId].map(
    (userId): Effect => ({ type: "mail", kind: "room_moved", userId, refundId: null, round }),
  );
  return update(record(change, "room_moved", now), {}, ...mails);
}

const isAhead = ({ status }: Booking): boolean => status === "confirmed" || status === "in_progress";

const isCurrent = (booking: Booking, number: number): boolean =>
  booking.room !== null && booking.roomNumber === number;

const wasEntered = ({ clicks }: Booking, number: number): boolean =>
  clicks.some((click) => click.room === number);

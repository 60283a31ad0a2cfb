import type { Booking, Room } from "../../domain/booking.ts";
import { isSameRoom } from "../../domain/decide/rooms.ts";
import { closesAt, opensAt, shownStatus } from "../../domain/schedule.ts";
import { MINUTE } from "../../domain/time.ts";
import { ServiceUnavailable } from "../../providers/failure.ts";
import type { RoomOrder, VideoRooms } from "../../providers/video/port.ts";
import type { World } from "../services.ts";
import { done, notYet, type Outcome } from "./outcome.ts";

/**
 * Makes the booking's private room. Until the window opens the first service is waited for; from then on somebody may stand at
 * the door, and where it does not answer the other stands in.
 */
export async function makeRoom(booking: Booking, world: World): Promise<Outcome> {
  const { first, standIn } = world.video;
  if (booking.room !== null || !isAhead(booking, world)) return done();
  try {
    return await madeBy(first, booking, world);
  } catch (error) {
    if (standIn === null || !isOpen(booking, world) || !(error instanceof ServiceUnavailable)) throw error;
    return madeBy(standIn, booking, world);
  }
}

/**
 * Asks the room's service whether it is there. Where nothing can be learned the other service stands in; the booking's rules
 * allow that only while nobody was sent to the room, since whoever is inside would be left alone.
 */
export async function checkRoom(booking: Booking, world: World): Promise<Outcome> {
  const { room, roomNumber: number } = booking;
  if (room === null || !isAhead(booking, world)) return done();
  const service = world.video.of(room.provider);
  if (service === null) return done({ type: "room_lost", number });
  const askedAt = world.clock();
  try {
    const there = await service.isThere(room);
    return done(there ? { type: "room_seen", number, askedAt } : { type: "room_lost", number });
  } catch (error) {
    const { standIn } = world.video;
    if (standIn === null || standIn.provider === room.provider || !(error instanceof ServiceUnavailable))
      throw error;
    return madeBy(standIn, booking, world, number);
  }
}

/**
 * Removes one room that nobody is to meet in; or, with a booking that was cancelled, whatever there is: the room that is known,
 * and the one whose making was never answered, by the name that was meant for it.
 * @param current the booking as it is stored now: what it meets in by now is not removed.
 */
export async function removeRoom(
  unwanted: Room | undefined,
  current: () => Booking,
  world: World,
): Promise<Outcome> {
  const booking = current();
  const { first } = world.video;
  if (unwanted !== undefined) {
    const wanted = booking.room !== null && isSameRoom(booking.room, unwanted);
    if (!wanted) await serviceOf(unwanted, booking, world)?.removeRoom(unwanted);
    return done();
  }
  const meant = { provider: first.provider, name: booking.roomName };
  if (booking.room !== null) await serviceOf(booking.room, booking, world)?.removeRoom(booking.room);
  if (booking.room === null || !isSameRoom(booking.room, meant)) await first.removeRoom(meant);
  return done({ type: "room_removed" });
}

/**
 * Reads the video service's own log of who came. Past the moment it decides about, it is of no use. A room that is there at the
 * end was there throughout, since none comes back by itself: of one that is gone the log says nothing of who stood before it.
 */
export async function readAttendance(booking: Booking, world: World): Promise<Outcome> {
  const { room, roomNumber: number } = booking;
  const service = room === null ? null : world.video.of(room.provider);
  if (room === null || !service?.attendance || world.clock() >= closesAt(booking)) return done();
  if (!(await service.isThere(room))) return done({ type: "room_lost", number });
  const { joined, complete } = await service.attendance(room.name);
  return complete
    ? done({ type: "attendance_read", joined, complete })
    : notYet("the log is not complete yet");
}

async function madeBy(
  service: VideoRooms,
  booking: Booking,
  world: World,
  insteadOf?: number,
): Promise<Outcome> {
  const askedAt = world.clock();
  const room = await service.makeRoom(orderOf(booking, world));
  const logged = service.attendance !== null;
  return done({
    type: "room_made",
    room,
    logged,
    askedAt,
    ...(insteadOf === undefined ? {} : { insteadOf }),
  });
}

const orderOf = (booking: Booking, world: World): RoomOrder => ({
  name: booking.roomName,
  opensAt: opensAt(booking),
  // A room that has to be made anew after the session's end must not have ended already.
  endsAt: Math.max(booking.endsAt, world.clock() + MINUTE),
  closesAt: closesAt(booking),
});

const isOpen = (booking: Booking, world: World): boolean => world.clock() >= opensAt(booking);

function isAhead(booking: Booking, world: World): boolean {
  const status = shownStatus(booking, world.clock());
  return status === "confirmed" || status === "in_progress";
}

/**
 * The service that a room is at. One that is no longer configured cannot be asked: it is tried again until the room has ended
 * by itself, should its key come back.
 */
function serviceOf(room: Room, booking: Booking, world: World): VideoRooms | null {
  const service = world.video.of(room.provider);
  if (service === null && world.clock() < closesAt(booking)) {
    throw new ServiceUnavailable(room.provider, "is no longer configured, and has a room of ours");
  }
  return service;
}

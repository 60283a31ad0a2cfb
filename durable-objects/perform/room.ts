import type { Booking } from "../../domain/booking.ts";
import { closesAt, shownStatus } from "../../domain/schedule.ts";
import { joinClosesAt, joinOpensAt } from "../../domain/video-window.ts";
import type { World } from "../services.ts";
import { done, notYet, type Outcome } from "./outcome.ts";

/** Makes the booking's private room. Its name is the booking's from the start, so making it twice makes one. */
export async function makeRoom(booking: Booking, world: World): Promise<Outcome> {
  const status = shownStatus(booking, world.clock());
  if (booking.room !== null || (status !== "confirmed" && status !== "in_progress")) return done();
  const room = await world.video.makeRoom({
    name: booking.roomName,
    opensAt: joinOpensAt(booking),
    closesAt: joinClosesAt(booking),
  });
  return done({ type: "room_made", room });
}

/** By its name, known or not: a room whose making was never answered is removed as well. */
export async function removeRoom(booking: Booking, world: World): Promise<Outcome> {
  await world.video.removeRoom(booking.roomName);
  return done({ type: "room_removed" });
}

/** Reads the video service's own log of who came. Past the moment it decides about, it is of no use. */
export async function readAttendance(booking: Booking, world: World): Promise<Outcome> {
  if (booking.room === null || world.clock() >= closesAt(booking)) return done();
  const { joined, complete } = await world.video.attendance(booking.room.name);
  return complete
    ? done({ type: "attendance_read", joined, complete })
    : notYet("the log is not complete yet");
}

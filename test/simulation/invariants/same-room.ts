import type { Booking } from "../../../domain/booking.ts";
import { MINUTE } from "../../../domain/time.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/**
 * Both meet in the same room, and it is there. Whoever was sent to one that is left is told; nobody is taken away from one that
 * stands; nobody is sent to one that its service has said is gone, or that nobody has looked after.
 */
export const sameRoom = (): Invariant => {
  /** Rooms that were asked about once their window was open. */
  const looked = new Set<string>();
  /** Rooms whose making was answered once their window was open, whenever it was asked for. */
  const justMade = new Set<string>();
  return {
    called: (world, host, call) => {
      const { booking } = host;
      if (call !== "video.isThere" || booking === null || world.now < opens(booking)) return;
      looked.add(nameOf(booking));
    },
    saved: (world, _host, before, after) => {
      // Judged as the click is stored, in the step that gives the link: what is learned a moment later is the next click's.
      for (const { userId } of newClicks(before, after)) {
        const why = badRoom(world, after, looked, justMade);
        if (why !== null) world.violate(`${after.id} sends ${userId} to a room though ${why}`);
      }
      if (after.room !== null && after.room.url !== before?.room?.url && world.now >= opens(after))
        justMade.add(nameOf(after));
      if (before?.room == null || after.room?.url === before.room.url) return;
      if (after.status !== "confirmed" && after.status !== "in_progress") return;
      const entered = before.clicks.some(({ room }) => room === before.roomNumber);
      const { provider, name } = before.room;
      if (entered && provider === "daily" && world.video.rooms.has(name) && !world.video.vanished.has(name)) {
        world.violate(`${after.id} left a room that stands and was entered`);
      }
    },
    whenQuiet: (world) => bookingsOf(world).flatMap(({ booking }) => untold(booking)),
  };
};

const opens = (booking: Booking): number => booking.startsAt - 15 * MINUTE;

const nameOf = ({ id, roomNumber }: Booking): string => `${id} ${roomNumber}`;

const newClicks = (before: Booking | null, { clicks }: Booking): Booking["clicks"] =>
  clicks.filter(({ version }) => version > (before?.version ?? 0));

function badRoom(
  world: SimWorld,
  booking: Booking,
  looked: ReadonlySet<string>,
  justMade: ReadonlySet<string>,
): string | null {
  const { room, roomNumber, clicks } = booking;
  const roomSeenAt = booking.roomSeenAt ?? 0;
  if (room === null) return "it has none";
  if (room.provider === "jitsi") return null;
  const gone = !world.video.rooms.has(room.name);
  if (gone && (world.video.vanished.get(room.name) ?? 0) < roomSeenAt) return "it was seen, and is not there";
  if (roomSeenAt >= opens(booking) || justMade.has(nameOf(booking))) return null;
  // Without an answer from its service the room may be there; with another service to turn to nobody need find out.
  const here = clicks.filter((click) => click.room === roomNumber).reduce((sum, { count }) => sum + count, 0);
  if (world.hasStandIn && here === 1) return "nobody knows whether it is there, and the other could stand in";
  return looked.has(nameOf(booking)) ? null : "nobody has looked after it";
}

/** Whoever was sent to a room that was left, and another that was taken instead, must have been told. */
function untold(booking: Booking): readonly string[] {
  const rooms = new Set(booking.clicks.map(({ room }) => room));
  const moves = booking.timeline.filter(({ type }) => type === "room_moved").length;
  return rooms.size > moves + 1
    ? [`${booking.id} had its people in ${rooms.size} rooms and told of ${moves} moves`]
    : [];
}

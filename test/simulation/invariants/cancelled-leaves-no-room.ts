import { bookingsOf, type Invariant } from "./invariant.ts";

/** A cancelled booking leaves no room behind, neither at the video service nor in what it shows. */
export const cancelledLeavesNoRoom = (): Invariant => ({
  whenQuiet: (world) =>
    bookingsOf(world)
      .filter(({ booking }) => booking.status === "cancelled")
      .filter(({ booking }) => booking.room !== null || world.video.rooms.has(booking.roomName))
      .map(({ host }) => `${host.id} is cancelled and still has a room`),
});

import type { Booking } from "../../../domain/booking.ts";
import { HOUR } from "../../../domain/time.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import type { Invariant } from "./invariant.ts";

/**
 * Nobody is said to have stayed away but by the service's own log, read to its end, of one room that was there throughout; at
 * the close and never later. What a contest or a ruling says changes neither the status nor who was missing. And D1 never shows
 * one end and then another.
 */
export const missedOnEvidence = (): Invariant => ({
  saved: (world, _host, before, after) => {
    if (after.status === "no_show" && before?.status !== "no_show") {
      const why = unproven(world, before, after);
      if (why !== null) world.violate(`${after.id} counts as missed though ${why}`);
    }
    if (before === null) return;
    const ruled = after.ruling !== before.ruling || after.contests.length !== before.contests.length;
    if (
      ruled &&
      isEnd(before.status) &&
      (after.status !== before.status || after.missing.join() !== before.missing.join())
    ) {
      world.violate(`${after.id} was changed by a contest or a ruling`);
    }
    const late = after.contests.some(({ at }) => at >= after.endsAt + 73 * HOUR);
    if (late) world.violate(`${after.id} was contested after 72 hours`);
    if (before.status === "no_show" && after.missing.join() !== before.missing.join()) {
      world.violate(`${after.id} has other people missing than before`);
    }
  },
  shown: (world, host, before, after) => {
    if (before !== after && isEnd(before) && isEnd(after)) {
      world.violate(`${host.id} was shown ${before}, and then ${after}`);
    }
  },
});

const isEnd = (status: string): boolean => status === "completed" || status === "no_show";

function unproven(world: SimWorld, before: Booking | null, after: Booking): string | null {
  const { attendance, missing, mentorId, menteeId, startsAt, endsAt, roomName } = after;
  if (missing.length === 0) return "nobody is said to be missing";
  if (before === null || !before.attendance.complete)
    return "the log was not read to its end before the close";
  if (attendance.gap || after.room?.provider !== "daily") return "it had no room with a log throughout";
  const vanishedAt = world.video.vanished.get(roomName);
  const inSession = vanishedAt !== undefined && vanishedAt >= startsAt && vanishedAt < endsAt + HOUR / 2;
  if (inSession) return "its room had vanished";
  if ((world.video.made.get(roomName) ?? startsAt) >= startsAt) return "its room was not there at the start";
  if (before.cancellation !== null) return "it was cancelled";
  for (const role of missing) {
    const userId = role === "mentor" ? mentorId : menteeId;
    const entered = world.video.log.find((entry) => entry.room === roomName && entry.userId === userId);
    if (entered !== undefined && entered.at < endsAt + HOUR / 2) return `the ${role} was there`;
  }
  return null;
}

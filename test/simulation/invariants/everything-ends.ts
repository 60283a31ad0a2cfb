import { bookingsOf, type Invariant } from "./invariant.ts";

const FINAL: readonly string[] = ["completed", "no_show", "cancelled", "expired"];

/** When everything is quiet every booking is over, and nothing waits any more. */
export const everythingEnds = (): Invariant => ({
  whenQuiet: (world) =>
    bookingsOf(world).flatMap(({ host, booking }) => [
      ...(FINAL.includes(booking.status) ? [] : [`${host.id} stays ${booking.status} for ever`]),
      ...host.disk.outbox.map((entry) => `${host.id} never came to ${entry.key}`),
    ]),
});

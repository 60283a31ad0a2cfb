import { platformEvent } from "../../../domain/platform-events.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/**
 * Whatever a platform is to hear of a booking it has heard when everything is quiet, or it stands on the list of what could not be
 * told; it hears of nothing that D1 does not show, and of nothing that did not happen.
 */
export const eventsReachThePlatform = (): Invariant => {
  const known = new Set<string>();
  return {
    announced: (world, host, event, booking) => {
      known.add(event.id);
      const shown = world.d1.rows.get(host.id)?.booking;
      const version = booking.timeline[event.position]?.version ?? Number.POSITIVE_INFINITY;
      if ((shown?.version ?? 0) < version) world.violate(`${event.id} is told before D1 shows it`);
    },
    undelivered: (_world, _host, event) => void known.add(event.id),
    whenQuiet: (world) =>
      bookingsOf(world).flatMap(({ booking }) =>
        booking.timeline.flatMap(({ type }, position) => {
          const event = platformEvent(booking, position);
          return event === null || known.has(event.id)
            ? []
            : [`the platform never heard of ${event.id}: ${type}`];
        }),
      ),
  };
};

import { bookingsOf, type Invariant } from "./invariant.ts";

/**
 * Whoever was told last sees the final state: nobody is told of what D1 does not show yet, and when everything is quiet both
 * people's pages have been told of the last entry of the timeline. Only what was tried as often as it may be is left untold.
 */
export const newsReachesPages = (): Invariant => {
  const told = new Map<string, number>();
  const givenUp = new Set<string>();
  return {
    told: (world, host, userId, version) => {
      const shown = world.d1.rows.get(host.id)?.booking.version ?? 0;
      if (shown < version)
        world.violate(`${userId} is told of version ${version} of ${host.id}, D1 shows ${shown}`);
      told.set(nameOf(host.id, userId), Math.max(version, told.get(nameOf(host.id, userId)) ?? 0));
    },
    logged: (_world, host, event) => {
      if (event === "effect_given_up") givenUp.add(host.id);
    },
    whenQuiet: (world) =>
      bookingsOf(world)
        .filter(({ host }) => !givenUp.has(host.id))
        .flatMap(({ host, booking }) => {
          const latest = booking.timeline.at(-1)?.version ?? 0;
          return [booking.mentorId, booking.menteeId]
            .filter((userId) => (told.get(nameOf(host.id, userId)) ?? 0) < latest)
            .map((userId) => `${userId} was never told of version ${latest} of ${host.id}`);
        }),
  };
};

const nameOf = (bookingId: string, userId: string): string => `${bookingId} ${userId}`;

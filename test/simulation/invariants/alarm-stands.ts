import { nextDueAt } from "../../../domain/schedule.ts";
import { SECOND } from "../../../domain/time.ts";
import type { Host } from "../engine/host.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/** While something runs the alarm may stand this far behind it (durable-objects/performer.ts, ALARM_BEHIND). */
const BEHIND = 5 * SECOND;

/** Nothing is due without an alarm: not on the disk that a crash leaves, and not in the end. */
export const alarmStands = (): Invariant => ({
  crashed: (world, host) => {
    const why = forgotten(world, host);
    if (why !== null) world.violate(why);
  },
  whenQuiet: (world) =>
    bookingsOf(world).flatMap(({ host }) => {
      const why = forgotten(world, host);
      return why === null ? [] : [why];
    }),
});

function forgotten(world: SimWorld, host: Host): string | null {
  const { stored, outbox, alarmAt } = host.disk;
  // The platform rings again by itself when the handler died.
  if (stored === null || host.ringing || host.ringsAgain) return null;
  const claimed = stored.projectedVersion > 0;
  const waits = outbox
    .filter(({ key }) => claimed || key === "project")
    // It waits for the projection, which has an alarm of its own.
    .filter(({ effect }) => !("version" in effect) || effect.version <= stored.projectedVersion)
    .map((entry) => entry.dueAt);
  const transition = claimed ? nextDueAt(stored.booking) : null;
  const due = Math.min(...waits, transition ?? Number.POSITIVE_INFINITY);
  if (due === Number.POSITIVE_INFINITY) return null;
  if (alarmAt !== null && alarmAt <= Math.max(due, world.now + BEHIND)) return null;
  return `${host.id} has something due at ${due}, its alarm is ${alarmAt === null ? "not set" : `at ${alarmAt}`}`;
}

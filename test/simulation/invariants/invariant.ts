import type { Booking } from "../../../domain/booking.ts";
import type { Host } from "../engine/host.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import type { Watcher } from "../engine/watch.ts";

/** Something that must hold, whatever happened: said at once by its watcher, or when everything is quiet. */
export interface Invariant extends Watcher {
  /** Each sentence is one way in which it does not hold. */
  readonly whenQuiet?: (world: SimWorld) => readonly string[];
}

export interface Known {
  readonly host: Host;
  readonly booking: Booking;
}

/** Every booking there is; one whose slot could not be claimed has never been. */
export function bookingsOf(world: SimWorld): readonly Known[] {
  const known: Known[] = [];
  for (const host of world.hosts.values()) {
    const { booking } = host;
    if (booking !== null) known.push({ host, booking });
  }
  return known;
}

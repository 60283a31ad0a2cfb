import { HOUR, type Milliseconds, SECOND } from "../../../domain/time.ts";
import { ServiceUnavailable } from "../../../providers/failure.ts";
import { newBooking, SimulatedWorld, START } from "./world.ts";

// Sessions that all begin in the same second, before one D1 that carries so many writes a second and refuses the rest, as
// Cloudflare's does once too many wait for it. The objects' own code; all clocks go on together, a second at a time.

const BEGINS = START + HOUR;

export interface FullHour {
  /** How long after the start each object had stored it, and D1 showed it: ascending. */
  readonly stored: readonly Milliseconds[];
  readonly shown: readonly Milliseconds[];
  readonly writes: { readonly taken: number; readonly refused: number };
  readonly worlds: readonly SimulatedWorld[];
}

/** @param perSecond how many writes D1 carries in one. @param patience how long after the start it is looked at. */
export async function liveFullHour(
  bookings: number,
  perSecond: number,
  patience: Milliseconds,
): Promise<FullHour> {
  const d1 = { left: Number.POSITIVE_INFINITY, taken: 0, refused: 0 };
  const worlds: SimulatedWorld[] = [];
  for (let n = 0; n < bookings; n++) worlds.push(await soon(`booking-${n}`, d1));
  d1.taken = 0;
  const stored: Milliseconds[] = [];
  const shown: Milliseconds[] = [];
  const waiting = new Set(worlds);
  for (let now = BEGINS; now <= BEGINS + patience && waiting.size > 0; now += SECOND) {
    d1.left = perSecond;
    for (const world of waiting) {
      const before = world.booking.status;
      await world.until(now);
      if (before === "confirmed" && world.booking.status === "in_progress") stored.push(now - BEGINS);
      if (world.projected?.status !== "in_progress") continue;
      shown.push(now - BEGINS);
      waiting.delete(world);
    }
  }
  return { stored, shown, writes: { taken: d1.taken, refused: d1.refused }, worlds };
}

interface CountedD1 {
  /** In this second. */
  left: number;
  taken: number;
  refused: number;
}

/** Free, confirmed, taken over, and at rest until it begins. */
async function soon(id: string, d1: CountedD1): Promise<SimulatedWorld> {
  const world = new SimulatedWorld();
  const { checkoutRequest: _, ...details } = newBooking({
    id,
    startsAt: BEGINS,
    endsAt: BEGINS + HOUR,
    price: { amount: 0, currency: "usd" },
  });
  world.writes = () => {
    if (d1.left === 0) {
      d1.refused++;
      throw new ServiceUnavailable("d1", "D1 DB is overloaded. Too many requests queued.");
    }
    d1.left--;
    d1.taken++;
  };
  await world.life.takeOver({ ...details, status: "confirmed", paymentIntentId: null });
  await world.until(BEGINS - SECOND);
  await world.rest();
  return world;
}

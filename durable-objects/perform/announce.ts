import type { Booking } from "../../domain/booking.ts";
import type { Effect } from "../../domain/effects.ts";
import { platformEvent } from "../../domain/platform-events.ts";
import type { World } from "../services.ts";
import { done, type Outcome } from "./outcome.ts";

/** Tells the platform that listens. With it goes the booking as it is by now: its version says which of two is the later. */
export async function announce(booking: Booking, position: number, { platform }: World): Promise<Outcome> {
  const event = platformEvent(booking, position);
  if (platform !== null && event !== null) await platform.announce(event, booking);
  return done();
}

/** What could not be told in days waits on a list for a person. */
export async function listUndelivered(
  booking: Booking,
  { position, attempts, why }: Extract<Effect, { type: "list_undelivered" }>,
  { undelivered, clock }: World,
): Promise<Outcome> {
  const event = platformEvent(booking, position);
  if (event !== null) await undelivered.list({ ...event, attempts, why, givenUpAt: clock() });
  return done();
}

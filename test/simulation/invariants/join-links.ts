import type { Booking } from "../../../domain/booking.ts";
import { HOUR, MINUTE } from "../../../domain/time.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import type { Invariant } from "./invariant.ts";

/** No join link outside its window or to a stranger: when the object asks for it, and when it gives it away. */
export const joinLinks = (): Invariant => ({
  linkAsked: (world, { id, booking }, userId) => {
    const why = wrong(world, booking, userId);
    if (why !== null) world.violate(`a join link of ${id} is made for ${userId}: ${why}`);
  },
  linkGiven: (world, { id, booking }, userId) => {
    const why = wrong(world, booking, userId);
    if (why !== null) world.violate(`a join link of ${id} is given to ${userId}: ${why}`);
  },
});

function wrong(world: SimWorld, booking: Booking | null, userId: string): string | null {
  if (booking === null) return "there is no booking";
  if (userId !== booking.mentorId && userId !== booking.menteeId) return "a stranger";
  if (booking.status !== "confirmed" && booking.status !== "in_progress")
    return `the booking is ${booking.status}`;
  if (world.now < booking.startsAt - 15 * MINUTE) return "too early";
  return world.now < booking.endsAt + HOUR ? null : "too late";
}

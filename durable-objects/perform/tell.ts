import type { Booking } from "../../domain/booking.ts";
import type { World } from "../services.ts";
import { done, type Outcome } from "./outcome.ts";

/** Says to both people's open pages that the booking has changed; what has, they ask for themselves. */
export async function tellPages(
  { id, mentorId, menteeId }: Booking,
  version: number,
  { pages }: World,
): Promise<Outcome> {
  const both = [...new Set([mentorId, menteeId])];
  await Promise.all(both.map((userId) => pages.tell(userId, { booking: id, version })));
  return done();
}

import type { Booking } from "../../../domain/booking.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

const isLive = (booking: Booking): boolean => booking.status !== "cancelled" && booking.status !== "expired";

const collide = (one: Booking, other: Booking): boolean =>
  one.id !== other.id &&
  isLive(one) &&
  isLive(other) &&
  one.startsAt < other.endsAt &&
  other.startsAt < one.endsAt &&
  (one.mentorId === other.mentorId || one.menteeId === other.menteeId);

/** A slot is free if and only if its booking is cancelled or expired; no overlaps: when one is confirmed, and in the end. */
export const slots = (): Invariant => ({
  saved: (world, host, before, after) => {
    if (after.status !== "confirmed" || before?.status === "confirmed") return;
    if ((host.disk.stored?.projectedVersion ?? 0) === 0) return;
    for (const other of world.hosts.values()) {
      const { stored } = other.disk;
      if (stored === null || stored.projectedVersion === 0) continue;
      if (collide(after, stored.booking))
        world.violate(`${after.id} is confirmed across ${stored.booking.id}`);
    }
  },
  whenQuiet: (world) => {
    const bookings = bookingsOf(world).map(({ booking }) => booking);
    const rows = [...world.d1.rows.values()];
    return [
      ...bookings.flatMap((one) =>
        bookings
          .filter((other) => one.id < other.id && collide(one, other))
          .map((other) => `${one.id} and ${other.id} overlap`),
      ),
      ...rows
        .filter(({ booking }) => isLive(booking) && world.host(booking.id).booking === null)
        .map(({ booking }) => `D1 holds a slot for ${booking.id}, which does not exist`),
    ];
  },
});

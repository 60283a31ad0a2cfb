import type { Booking } from "../../../domain/booking.ts";
import { mailKey } from "../../../domain/effects.ts";
import type { Row } from "../outside/d1.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/** D1 equals the object once things are quiet. */
export const d1EqualsObject = (): Invariant => ({
  whenQuiet: (world) =>
    bookingsOf(world).flatMap(({ booking }) => {
      const row = world.d1.rows.get(booking.id);
      if (row === undefined) return [`${booking.id} is not in D1`];
      return differences(row, booking).map((what) => `D1 has another ${what} of ${booking.id}`);
    }),
});

function differences(row: Row, booking: Booking): readonly string[] {
  const same = row.booking === booking || JSON.stringify(row.booking) === JSON.stringify(booking);
  const refunds = booking.refunds.every((refund) => row.refunds.get(refund.id)?.version === refund.version);
  return [
    ...(same ? [] : ["state"]),
    ...(row.paymentIntent === (booking.payment?.intentId ?? null) ? [] : ["payment"]),
    ...(refunds && row.refunds.size === booking.refunds.length ? [] : ["refund"]),
    ...(row.timeline.size === booking.timeline.length ? [] : ["timeline"]),
    ...(sameMails(row, booking) ? [] : ["list of mails"]),
  ];
}

/** Each mail that was ever asked for stands there, as what came of it; without anything, as one that waits. */
function sameMails({ mails }: Row, { mailsAsked, mails: settled }: Booking): boolean {
  const keys = new Set([...mailsAsked.map(mailKey), ...settled.map(({ key }) => key)]);
  const statusOf = (key: string) => settled.find((mail) => mail.key === key)?.status ?? "waiting";
  return mails.size === keys.size && [...keys].every((key) => mails.get(key) === statusOf(key));
}

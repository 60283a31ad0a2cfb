import type { Booking } from "../../../domain/booking.ts";
import { isErased } from "../../../domain/decide/erase.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/**
 * Once it is stored that somebody is erased, the object hands over no mail to them and none that names them. One that was handed
 * over before may arrive after: nothing can call it back. Who was told to be erased stays so, and no word, card or address of
 * theirs is left.
 */
export const erasedIsNobody = (): Invariant => ({
  mailLeft: (world, _, { bookingId, userId, other, judgedOn }) => {
    if (judgedOn === null) return;
    if (isErased(judgedOn, userId)) world.violate(`mailed though erased: ${bookingId} ${userId}`);
    // People of the simulation are called by their ids.
    if (isErased(judgedOn, other)) world.violate(`named though erased: ${bookingId} ${other}`);
  },
  whenQuiet: (world) => {
    const bookings = new Map(bookingsOf(world).map(({ booking }) => [booking.id, booking]));
    return world.erasuresDone.flatMap(({ bookingId, userId }) => {
      const booking = bookings.get(bookingId);
      if (booking === undefined || !isErased(booking, userId)) return [`${bookingId} knows ${userId} again`];
      return leftOf(booking, userId).map((what) => `${bookingId} still has the ${what} of ${userId}`);
    });
  },
});

/** What of an erased person's a booking still holds. */
function leftOf(booking: Booking, userId: string): readonly string[] {
  const { cancellation, checkoutRequest, contests, mails, menteeId, mentorId, payment } = booking;
  const role = userId === menteeId ? "mentee" : userId === mentorId ? "mentor" : null;
  const payer = role === "mentee";
  const left = {
    reason: cancellation?.userId === userId && cancellation.reason !== null,
    contest: contests.some(({ by, reason }) => by === role && reason !== ""),
    bounce: mails.some((mail) => mail.userId === userId && mail.detail !== null),
    card: payer && (payment?.card ?? null) !== null,
    address: payer && (checkoutRequest?.customerEmail ?? "") !== "",
  };
  return Object.entries(left).flatMap(([what, is]) => (is ? [what] : []));
}

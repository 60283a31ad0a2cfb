import type { Booking, CheckoutRequest, CheckoutSession } from "../../domain/booking.ts";
import type { CheckoutReading } from "../../domain/commands.ts";
import type { Result } from "../../domain/result.ts";
import type { World } from "../services.ts";
import { done, notYet, type Outcome } from "./outcome.ts";

/** Opens the checkout under the booking's own key: however often it is tried, there is one. */
export async function openCheckout(booking: Booking, world: World): Promise<Outcome> {
  // A draft that is over needs no way to pay; if an earlier try did open one, expire_checkout finds and closes it.
  if (booking.checkoutSession !== null || booking.checkoutRequest === null || booking.status !== "draft") {
    return done();
  }
  const opened = await open(booking, booking.checkoutRequest, world);
  if (opened.ok) return done({ type: "checkout_opened", session: opened.value });
  // For good: under this key a session that existed would have been given again. So nobody can pay this draft (its stored expiry
  // has come too near, most likely, while Stripe was down): its slot is free, and whoever asks again gets a fresh one.
  world.log("checkout_refused", { booking: booking.id, detail: opened.reason.detail });
  return done({ type: "checkout_missing" });
}

/** Asks Stripe to expire the checkout. Its answer decides what becomes of the draft: expired there, or paid there. */
export async function expireCheckout(booking: Booking, world: World): Promise<Outcome> {
  if (booking.checkoutRequest === null) return done();
  const session = booking.checkoutSession ?? (await findSession(booking, booking.checkoutRequest, world));
  if (session === null) return done({ type: "checkout_missing" });
  if (booking.checkoutSession === null) return done({ type: "checkout_opened", session });
  return told(await world.payments.expireCheckout(session.id), world);
}

export async function readCheckout(booking: Booking, world: World): Promise<Outcome> {
  // Told of a checkout before our own answer from Stripe was stored: opening it again, under the same key, finds it.
  if (booking.checkoutSession === null) {
    return booking.status === "draft" ? notYet("the checkout is still being opened") : done();
  }
  const reading = await world.payments.readCheckout(booking.checkoutSession.id);
  if (reading === null) return done();
  return done({ type: "checkout_read", reading, refundId: world.newId() });
}

/** An attempt whose answer was lost may have opened it: the same key tells. Refused now means that it never existed. */
async function findSession(
  booking: Booking,
  request: CheckoutRequest,
  world: World,
): Promise<CheckoutSession | null> {
  const opened = await open(booking, request, world);
  return opened.ok ? opened.value : null;
}

function open(
  booking: Booking,
  request: CheckoutRequest,
  world: World,
): Promise<Result<CheckoutSession, { readonly code: "refused"; readonly detail: string }>> {
  return world.payments.openCheckout({
    bookingId: booking.id,
    price: booking.price,
    request,
    idempotencyKey: `${booking.id}:checkout`,
  });
}

function told(reading: CheckoutReading | null, world: World): Outcome {
  if (reading === null) return done({ type: "checkout_missing" });
  if (reading.status === "open") return notYet("the checkout is still open");
  return done({ type: "checkout_read", reading, refundId: world.newId() });
}

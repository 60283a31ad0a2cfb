import { readStripeWebhook, type StripeEvent } from "../../providers/stripe/webhook.ts";
import type { RawOperation } from "../raw-operation.ts";
import type { Service } from "../service.ts";
import { RECEIVE_PROBLEMS, receive } from "./receive.ts";

export const stripeWebhook: RawOperation = {
  id: "stripeWebhook",
  summary: "Stripe's events: signals that a checkout or a refund moved",
  method: "POST",
  path: "/webhooks/stripe",
  replies: { 200: "Received, for the first time or again" },
  problems: RECEIVE_PROBLEMS,
  handle: (service, request) =>
    receive(service, request, {
      service: "stripe",
      read: (body) =>
        readStripeWebhook(
          body,
          request.headers.get("stripe-signature"),
          service.settings.STRIPE_WEBHOOK_SECRET,
          service.now(),
        ),
      act: (event) => tellBooking(service, event),
    }),
};

async function tellBooking(service: Service, event: StripeEvent): Promise<void> {
  if (event.kind === "other") return;
  const bookingId = event.bookingId ?? (await bookingOfPayment(service, event.paymentIntentId));
  // A payment that has nothing to do with us: the account may sell other things too.
  if (bookingId === null) return service.log("webhook_of_nobody", { type: event.type });
  const booking = service.booking(bookingId);
  if (event.kind === "checkout") await booking.noticeCheckout();
  else await booking.noticeRefund();
}

/**
 * Payments made elsewhere (a booking taken over) and refunds made by hand carry no metadata of ours. A payment that came too
 * late, or twice, stands with its refund only.
 */
async function bookingOfPayment(service: Service, intentId: string | null): Promise<string | null> {
  if (intentId === null) return null;
  const db = service.primary();
  const sql = `select id from bookings where payment_intent = ?1
    union all select booking_id from refunds where payment_intent = ?1 limit 1`;
  const [found] = await db.batch<{ id: string }>([db.prepare(sql).bind(intentId)]);
  return found?.results[0]?.id ?? null;
}

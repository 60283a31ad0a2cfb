import { createHmac } from "node:crypto";
import type { App } from "../../support/node/app.ts";

/** What the app and the sandbox are given, so that a test can sign as Stripe does. */
export const STRIPE_WEBHOOK_SECRET = "whsec_of_the_tests";

export const stripeSignature = (body: string, at = Date.now(), secret = STRIPE_WEBHOOK_SECRET): string => {
  const stamp = Math.floor(at / 1_000);
  const digest = createHmac("sha256", secret).update(`${stamp}.${body}`).digest("hex");
  return `t=${stamp},v1=${digest}`;
};

/** `checkout.session.completed` as Stripe writes it, as far as anybody may look at it. */
export function completedEvent(eventId: string, bookingId: string, sessionId: string, paid = "paid"): string {
  const session = {
    id: sessionId,
    object: "checkout.session",
    client_reference_id: bookingId,
    metadata: { booking_id: bookingId },
    payment_intent: null,
    payment_status: paid,
    status: "complete",
  };
  const event = { id: eventId, object: "event", livemode: false, data: { object: session } };
  return JSON.stringify({ ...event, type: "checkout.session.completed", created: 1, pending_webhooks: 1 });
}

export async function deliver(app: App, body: string, signature: string | null): Promise<number> {
  const response = await fetch(new URL("/webhooks/stripe", app.url), {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(signature === null ? {} : { "stripe-signature": signature }),
    },
    body,
  });
  await response.text();
  return response.status;
}

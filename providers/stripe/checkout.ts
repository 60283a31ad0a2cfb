import type Stripe from "stripe";
import type { CheckoutSession } from "../../domain/booking.ts";
import type { CheckoutReading } from "../../domain/commands.ts";
import { accepted, type Result, refused } from "../../domain/result.ts";
import { ServiceUnavailable } from "../failure.ts";
import { read } from "../http.ts";
import { toStripe } from "./amounts.ts";
import { CHECKOUT_EXPANSION, checkoutReading, openedCheckout } from "./answers.ts";
import { isKept500, nullWhenMissing, refusalOf } from "./failures.ts";
import { isStripeId } from "./ids.ts";
import type { Payments } from "./port.ts";

type Order = Parameters<Payments["openCheckout"]>[0];
type Opened = Awaited<ReturnType<Payments["openCheckout"]>>;

/** A 500 is kept under its key for a day. Three in a row are not bad luck any more. */
const KEYS_IN_TURN = 3;

/**
 * Opens a Checkout Session. A key whose first answer was a 500 gives that 500 for a day, and the draft lives half an hour:
 * so the next key is asked, derived from the first, hence the same one at every repetition. What the 500 may have made
 * cannot be paid, since nobody was ever shown its address, and expires by itself.
 */
export async function openCheckout(stripe: Stripe, appOrigin: string, order: Order): Promise<Opened> {
  const params = checkoutParams(appOrigin, order);
  for (let turn = 1; turn <= KEYS_IN_TURN; turn++) {
    const key = turn === 1 ? order.idempotencyKey : `${order.idempotencyKey}:${turn}`;
    const outcome = await create(stripe, params, key);
    if (outcome !== "kept_500") return outcome;
  }
  throw new ServiceUnavailable("stripe", "500, kept, to opening a checkout");
}

async function create(
  stripe: Stripe,
  params: Stripe.Checkout.SessionCreateParams,
  idempotencyKey: string,
): Promise<Result<CheckoutSession, { readonly code: "refused"; readonly detail: string }> | "kept_500"> {
  const what = "opening a checkout";
  try {
    const session: unknown = await stripe.checkout.sessions.create(params, { idempotencyKey });
    return accepted(read("stripe", what, openedCheckout, session));
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error;
    if (isKept500(error)) return "kept_500";
    const refusal = refusalOf(error, what);
    // A session exists under this key, asked for in other words: that is no refusal, and it may yet be paid.
    if (refusal.otherRequestUnderKey) throw new ServiceUnavailable("stripe", `${what}: the key is taken`);
    return refused({ code: "refused", detail: refusal.detail });
  }
}

function checkoutParams(appOrigin: string, order: Order): Stripe.Checkout.SessionCreateParams {
  const { bookingId, price, request } = order;
  const page = `${appOrigin}/sessions/${bookingId}`;
  const metadata = { booking_id: bookingId };
  return {
    mode: "payment",
    // Product, "Draft's end": cards only. Slower methods would still be on their way when the hold ends. Since API version
    // 2026-09-30.endive the older `payment_method_types` is refused here (Stripe's changelog of that version).
    allowed_payment_method_types: ["card"],
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: price.currency,
          unit_amount: toStripe(price),
          product_data: { name: request.description },
        },
      },
    ],
    client_reference_id: bookingId,
    metadata,
    payment_intent_data: { metadata },
    customer_email: request.customerEmail,
    locale: request.locale as Stripe.Checkout.SessionCreateParams.Locale,
    // Rounded up: half a second less may be under Stripe's minimum.
    expires_at: Math.ceil(request.expiresAt / 1000),
    success_url: `${page}/paid`,
    cancel_url: page,
  };
}

/** @returns null when Stripe knows no such session. */
export async function readCheckout(stripe: Stripe, sessionId: string): Promise<CheckoutReading | null> {
  if (!isStripeId(sessionId)) return null;
  const what = "reading a checkout";
  return nullWhenMissing(what, async () => {
    const session: unknown = await stripe.checkout.sessions.retrieve(sessionId, {
      expand: CHECKOUT_EXPANSION,
    });
    return read("stripe", what, checkoutReading, session);
  });
}

/** Only an open session can be expired: refused, it is read, and what it is then decides. */
export async function expireCheckout(stripe: Stripe, sessionId: string): Promise<CheckoutReading | null> {
  if (!isStripeId(sessionId)) return null;
  const what = "expiring a checkout";
  try {
    const session: unknown = await stripe.checkout.sessions.expire(sessionId, { expand: CHECKOUT_EXPANSION });
    return read("stripe", what, checkoutReading, session);
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error;
    if (refusalOf(error, what).missing) return null;
    return readCheckout(stripe, sessionId);
  }
}

import type { Sandbox } from "../context.ts";
import { charge } from "./charges.ts";
import { customerDetails } from "./checkout.ts";
import {
  type CheckoutSession,
  type Hidden,
  type IntentData,
  KIND,
  type LineItem,
  type PaymentIntent,
} from "./objects.ts";
import { newPaymentIntent } from "./payment-intents.ts";
import { clockCaller, emit } from "./store.ts";

export type PaymentOutcome =
  | { outcome: "paid"; redirectTo: string }
  | { outcome: "declined"; message: string }
  | { outcome: "expired" };

/** A session with what its hosted page shows, or null when there is none. */
export function sessionForPage(
  sandbox: Sandbox,
  id: string,
): { session: CheckoutSession; items: LineItem[] } | null {
  const found = sandbox.state.get<CheckoutSession, Hidden>(KIND.session, id);
  return found ? { session: found.body, items: found.hidden.lineItems ?? [] } : null;
}

/**
 * What the hosted page's "Pay" does. Paying again what is paid changes nothing and leads on to the shop; an expired
 * session charges nothing; a declined card leaves the session open, for another try with the same payment intent.
 */
export function payCheckout(sandbox: Sandbox, id: string, method: string): PaymentOutcome | null {
  return sandbox.state.transaction(() => {
    const found = sandbox.state.get<CheckoutSession, Hidden>(KIND.session, id);
    if (found === null) return null;
    const session = found.body;
    if (session.status === "expired") return { outcome: "expired" };
    if (session.status === "complete") return { outcome: "paid", redirectTo: successUrl(session) };

    const caller = clockCaller(session.livemode);
    const intent = intentOf(sandbox, session, found.hidden.intentData ?? {});
    const { intent: tried, announce } = charge(sandbox, caller, intent, method);
    const attached: CheckoutSession = { ...session, payment_intent: intent.id };
    const declined = tried.status === "requires_payment_method";
    if (declined) sandbox.state.put(KIND.session, attached);
    // Stripe promises no order among events. The one that matters goes first, so that a fault armed for "the next
    // event" hits it, and a handler that needs the others before it is caught.
    else complete(sandbox, attached, tried);
    announce();
    if (session.payment_intent === null) emit(sandbox, caller, "payment_intent.created", intent);
    if (!declined) return { outcome: "paid", redirectTo: successUrl(session) };
    const error = tried.last_payment_error as { message: string };
    return { outcome: "declined", message: error.message };
  });
}

/** Under manual capture a session is complete and still unpaid, as with payment methods that take days. */
function complete(sandbox: Sandbox, session: CheckoutSession, intent: PaymentIntent): void {
  const done: CheckoutSession = {
    ...session,
    customer_details: customerDetails(session.customer_email ?? "guest@example.test"),
    payment_status: intent.status === "succeeded" ? "paid" : "unpaid",
    status: "complete",
    url: null,
  };
  sandbox.state.put(KIND.session, done, { dueAt: null });
  emit(sandbox, clockCaller(session.livemode), "checkout.session.completed", done);
}

function intentOf(sandbox: Sandbox, session: CheckoutSession, data: IntentData): PaymentIntent {
  if (session.payment_intent !== null) {
    const stored = sandbox.state.get<PaymentIntent>(KIND.paymentIntent, session.payment_intent);
    if (stored) return stored.body;
  }
  return newPaymentIntent(sandbox, clockCaller(session.livemode), {
    amount: session.amount_total,
    currency: session.currency,
    captureMethod: data.capture_method,
    description: data.description,
    metadata: data.metadata,
    receiptEmail: data.receipt_email,
  });
}

function successUrl(session: CheckoutSession): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

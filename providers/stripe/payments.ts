import { expireCheckout, openCheckout, readCheckout } from "./checkout.ts";
import { isLiveKey, stripeClient } from "./client.ts";
import type { Payments } from "./port.ts";
import { createRefund, listRefunds, readPayment, readRefund } from "./refunds.ts";

export interface StripeOptions {
  readonly secretKey: string;
  /** An origin; `STRIPE_API` for the real one. */
  readonly apiBase: string;
  /** Where people come back to after paying. */
  readonly appOrigin: string;
}

/** Stripe behind its port. See there for what each method promises. */
export function stripePayments(options: StripeOptions): Payments {
  const { secretKey, apiBase, appOrigin } = options;
  const stripe = stripeClient(secretKey, apiBase);
  return {
    livemode: isLiveKey(secretKey),
    openCheckout: (order) => openCheckout(stripe, appOrigin, order),
    readCheckout: (sessionId) => readCheckout(stripe, sessionId),
    expireCheckout: (sessionId) => expireCheckout(stripe, sessionId),
    readPayment: (intentId) => readPayment(stripe, intentId),
    listRefunds: (intentId) => listRefunds(stripe, intentId),
    readRefund: (stripeRefundId) => readRefund(stripe, stripeRefundId),
    createRefund: (order) => createRefund(stripe, order),
  };
}

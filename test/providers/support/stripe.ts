import { stripePayments } from "../../../providers/stripe/payments.ts";
import type { Payments, RefundOrder } from "../../../providers/stripe/port.ts";
import { paidIntent, type World, world } from "../../sandbox/support.ts";

export const APP = "https://meridian.example";

export type OpenOrder = Parameters<Payments["openCheckout"]>[0];

export interface StripeWorld extends World {
  readonly payments: Payments;
  /** A paid PaymentIntent's id. */
  readonly paid: (amount?: number, method?: string) => Promise<string>;
}

export async function stripeWorld(options: Parameters<typeof world>[0] = {}): Promise<StripeWorld> {
  const it = await world({ patienceMs: 150, ...options });
  const payments = stripePayments({
    secretKey: "sk_test_meridian",
    apiBase: it.sandbox.url,
    appOrigin: APP,
  });
  const paid = async (amount?: number, method?: string) => (await paidIntent(it.stripe, amount, method)).id;
  return Object.assign(it, { payments, paid });
}

export const paymentsAt = (apiBase: string): Payments =>
  stripePayments({ secretKey: "sk_test_meridian", apiBase, appOrigin: APP });

export function openOrder(changes: Partial<OpenOrder> = {}): OpenOrder {
  return {
    bookingId: "bk_1",
    price: { amount: 5_000, currency: "usd" },
    request: {
      description: "Session with Carlos, Friday, November 27, 9:00 AM EST",
      customerEmail: "ana@example.com",
      locale: "en",
      expiresAt: Date.now() + 32 * 60_000,
    },
    idempotencyKey: "bk_1:open_checkout",
    ...changes,
  };
}

export function refundOrder(intentId: string, changes: Partial<RefundOrder> = {}): RefundOrder {
  return {
    bookingId: "bk_1",
    refundId: "rf_1",
    intentId,
    money: { amount: 5_000, currency: "usd" },
    idempotencyKey: "bk_1:send_refund:rf_1:1",
    ...changes,
  };
}

/** What an accepted call gives; a refusal is the test's failure. */
export function value<T>(result: { ok: true; value: T } | { ok: false; reason: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.reason)}`);
  return result.value;
}

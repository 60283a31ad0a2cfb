import type { CheckoutRequest, CheckoutSession } from "../../domain/booking.ts";
import type { CheckoutReading } from "../../domain/commands.ts";
import type { Money } from "../../domain/money.ts";
import type { Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";

/** A PaymentIntent with its charge, as just read. Amounts in the currency's minor unit. */
export interface PaymentReading {
  readonly intentId: string;
  readonly succeeded: boolean;
  readonly currency: string;
  readonly livemode: boolean;
  readonly captured: number;
  readonly refunded: number;
  readonly disputed: boolean;
}

export interface StripeRefund {
  readonly id: string;
  readonly status: "pending" | "succeeded" | "failed";
  readonly amount: number;
  readonly currency: string;
  /** Our own refund's id, from its metadata; null for one made by hand. */
  readonly refundId: string | null;
  /** Stripe's `failure_reason`, such as `lost_or_stolen_card`; null while it did not fail, or did not say why. */
  readonly failure: string | null;
}

/** One UTC day: from its first millisecond to the next day's. */
export interface LedgerDay {
  readonly from: Instant;
  readonly to: Instant;
}

export interface LedgerPage<T> {
  readonly entries: readonly T[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

export interface LedgerRefund extends StripeRefund {
  readonly intentId: string | null;
}

export interface LedgerPayment extends PaymentReading {
  readonly id: string;
  /** Our booking, from its metadata; null for a payment made elsewhere. */
  readonly bookingId: string | null;
}

/** Stripe's own book, as the daily reconciliation reads it. Every method throws ServiceUnavailable when Stripe does not answer. */
export interface StripeLedger {
  /** What was made on that day by Stripe's clock, newest first. @param after the last entry of the page before. */
  refunds(day: LedgerDay, after: string | null): Promise<LedgerPage<LedgerRefund>>;
  payments(day: LedgerDay, after: string | null): Promise<LedgerPage<LedgerPayment>>;
  /** @returns null when Stripe knows no such refund. */
  refund(stripeRefundId: string): Promise<LedgerRefund | null>;
  /** @returns null when Stripe knows no such PaymentIntent. */
  payment(intentId: string): Promise<PaymentReading | null>;
}

/** A refund that Stripe says no to, for good unless a person does something about it. */
export interface RefundRefusal {
  readonly code:
    | "already_refunded"
    | "disputed"
    | "balance_insufficient"
    | "not_refundable"
    /** The key's first answer was a 500 and is kept: no new key may be used before Stripe's own list was read. */
    | "outcome_unknown";
  /** Stripe's own code and words, for administrators. */
  readonly detail: string;
}

export interface RefundOrder {
  readonly bookingId: string;
  readonly refundId: string;
  readonly intentId: string;
  readonly money: Money;
  readonly idempotencyKey: string;
}

/** Stripe, as the booking's object needs it. Every method throws ServiceUnavailable when the answer cannot be known; none retries by itself. */
export interface Payments {
  /** Whether the key moves real money. */
  readonly livemode: boolean;
  /** Opens a Checkout Session for cards. Under one `idempotencyKey` (of the booking) there is one session, however often it is asked. */
  openCheckout(order: {
    readonly bookingId: string;
    readonly price: Money;
    readonly request: CheckoutRequest;
    readonly idempotencyKey: string;
  }): Promise<Result<CheckoutSession, { readonly code: "refused"; readonly detail: string }>>;
  /** @returns null when Stripe knows no such session. */
  readCheckout(sessionId: string): Promise<CheckoutReading | null>;
  /** Asks Stripe to expire the session and returns what it is then: `expired`, or `complete` when it was paid first. Null when unknown. */
  expireCheckout(sessionId: string): Promise<CheckoutReading | null>;
  /** @returns null when Stripe knows no such PaymentIntent. */
  readPayment(intentId: string): Promise<PaymentReading | null>;
  /** Every refund of a PaymentIntent, all pages. */
  listRefunds(intentId: string): Promise<readonly StripeRefund[]>;
  /** @returns null when Stripe knows no such refund. */
  readRefund(stripeRefundId: string): Promise<StripeRefund | null>;
  createRefund(order: RefundOrder): Promise<Result<StripeRefund, RefundRefusal>>;
}

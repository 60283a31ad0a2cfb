import type { Cancellation, MailKind, Refund } from "../../../domain/booking.ts";
import type { MailBooking, MailOrder } from "../../../mail/order.ts";

export const ORIGIN = "https://meridian.example";
export const SUPPORT = "support@meridian.example";

/** Friday, 9 in the morning in New York, 3 in the afternoon in Madrid. */
export const STARTS_AT = Date.parse("2026-11-27T14:00:00Z");
export const HOUR = 3_600_000;

export const booking: MailBooking = {
  id: "bk_1",
  status: "confirmed",
  startsAt: STARTS_AT,
  endsAt: STARTS_AT + HOUR,
  price: { amount: 5_000, currency: "usd" },
  policy: { notice: 24 * HOUR, refundPercent: 100 },
  cancellation: null,
  payment: { intentId: "pi_1", card: { brand: "visa", last4: "4242" } },
};

export const cancellation: Cancellation = {
  at: STARTS_AT - 72 * HOUR,
  by: "mentee",
  userId: "u_ana",
  reason: "I caught a cold",
  reasonShared: false,
};

export const cancelledBooking: MailBooking = { ...booking, status: "cancelled", cancellation };

export const refund: Refund = {
  id: "rf_1",
  cause: "cancelled",
  intentId: "pi_1",
  amount: 5_000,
  currency: "usd",
  status: "requested",
  stripeRefundId: null,
  manualReason: null,
  settledOutside: false,
  requestedAt: STARTS_AT - 72 * HOUR,
  settledAt: null,
  round: 1,
  version: 3,
};

export const carlos = { id: "u_carlos", name: "Carlos Mendez", timezone: "Europe/Madrid" };
export const ana = { id: "u_ana", name: "Ana Silva", timezone: "America/New_York" };

/** To Ana, the mentee and payer, in English, three days ahead, unless told otherwise. */
export function order(kind: MailKind, changes: Partial<MailOrder> = {}): MailOrder {
  return {
    kind,
    booking: kind === "cancelled" || kind === "refund_failed" ? cancelledBooking : booking,
    to: { ...ana, email: "ana@example.com", locale: "en" },
    other: carlos,
    recipientRole: "mentee",
    refund: kind === "cancelled" || kind === "refund_failed" || kind === "payment_returned" ? refund : null,
    appOrigin: ORIGIN,
    supportEmail: SUPPORT,
    emailFrom: "Meridian <mail@meridian.example>",
    askedAt: STARTS_AT - 72 * HOUR,
    now: STARTS_AT - 72 * HOUR,
    ...changes,
  };
}

export const inSpanish = (given: MailOrder): MailOrder => ({ ...given, to: { ...given.to, locale: "es" } });

/** To Carlos, the mentor. */
export const toMentor = (given: MailOrder): MailOrder => ({
  ...given,
  to: { ...carlos, email: "carlos@example.com", locale: given.to.locale },
  other: ana,
  recipientRole: "mentor",
});

export const KINDS: readonly MailKind[] = [
  "confirmed",
  "reminder_24h",
  "reminder_15m",
  "cancelled",
  "review_invitation",
  "refund_failed",
  "payment_returned",
];

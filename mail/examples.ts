import type { Cancellation, Refund } from "../domain/booking.ts";
import { DAY, HOUR, MINUTE } from "../domain/time.ts";
import type { MailBooking, MailOrder } from "./order.ts";
import { type RenderedMail, renderMail } from "./render.ts";
import { renderSignInMail } from "./sign-in.ts";

// Every mail with believable people in it, for whoever works on the mails: the previews of a local run, and their pictures.

/** Where the examples' links lead, and who seems to write. */
export interface ExampleHouse {
  readonly appOrigin: string;
  readonly supportEmail: string;
  readonly emailFrom: string;
}

export interface Example {
  /** Fit for a path. */
  readonly name: string;
  write(locale: "en" | "es", house: ExampleHouse): RenderedMail;
}

/** Friday, 9 in the morning in New York, 3 in the afternoon in Madrid. */
const STARTS_AT = Date.UTC(2026, 10, 27, 14);
const THREE_DAYS_AHEAD = STARTS_AT - 3 * DAY;

const ana = { id: "ana", name: "Ana Silva", timezone: "America/New_York" };
const carlos = { id: "carlos", name: "Carlos Mendez", timezone: "Europe/Madrid" };

const booking: MailBooking = {
  id: "example",
  status: "confirmed",
  startsAt: STARTS_AT,
  endsAt: STARTS_AT + HOUR,
  price: { amount: 5_000, currency: "usd" },
  policy: { notice: DAY, refundPercent: 100 },
  cancellation: null,
  payment: { intentId: "pi_example", card: { brand: "visa", last4: "4242" } },
};

const byCarlos: Cancellation = {
  at: THREE_DAYS_AHEAD,
  by: "mentor",
  userId: carlos.id,
  reason: "I am ill; let us find another day.",
  reasonShared: true,
};

const refund: Refund = {
  id: "refund",
  cause: "cancelled",
  intentId: "pi_example",
  amount: 5_000,
  currency: "usd",
  status: "pending",
  stripeRefundId: "re_example",
  manualReason: null,
  settledOutside: false,
  requestedAt: THREE_DAYS_AHEAD,
  settledAt: null,
  round: 1,
  version: 4,
};

const failed: Refund = { ...refund, status: "manual", manualReason: "failed_at_stripe" };
const off: MailBooking = { ...booking, status: "cancelled", cancellation: byCarlos };

type Changes = Partial<Pick<MailOrder, "booking" | "refund" | "now" | "recipientRole">>;

/** To Ana, who pays, three days ahead, unless told otherwise. */
const toAna = (name: string, kind: MailOrder["kind"], changes: Changes = {}): Example => ({
  name,
  write: (locale, house) =>
    renderMail({
      kind,
      booking,
      to: { ...ana, email: "ana@example.com", locale },
      other: carlos,
      recipientRole: "mentee",
      refund: null,
      askedAt: THREE_DAYS_AHEAD,
      now: THREE_DAYS_AHEAD,
      ...house,
      ...changes,
    }),
});

const toCarlos = (name: string, kind: MailOrder["kind"], changes: Changes = {}): Example => ({
  name,
  write: (locale, house) =>
    renderMail({
      kind,
      booking,
      to: { ...carlos, email: "carlos@example.com", locale },
      other: ana,
      recipientRole: "mentor",
      refund: null,
      askedAt: THREE_DAYS_AHEAD,
      now: THREE_DAYS_AHEAD,
      ...house,
      ...changes,
    }),
});

export const EXAMPLES: readonly Example[] = [
  toAna("confirmed", "confirmed"),
  toCarlos("confirmed-mentor", "confirmed"),
  toAna("reminder-24h", "reminder_24h", { now: STARTS_AT - DAY }),
  toAna("reminder-15m", "reminder_15m", { now: STARTS_AT - 15 * MINUTE }),
  toAna("cancelled", "cancelled", { booking: off, refund }),
  toCarlos("cancelled-mentor", "cancelled", { booking: off, refund }),
  toAna("review-invitation", "review_invitation", { now: STARTS_AT + 2 * HOUR }),
  toAna("room-moved", "room_moved", { now: STARTS_AT + 5 * MINUTE }),
  toAna("refund-failed", "refund_failed", { booking: off, refund: failed }),
  toCarlos("refund-failed-administrator", "refund_failed", {
    booking: off,
    refund: failed,
    recipientRole: "administrator",
  }),
  toAna("payment-too-late", "payment_returned", { refund: { ...refund, cause: "late_payment" } }),
  toAna("payment-twice", "payment_returned", { refund: { ...refund, cause: "second_payment" } }),
  toAna("refund-granted", "payment_returned", { refund: { ...refund, cause: "granted" } }),
  {
    name: "sign-in",
    write: (locale, { appOrigin }) =>
      renderSignInMail({
        code: "482913",
        link: `${appOrigin}/sign-in/code?id=example&code=482913`,
        locale,
        appOrigin,
      }),
  },
];

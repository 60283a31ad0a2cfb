import type { Booking, MailKind, Refund } from "../domain/booking.ts";
import type { Instant } from "../domain/time.ts";

// What a mail is made of. Nothing here is looked up and nothing reads a clock: the same order makes the same mail.

/** Of a booking, what mails tell; a `Booking` fits as it is. The room is not among it: its address stands in no mail. */
export type MailBooking = Pick<
  Booking,
  "id" | "status" | "startsAt" | "endsAt" | "price" | "policy" | "cancellation" | "payment"
>;

export interface MailPerson {
  readonly id: string;
  readonly name: string;
  /** IANA. */
  readonly timezone: string;
}

export interface MailRecipient extends MailPerson {
  /** For the calendar's invitation, which names whom it is for; the message's own `to` is the caller's. */
  readonly email: string;
  /** "es" and its variants read Spanish, everybody else English. */
  readonly locale: string;
}

export interface MailOrder {
  readonly kind: MailKind;
  readonly booking: MailBooking;
  readonly to: MailRecipient;
  /** The other participant; for an administrator, the payer. */
  readonly other: MailPerson;
  readonly recipientRole: "mentor" | "mentee" | "administrator";
  /** The refund that the mail is about: of the cancellation, of the failure, or of what was paid too late. Null when there is none. */
  readonly refund: Refund | null;
  readonly appOrigin: string;
  readonly supportEmail: string;
  /** `EMAIL_FROM`: who invites to the calendar's event. */
  readonly emailFrom: string;
  /** When it was decided. What would change from one try to the next without changing what is said (DTSTAMP) is taken from it. */
  readonly askedAt: Instant;
  readonly now: Instant;
}

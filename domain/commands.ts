import type { CheckoutRequest, CheckoutSession, MailKind, ManualReason, Room, Verdict } from "./booking.ts";
import type { Money } from "./money.ts";
import type { Instant } from "./time.ts";

/** What every new booking needs, made here or taken over. */
export interface BookingDetails {
  readonly id: string;
  readonly mentorId: string;
  readonly menteeId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly price: Money;
  readonly livemode: boolean;
  readonly roomName: string;
}

/** A Checkout Session as it was just read from Stripe; `paid` is `payment_status: "paid"`, nothing less. */
export interface CheckoutReading {
  readonly sessionId: string;
  readonly status: "open" | "complete" | "expired";
  readonly paid: boolean;
  readonly amount: number;
  readonly currency: string;
  readonly livemode: boolean;
  readonly intentId: string | null;
  readonly card: { readonly brand: string; readonly last4: string } | null;
}

/** What Stripe's own records say of one refund of ours, or why it cannot be sent without a person. */
export type RefundReading =
  | { readonly status: "pending" | "succeeded"; readonly stripeRefundId: string }
  | { readonly status: "failed"; readonly stripeRefundId: string; readonly answer?: string }
  /** `answer`: Stripe's own words, where it said any. */
  | { readonly status: "manual"; readonly reason: ManualReason; readonly answer?: string };

export type Canceller =
  | { readonly kind: "participant"; readonly userId: string }
  | { readonly kind: "administrator"; readonly userId: string; readonly refund: boolean }
  | { readonly kind: "platform"; readonly refund: boolean };

/** Everything that can happen to a booking: what people ask, what outside services were read to say, and the clock. */
export type Command =
  | ({ readonly type: "create"; readonly checkoutRequest: CheckoutRequest } & BookingDetails)
  | ({
      readonly type: "take_over";
      readonly status: "draft" | "confirmed";
      readonly paymentIntentId: string | null;
    } & BookingDetails)
  /** The claim of the slot could not be made while somebody waited: they were told that nothing was booked. */
  | { readonly type: "withdraw" }
  | { readonly type: "tick" }
  | {
      readonly type: "cancel";
      readonly by: Canceller;
      readonly reason: string | null;
      readonly shareReason: boolean;
      /** Fresh id for the refund that may follow. */
      readonly refundId: string;
    }
  | { readonly type: "checkout_opened"; readonly session: CheckoutSession }
  | { readonly type: "checkout_noticed" }
  | { readonly type: "checkout_read"; readonly reading: CheckoutReading; readonly refundId: string }
  | { readonly type: "checkout_missing" }
  | { readonly type: "refund_noticed" }
  | { readonly type: "refund_read"; readonly refundId: string; readonly reading: RefundReading }
  | { readonly type: "refund_retried"; readonly refundId: string; readonly userId: string }
  | { readonly type: "refund_settled"; readonly refundId: string; readonly userId: string }
  /** An administrator gives the money of a session back that was held or missed, under an id that makes asking again harmless. */
  | { readonly type: "refund_granted"; readonly refundId: string; readonly userId: string }
  | {
      readonly type: "room_made";
      readonly room: Room;
      /** Whether its service keeps a log of who came that can be read to its end. */
      readonly logged: boolean;
      /** An answer may take minutes, and the room be gone by then: it was there when it was asked for. */
      readonly askedAt: Instant;
      /** The room, by its number, that nobody can say anything of while its service does not answer. */
      readonly insteadOf?: number;
    }
  | { readonly type: "room_seen"; readonly number: number; readonly askedAt: Instant }
  /** Its service says that it is gone, or is not configured any more. */
  | { readonly type: "room_lost"; readonly number: number }
  | { readonly type: "room_removed" }
  /** A person wants the platform to be told of this entry of the timeline once more. */
  | { readonly type: "announce_again"; readonly position: number }
  | { readonly type: "link_given"; readonly userId: string; readonly number: number }
  | { readonly type: "joined"; readonly userId: string; readonly at: Instant }
  | { readonly type: "attendance_read"; readonly joined: readonly string[]; readonly complete: boolean }
  | { readonly type: "contested"; readonly userId: string; readonly reason: string }
  | { readonly type: "ruled"; readonly userId: string; readonly verdict: Verdict }
  /** The mentee's review is about to be written. */
  | { readonly type: "reviewed"; readonly userId: string }
  /** An administrator has this mail sent once more, under an id that makes asking again harmless. */
  | { readonly type: "mail_asked_again"; readonly key: string; readonly again: string }
  /** A participant wants to be known no more: to be forgotten once the booking is over. */
  | { readonly type: "person_erased"; readonly userId: string }
  | {
      readonly type: "mail_settled";
      readonly key: string;
      readonly kind: MailKind;
      readonly userId: string;
      readonly status: "accepted" | "refused" | "withdrawn";
      readonly providerId: string | null;
      readonly detail: string | null;
    }
  | {
      readonly type: "administrators_listed";
      readonly kind: "refund_failed";
      readonly refundId: string;
      readonly round: number;
      readonly userIds: readonly string[];
    };

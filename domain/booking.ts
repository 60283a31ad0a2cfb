import type { Money } from "./money.ts";
import type { Instant, Milliseconds } from "./time.ts";

/** Epic, "Session Status State Machine", with `expired` for a draft nobody paid and `no_show` from evidence. */
export type BookingStatus =
  | "draft"
  | "confirmed"
  | "in_progress"
  | "completed"
  | "no_show"
  | "cancelled"
  | "expired";

/** Final states never change. */
export const FINAL_STATUSES: readonly BookingStatus[] = ["completed", "no_show", "cancelled", "expired"];

export type ParticipantRole = "mentor" | "mentee";

/** The policy as it stood when the booking was made: a later change does not reach it. */
export interface CancellationPolicy {
  readonly notice: Milliseconds;
  readonly refundPercent: number;
}

/** What Stripe is asked for when the draft's checkout opens. Stored, since a retry under the same key must say the same. */
export interface CheckoutRequest {
  readonly description: string;
  readonly customerEmail: string;
  readonly locale: string;
  readonly expiresAt: Instant;
}

export interface CheckoutSession {
  readonly id: string;
  readonly url: string;
}

export interface Card {
  readonly brand: string;
  readonly last4: string;
}

export interface Payment {
  /** Stripe's PaymentIntent. */
  readonly intentId: string;
  readonly card: Card | null;
}

export type CancelledBy = ParticipantRole | "administrator" | "platform";

export interface Cancellation {
  readonly at: Instant;
  readonly by: CancelledBy;
  /** Null when a platform program did it. */
  readonly userId: string | null;
  readonly reason: string | null;
  /** Whether the other party may read the reason: only if the box, off at first, was ticked. */
  readonly reasonShared: boolean;
}

/** `failed` is passed through at once: what failed waits for a person as `manual`. */
export type RefundStatus = "requested" | "pending" | "succeeded" | "failed" | "manual";

/** Why money goes back. */
export const REFUND_CAUSES = ["cancelled", "late_payment", "second_payment", "granted"] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];

/** Why a refund waits for a person; each has its plain words in the administrators' pages and mails. */
export const MANUAL_REASONS = [
  "no_payment_known",
  "payment_not_found",
  "payment_not_succeeded",
  "payment_currency_differs",
  "payment_mode_differs",
  "payment_amount_differs",
  "amount_exceeds_captured",
  "payment_disputed",
  "refunded_in_part_elsewhere",
  "refused_by_stripe",
  "balance_insufficient",
  "failed_at_stripe",
  "outcome_unknown",
] as const;
export type ManualReason = (typeof MANUAL_REASONS)[number];

export interface Refund {
  readonly id: string;
  readonly cause: RefundCause;
  readonly intentId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: RefundStatus;
  readonly stripeRefundId: string | null;
  readonly manualReason: ManualReason | null;
  readonly settledOutside: boolean;
  readonly requestedAt: Instant;
  readonly settledAt: Instant | null;
  /** Counts an administrator's retries: part of the key that Stripe sees, since a retry is a new intent. */
  readonly round: number;
  /** The booking's version at which this record last changed: what the projection has yet to write. */
  readonly version: number;
}

export const VIDEO_PROVIDERS = ["daily", "whereby", "jitsi"] as const;

export type VideoProvider = (typeof VIDEO_PROVIDERS)[number];

/** A room as its service gave it. Which service that was stays with the room, whatever is configured later. */
export interface Room {
  readonly provider: VideoProvider;
  readonly name: string;
  readonly url: string;
  /** What the service calls it where that is not its name (Whereby's `meetingId`). */
  readonly serviceId?: string;
  /** The owner's own door, where the service has one instead of tokens (Whereby's `hostRoomUrl`): as secret as a token. */
  readonly ownerUrl?: string;
}

/** How often one person was given the way into one room: clicks, which are no evidence of having come. */
export interface Click {
  readonly userId: string;
  /** Of the room: `Booking.roomNumber` at that time. */
  readonly room: number;
  readonly firstAt: Instant;
  readonly count: number;
  /** The booking's version at which this last changed: what the projection has yet to write. */
  readonly version: number;
}

export type MailKind =
  | "confirmed"
  | "reminder_24h"
  | "reminder_15m"
  | "cancelled"
  | "review_invitation"
  | "room_moved"
  | "refund_failed"
  | "payment_returned";

/** What a mail is about, and to whom: one subject, one mail. */
export interface MailSubject {
  readonly kind: MailKind;
  readonly userId: string;
  readonly refundId: string | null;
  /**
   * Of the refund, where its failure is told: one that fails again after a retry is told again. Of the room, by its number, where
   * that moved.
   */
  readonly round?: number;
  /** The id of an administrator's act that had it sent once more. */
  readonly again?: string;
}

/** A mail that was decided, and when. Its `MailRecord` says what became of it; without one it waits. */
export interface MailAsked extends MailSubject {
  readonly at: Instant;
  readonly version: number;
}

/** What became of one mail to one person. */
export interface MailRecord {
  readonly key: string;
  readonly kind: MailKind;
  readonly userId: string;
  readonly status: "accepted" | "refused" | "withdrawn";
  readonly providerId: string | null;
  readonly detail: string | null;
  readonly at: Instant;
  readonly version: number;
}

export const TIMELINE_ENTRY_TYPES = [
  "booked",
  "taken_over",
  "confirmed",
  "started",
  "completed",
  "missed",
  "contested",
  "ruled",
  "joined",
  "room_moved",
  "cancelled",
  "expired",
  "payment_returned",
  "refund_granted",
  "refund_requested",
  "refund_pending",
  "refund_succeeded",
  "refund_failed",
  "refund_manual",
  "refund_retried",
  "refund_settled_outside",
] as const;

export type TimelineEntryType = (typeof TIMELINE_ENTRY_TYPES)[number];

export type Actor = ParticipantRole | "administrator" | "platform" | "system";

/** Who did what, when. The position in the list is its identity; entries are never changed. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly type: TimelineEntryType;
  readonly by: Actor;
  readonly userId: string | null;
  readonly version: number;
  /** What an outside service said, in its own words, for administrators: of a refund, Stripe's code and sentence. */
  readonly answer?: string;
}

/** What the video service's own log says; a click is no evidence. */
export interface Attendance {
  readonly joined: readonly string[];
  /** True once the log was read to its end: only then may a session end as missed. */
  readonly complete: boolean;
  /** There was no room for part of the session, or one whose service keeps no log: then nobody is said to have stayed away. */
  readonly gap: boolean;
}

/** A participant says that a missed session was not what the record says. */
export interface Contest {
  readonly by: ParticipantRole;
  readonly at: Instant;
  readonly reason: string;
}

export const VERDICTS = ["held", "mentor_missing", "mentee_missing", "both_missing"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What an administrator found about who came. The status stays what it was. */
export interface Ruling {
  readonly verdict: Verdict;
  readonly at: Instant;
  readonly userId: string;
}

/** One booking, whole, as its object stores it. */
export interface Booking {
  readonly id: string;
  /** Rises by one with every stored change: the projection is an upsert by it. */
  readonly version: number;
  /** Made here, or taken over from an existing platform. */
  readonly source: "meridian" | "platform";
  readonly mentorId: string;
  readonly menteeId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly price: Money;
  readonly policy: CancellationPolicy;
  /** Whether live money is expected: what Stripe reports must match. */
  readonly livemode: boolean;
  readonly status: BookingStatus;
  readonly createdAt: Instant;
  /** The draft's end. Null for what was never a draft. */
  readonly holdUntil: Instant | null;
  /** The hold is over and Stripe is being asked to expire the checkout: its answer decides, not the clock. */
  readonly releaseAsked: boolean;
  readonly checkoutRequest: CheckoutRequest | null;
  readonly checkoutSession: CheckoutSession | null;
  readonly payment: Payment | null;
  readonly cancellation: Cancellation | null;
  readonly refunds: readonly Refund[];
  /** Decided when the booking is made, so that creating the room twice makes one. */
  readonly roomName: string;
  readonly room: Room | null;
  /** How many rooms there have been: what a check, a click or a mail says of one is of no other. */
  readonly roomNumber: number;
  /** When the room's service last said that it is there. */
  readonly roomSeenAt: Instant | null;
  /** The window has opened, and the room was looked after for it. */
  readonly doorsOpened: boolean;
  readonly clicks: readonly Click[];
  readonly attendance: Attendance;
  readonly attendanceAsked: boolean;
  /** Who was missing, where the session ended as `no_show`; what is learned later changes neither. */
  readonly missing: readonly ParticipantRole[];
  readonly contests: readonly Contest[];
  readonly ruling: Ruling | null;
  /** The mentee has left a review, or is about to: its words are D1's, and nobody is to be invited to it any more. */
  readonly reviewed: boolean;
  /** Which reminders are behind us, sent or skipped. */
  readonly remindersPassed: readonly ("reminder_24h" | "reminder_15m")[];
  readonly mailsAsked: readonly MailAsked[];
  readonly mails: readonly MailRecord[];
  readonly timeline: readonly TimelineEntry[];
  /** Participants who are named nowhere any more (domain/decide/erase.ts). */
  readonly erased: readonly string[];
}

/** The role a person has in a booking; null for everybody else. */
export function roleOf(
  booking: { mentorId: string; menteeId: string },
  userId: string,
): ParticipantRole | null {
  if (userId === booking.menteeId) return "mentee";
  if (userId === booking.mentorId) return "mentor";
  return null;
}

import { type AttendanceFacts, attendanceFacts, isBeingJudged } from "./attendance.ts";
import type {
  Actor,
  Booking,
  BookingStatus,
  CancelledBy,
  Card,
  RefundStatus,
  TimelineEntryType,
} from "./booking.ts";
import { shownRefund } from "./decide/refunds.ts";
import type { Money } from "./money.ts";
import type { Instant, Milliseconds } from "./time.ts";

/**
 * What is told of a booking: the part of its state that dashboards and API clients see. The object's state and a row of D1
 * both come down to this, so that one place turns it into JSON and one into a page.
 */
export interface BookingFacts {
  readonly id: string;
  readonly version: number;
  readonly status: BookingStatus;
  /** How it ended is its object's to say (`isBeingJudged`). */
  readonly undecided: boolean;
  readonly attendance: AttendanceFacts | null;
  readonly mentorId: string;
  readonly menteeId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly price: Money;
  readonly policy: { readonly notice: Milliseconds };
  readonly createdAt: Instant;
  readonly holdUntil: Instant | null;
  readonly checkoutUrl: string | null;
  readonly card: Card | null;
  /** When people who had been sent to a room were last given another: whoever is inside has to join anew. */
  readonly roomMovedAt: Instant | null;
  readonly cancellation: {
    readonly at: Instant;
    readonly by: CancelledBy;
    readonly userId: string | null;
    readonly reason: string | null;
    readonly reasonShared: boolean;
  } | null;
  readonly refund: {
    readonly status: RefundStatus;
    readonly amount: number;
    readonly currency: string;
    readonly requestedAt: Instant;
    readonly settledAt: Instant | null;
  } | null;
}

export interface TimelineFact {
  readonly at: Instant;
  readonly type: TimelineEntryType;
  readonly by: Actor;
}

export function factsOf(booking: Booking): BookingFacts {
  const refund = shownRefund(booking);
  return {
    id: booking.id,
    version: booking.version,
    status: booking.status,
    undecided: isBeingJudged(booking),
    attendance: attendanceFacts(booking),
    mentorId: booking.mentorId,
    menteeId: booking.menteeId,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    price: booking.price,
    policy: { notice: booking.policy.notice },
    createdAt: booking.createdAt,
    holdUntil: booking.holdUntil,
    checkoutUrl: booking.checkoutSession?.url ?? null,
    card: booking.payment?.card ?? null,
    roomMovedAt: booking.timeline.findLast(({ type }) => type === "room_moved")?.at ?? null,
    cancellation: booking.cancellation,
    refund: refund && {
      status: refund.status,
      amount: refund.amount,
      currency: refund.currency,
      requestedAt: refund.requestedAt,
      settledAt: refund.settledAt,
    },
  };
}

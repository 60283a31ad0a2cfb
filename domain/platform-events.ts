import type { Booking, TimelineEntry, TimelineEntryType } from "./booking.ts";

/** What an outgoing webhook may say, as Standard Webhooks writes types: grouped, with full stops. */
export type PlatformEventType =
  | "booking.created"
  | "booking.confirmed"
  | "booking.started"
  | "booking.completed"
  | "booking.no_show"
  | "booking.cancelled"
  | "booking.expired"
  | "refund.requested"
  | "refund.pending"
  | "refund.succeeded"
  | "refund.failed"
  | "refund.manual";

/**
 * Which entry of a booking's timeline a platform hears of, and as what. Null is for what another event says as well (a refund
 * that is granted or returned is requested in the same step), for what the platform did itself, and for what leaves the booking's status as it is (who came in, a move, a contest, a ruling).
 */
const EVENT_OF: Readonly<Record<TimelineEntryType, PlatformEventType | null>> = {
  booked: "booking.created",
  taken_over: null,
  confirmed: "booking.confirmed",
  started: "booking.started",
  completed: "booking.completed",
  missed: "booking.no_show",
  contested: null,
  ruled: null,
  joined: null,
  room_moved: null,
  cancelled: "booking.cancelled",
  expired: "booking.expired",
  payment_returned: null,
  refund_granted: null,
  refund_requested: "refund.requested",
  refund_pending: "refund.pending",
  refund_succeeded: "refund.succeeded",
  refund_failed: "refund.failed",
  refund_manual: "refund.manual",
  refund_retried: "refund.requested",
  refund_settled_outside: "refund.succeeded",
};

export const PLATFORM_EVENT_TYPES = [
  ...new Set(Object.values(EVENT_OF).filter((type) => type !== null)),
] as const;

export const eventOf = ({ type }: Pick<TimelineEntry, "type">): PlatformEventType | null => EVENT_OF[type];

/** One thing that happened to a booking, told to the platform that listens. */
export interface PlatformEvent {
  /**
   * The same at every attempt, so that a receiver can tell a repetition: an entry's place in the timeline is its identity. Without
   * a full stop, since the signed text is divided by them.
   */
  readonly id: string;
  readonly type: PlatformEventType;
  readonly bookingId: string;
  /** The entry's place in the booking's timeline. */
  readonly position: number;
  /** When it happened, whenever it is told. */
  readonly at: TimelineEntry["at"];
}

/** @returns null where there is no such entry, or one of which platforms are not told. */
export function platformEvent(booking: Booking, position: number): PlatformEvent | null {
  const entry = booking.timeline[position];
  const type = entry === undefined ? null : eventOf(entry);
  if (entry === undefined || type === null) return null;
  return { id: `evt_${booking.id}_${position}`, type, bookingId: booking.id, position, at: entry.at };
}

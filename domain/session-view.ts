import { type BookingStatus, type ParticipantRole, roleOf, type TimelineEntryType } from "./booking.ts";
import type { BookingFacts } from "./booking-facts.ts";
import { cancelDeadline, mayCancel } from "./cancellation.ts";
import { REFUND_ENTRIES } from "./decide/refunds.ts";
import { shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";
import { joinClosesAt, joinOpensAt, mayJoin } from "./video-window.ts";

/** What one participant may do with a booking at one instant: the card, the details page and the API all show this. */
export interface SessionView {
  readonly role: ParticipantRole;
  /** As the clock says, even if the stored one is late. */
  readonly status: BookingStatus;
  readonly canCancel: boolean;
  readonly cancelDeadline: Instant;
  readonly canJoin: boolean;
  readonly joinOpensAt: Instant;
  readonly joinClosesAt: Instant;
  readonly canReview: boolean;
  /** The canceller's own reason, or the other's if it was shared. */
  readonly cancellationReason: string | null;
}

/**
 * @param reviewed whether a review of this booking is known.
 * @returns null when `viewerId` is no participant: for them the booking does not exist.
 */
export function viewSession(
  facts: BookingFacts,
  reviewed: boolean,
  viewerId: string,
  now: Instant,
): SessionView | null {
  const role = roleOf(facts, viewerId);
  if (role === null) return null;
  const status = shownStatus(facts, now);
  return {
    role,
    status,
    canCancel: mayCancel(facts, now) || (status === "draft" && role === "mentee"),
    cancelDeadline: cancelDeadline(facts),
    canJoin: mayJoin(facts, now).ok,
    joinOpensAt: joinOpensAt(facts),
    joinClosesAt: joinClosesAt(facts),
    canReview: mayReview(facts, reviewed, viewerId, now),
    cancellationReason: visibleReason(facts, role),
  };
}

/** Product, HTTP API: "only the mentee, only once, only when completed". */
export function mayReview(facts: BookingFacts, reviewed: boolean, viewerId: string, now: Instant): boolean {
  return facts.menteeId === viewerId && !reviewed && shownStatus(facts, now) === "completed";
}

/**
 * How the money fares is between the payer and us: a mentor reads the rest of the timeline.
 * @param role null for whoever takes no part and may read it all the same: administrators and platforms.
 */
export function mayReadEntry(type: TimelineEntryType, role: ParticipantRole | null): boolean {
  return role !== "mentor" || (type !== "payment_returned" && !REFUND_ENTRIES.includes(type));
}

/**
 * The canceller's own reason is theirs, and administrators read all. Anybody else reads what was shared; a platform, which is told of
 * every booking, what an administrator said, too: that is between those who run the service.
 */
export function visibleReason(
  { cancellation }: BookingFacts,
  reader: ParticipantRole | "administrator" | "platform",
): string | null {
  if (cancellation === null) return null;
  const { by, reason, reasonShared } = cancellation;
  const mayRead =
    reasonShared ||
    by === reader ||
    reader === "administrator" ||
    (reader === "platform" && by === "administrator");
  return mayRead ? reason : null;
}

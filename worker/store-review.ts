import type { Viewer } from "../auth/viewer.ts";
import { ask } from "../db/query.ts";
import { insertReview } from "../db/reviews.ts";
import type { SessionDetails } from "../db/session-details.ts";
import { FINAL_STATUSES } from "../domain/booking.ts";
import { factsOf } from "../domain/booking-facts.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { shownStatus } from "../domain/schedule.ts";
import type { Instant } from "../domain/time.ts";
import { ownBooking } from "./own-booking.ts";
import type { Service } from "./service.ts";

export interface Review {
  readonly rating: number;
  readonly comment: string | null;
}

export type ReviewRejection = {
  readonly code: "not_found" | "forbidden" | "not_completed" | "already_reviewed";
};

/**
 * Leaves a review (product, HTTP API: "only the mentee, only once, only when completed"). Of two at once D1 takes one: the
 * booking's id is the review's key.
 */
export async function storeReview(
  service: Service,
  read: SessionDetails | null,
  viewer: Viewer,
  review: Review,
  now: Instant,
): Promise<Result<Instant, ReviewRejection>> {
  const own = ownBooking(read, viewer);
  if (own === null) return refused({ code: "not_found" });
  if (own.facts.menteeId !== viewer.id) return refused({ code: "forbidden" });
  if (own.review !== null) return refused({ code: "already_reviewed" });
  if ((await settledStatus(service, own, now)) !== "completed") return refused({ code: "not_completed" });
  const db = service.primary();
  const { id: bookingId, mentorId, menteeId } = own.facts;
  const [written] = await ask(db, insertReview(db, { bookingId, mentorId, menteeId, ...review, at: now }));
  return written ? accepted(now) : refused({ code: "already_reviewed" });
}

/** A row may be late: it then reads as completed, and only its object knows whether somebody was missing. */
async function settledStatus(service: Service, own: SessionDetails, now: Instant) {
  const shown = shownStatus(own.facts, now);
  if (shown !== "completed" || FINAL_STATUSES.includes(own.facts.status)) return shown;
  const booking = await service.booking(own.facts.id).read();
  return booking === null ? shown : factsOf(booking).status;
}

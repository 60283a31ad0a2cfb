import type { Viewer } from "../auth/viewer.ts";
import { ask } from "../db/query.ts";
import { insertReview } from "../db/reviews.ts";
import type { SessionDetails } from "../db/session-details.ts";
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
  if (!(await isCompleted(service, own, now))) return refused({ code: "not_completed" });
  const db = service.primary();
  const { id: bookingId, mentorId, menteeId } = own.facts;
  const [written] = await ask(db, insertReview(db, { bookingId, mentorId, menteeId, ...review, at: now }));
  return written ? accepted(now) : refused({ code: "already_reviewed" });
}

/**
 * Its object says so, which only knows whether somebody was missing while the row is late, and is told by that that nobody is to
 * be invited any more. A booking that has no object (one that was written into D1 as history) is what its row says.
 */
async function isCompleted(service: Service, { facts }: SessionDetails, now: Instant): Promise<boolean> {
  if (shownStatus(facts, now) !== "completed") return false;
  const noted = await service.booking(facts.id).noteReview(facts.menteeId);
  return noted.ok || noted.reason.code === "not_found";
}

import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

export interface NewReview {
  readonly bookingId: string;
  readonly mentorId: string;
  readonly menteeId: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly comment: string | null;
  readonly at: Instant;
}

/**
 * Writes a review, beside its booking too and into its mentor's sum, so that lists and the directory read no review. Whether
 * this person may review is the caller's to judge (domain `mayReview`); that there is only one is held here.
 *
 * @returns false when there was one already: nothing is written.
 */
export function insertReview(db: Database, review: NewReview): Query<boolean> {
  const { bookingId, mentorId, menteeId, rating, comment, at } = review;
  return {
    statements: [
      db
        .prepare(
          `insert into reviews (booking_id, mentor_id, mentee_id, rating, comment, created_at)
           values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing returning booking_id`,
        )
        .bind(bookingId, mentorId, menteeId, rating, comment, at),
      // Of two at once the second finds the booking reviewed: so neither counts twice.
      db
        .prepare(
          `update users set rating_count = rating_count + 1,
             rating_total = rating_total + (select rating from reviews where booking_id = ?1)
           where id = ?2 and exists (select 1 from bookings where id = ?1 and review_rating is null)`,
        )
        .bind(bookingId, mentorId),
      db
        .prepare(
          `update bookings set (review_rating, review_comment) =
             (select rating, comment from reviews where booking_id = ?1)
           where id = ?1 and review_rating is null`,
        )
        .bind(bookingId),
    ],
    read: ([inserted]) => inserted?.results.length === 1,
  };
}

import * as z from "zod";
import { sessionQuery } from "../../db/session-details.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { defineOperation } from "../operation.ts";
import { problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { idParams, instantOut } from "../schemas/common.ts";
import { reviewBody } from "../schemas/review.ts";
import { storeReview } from "../store-review.ts";

const reviewJson = z
  .object({
    booking_id: z.string(),
    rating: z.int(),
    comment: z.string().nullable(),
    created_at: instantOut,
  })
  .meta({ id: "Review" });

export const reviewBooking = defineOperation({
  id: "reviewBooking",
  summary: "The mentee's review of a completed session, once",
  method: "POST",
  path: "/api/bookings/:id/review",
  who: "person",
  params: idParams,
  body: reviewBody,
  replies: { 201: { description: "The review", schema: reviewJson } },
  problems: ["not_completed", "already_reviewed"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, now, params, body, read }) {
    const review = { rating: body.rating, comment: body.comment || null };
    const stored = await storeReview(service, read, viewer, review, now);
    if (!stored.ok) return problemOf(stored.reason);
    return json(reviewJson, 201, { booking_id: params.id, ...review, created_at: toRfc3339(stored.value) });
  },
});

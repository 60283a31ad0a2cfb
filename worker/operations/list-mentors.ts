import * as z from "zod";
import { type MentorRow, mentorsQuery } from "../../db/mentors.ts";
import { personJsonOf } from "../booking-json.ts";
import { encodeMentorsCursor, mentorsCursor } from "../cursor.ts";
import { defineOperation } from "../operation.ts";
import { json } from "../reply.ts";
import { limit } from "../schemas/common.ts";

const query = z.object({ limit, cursor: mentorsCursor.optional().meta({ override: { type: "string" } }) });

const mentorJson = z
  .object({
    id: z.string(),
    name: z.string(),
    headline: z.string().nullable(),
    photo_url: z.string().nullable(),
    timezone: z.string(),
    offers: z.array(
      z.object({
        duration_minutes: z.int(),
        price: z.object({ amount: z.int(), currency: z.string() }),
      }),
    ),
    rating: z
      .number()
      .nullable()
      .meta({ description: "The average of 1 to 5, to one decimal; null before the first review" }),
  })
  .meta({ id: "Mentor" });

const page = z.object({ data: z.array(mentorJson), next_cursor: z.string().nullable() });

export const listMentors = defineOperation({
  id: "listMentors",
  summary: "The directory of mentors, by name",
  method: "GET",
  path: "/api/mentors",
  who: "person",
  query,
  replies: { 200: { description: "A page", schema: page } },
  reads: (db, { query: asked }) => mentorsQuery(db, { limit: asked.limit, cursor: asked.cursor ?? null }),
  async handle({ service, read }) {
    return json(page, 200, {
      data: read.rows.map((mentor) => mentorJsonOf(mentor, service.settings.APP_ORIGIN)),
      next_cursor: read.next && encodeMentorsCursor(read.next),
    });
  },
});

const mentorJsonOf = (mentor: MentorRow, appOrigin: string): z.output<typeof mentorJson> => ({
  ...personJsonOf(mentor, appOrigin),
  offers: mentor.offers.map(({ durationMinutes, price }) => ({ duration_minutes: durationMinutes, price })),
  rating: mentor.rating && Math.round(mentor.rating.average * 10) / 10,
});

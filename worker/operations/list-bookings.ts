import * as z from "zod";
import { foldWords } from "../../db/fold.ts";
import { sessionsQuery } from "../../db/sessions-list.ts";
import type { ListedSession } from "../../db/sessions-page.ts";
import { bookingJsonOf } from "../booking-json.ts";
import { encodeSessionsCursor, sessionsCursor } from "../cursor.ts";
import { SEARCH_MAX_CHARACTERS } from "../limits.ts";
import { defineOperation } from "../operation.ts";
import { json } from "../reply.ts";
import { bookingJson } from "../schemas/booking.ts";
import { instantIn, limit } from "../schemas/common.ts";

const OUTCOMES = ["completed", "cancelled", "no_show", "expired"] as const;

const query = z.object({
  status: z.enum(["upcoming", "past"]).default("upcoming"),
  limit,
  cursor: sessionsCursor.optional().meta({ override: { type: "string" } }),
  q: z
    .string()
    .max(SEARCH_MAX_CHARACTERS)
    .optional()
    .meta({ description: "Every word begins a word of the other person's name" }),
  from: instantIn.optional().meta({ description: "On starts_at, included" }),
  to: instantIn.optional().meta({ description: "On starts_at, not included" }),
  role: z.enum(["mentor", "mentee"]).optional(),
  outcome: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(OUTCOMES)))
    .optional()
    .meta({ override: { type: "string" }, description: `Of ${OUTCOMES.join(", ")}, separated by commas` }),
});

const page = z.object({ data: z.array(bookingJson), next_cursor: z.string().nullable() });

export const listBookings = defineOperation({
  id: "listBookings",
  summary: "The caller's bookings: upcoming nearest first, past latest first",
  method: "GET",
  path: "/api/bookings",
  who: "person",
  query,
  replies: {
    200: { description: "A page; a filtered one may be short and still have a next", schema: page },
  },
  reads: (db, { query: asked }, viewerId, now) =>
    sessionsQuery(db, {
      viewerId,
      list: asked.status,
      now,
      limit: asked.limit,
      cursor: asked.cursor ?? null,
      words: foldWords(asked.q ?? ""),
      from: asked.from ?? null,
      to: asked.to ?? null,
      role: asked.role ?? null,
      outcomes: asked.outcome ?? [],
    }),
  async handle({ service, viewer, now, read }) {
    const reader = { viewerId: viewer.id, now, appOrigin: service.settings.APP_ORIGIN };
    const both = ({ facts, other }: ListedSession) =>
      facts.mentorId === viewer.id ? { mentor: viewer, mentee: other } : { mentor: other, mentee: viewer };
    return json(page, 200, {
      data: read.rows.map((row) => bookingJsonOf(row.facts, { ...both(row), review: row.review }, reader)),
      next_cursor: read.next && encodeSessionsCursor(read.next),
    });
  },
});

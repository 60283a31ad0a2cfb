import * as z from "zod";
import { slotsQuery } from "../../db/slots.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { SLOTS_SPAN_MAX } from "../limits.ts";
import { defineOperation } from "../operation.ts";
import { notFound } from "../problems.ts";
import { json } from "../reply.ts";
import { idParams, instantIn, instantOut } from "../schemas/common.ts";

const query = z
  .object({
    from: instantIn.optional().meta({ description: "Included; now unless told" }),
    to: instantIn.optional().meta({ description: "Not included; 31 days after from unless told" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["to"],
    error: "must not be before from",
  })
  .refine(({ from, to }) => from === undefined || to === undefined || to - from <= SLOTS_SPAN_MAX, {
    path: ["to"],
    error: "must be at most 31 days after from",
  });

const slots = z.object({
  data: z.array(
    z.object({
      starts_at: instantOut,
      ends_at: instantOut,
      duration_minutes: z.int(),
      price: z.object({ amount: z.int(), currency: z.string() }),
    }),
  ),
});

export const listSlots = defineOperation({
  id: "listSlots",
  summary: "A mentor's slots that can be booked, soonest first",
  method: "GET",
  path: "/api/mentors/:id/slots",
  who: "person",
  params: idParams,
  query,
  replies: { 200: { description: "The slots", schema: slots } },
  reads: (db, { params, query: asked }, _viewerId, now) => {
    const from = asked.from ?? (asked.to === undefined ? now : Math.min(now, asked.to));
    return slotsQuery(db, { mentorId: params.id, from, to: asked.to ?? from + SLOTS_SPAN_MAX, now });
  },
  lacks: (read) => read === null,
  async handle({ read }) {
    if (read === null) return notFound("There is no such mentor.");
    return json(slots, 200, {
      data: read.map((slot) => ({
        starts_at: toRfc3339(slot.startsAt),
        ends_at: toRfc3339(slot.endsAt),
        duration_minutes: slot.durationMinutes,
        price: slot.price,
      })),
    });
  },
});

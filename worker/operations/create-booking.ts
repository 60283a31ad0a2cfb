import * as z from "zod";
import { ask } from "../../db/query.ts";
import { peopleQuery } from "../../db/users.ts";
import { bookSlot, slotQuery } from "../book-slot.ts";
import { answeredBookingJson } from "../booking-json.ts";
import { defineOperation } from "../operation.ts";
import { peopleOf } from "../people-of.ts";
import { notFound, problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { durationMinutes, id, instantIn } from "../schemas/common.ts";

const body = z.strictObject({ mentor_id: id, starts_at: instantIn, duration_minutes: durationMinutes });

const bookedJson = z
  .object({
    booking: singleBookingJson,
    checkout_url: z.string().nullable().meta({ description: "Where to pay; null when it is free" }),
  })
  .meta({ id: "BookedSlot" });

export const createBooking = defineOperation({
  id: "createBooking",
  summary: "Books a slot and opens its checkout; asked again by whoever holds the draft, the same draft",
  method: "POST",
  path: "/api/bookings",
  who: "person",
  body,
  replies: {
    200: { description: "The caller's own draft of this slot, again", schema: bookedJson },
    201: { description: "Booked: a draft to be paid, or confirmed when it is free", schema: bookedJson },
  },
  problems: ["not_found", "slot_taken", "slot_not_offered", "payments_unavailable", "rate_limited"],
  reads: (db, { body: asked }, viewerId) => slotQuery(db, wantedOf(asked), viewerId),
  async handle({ service, viewer, now, body: asked, read }) {
    const booked = await bookSlot(service, viewer, wantedOf(asked), read, now);
    if (!booked.ok) {
      return booked.reason.code === "not_found"
        ? notFound("There is no such mentor.")
        : problemOf(booked.reason);
    }
    const { booking, checkoutUrl, created } = booked.value;
    const db = service.primary();
    const [people] = await ask(db, peopleQuery(db, [booking.mentorId, booking.menteeId]));
    const reader = { viewerId: viewer.id, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
    return json(bookedJson, created ? 201 : 200, {
      booking: answeredBookingJson(booking, peopleOf(booking, people), reader),
      checkout_url: checkoutUrl,
    });
  },
});

const wantedOf = (asked: z.output<typeof body>) => ({
  mentorId: asked.mentor_id,
  startsAt: asked.starts_at,
  durationMinutes: asked.duration_minutes,
});

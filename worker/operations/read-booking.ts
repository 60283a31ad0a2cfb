import { sessionQuery } from "../../db/session-details.ts";
import { singleBookingJsonOf } from "../booking-json.ts";
import { defineOperation } from "../operation.ts";
import { ownBooking, videoCallUrl } from "../own-booking.ts";
import { notFound } from "../problems.ts";
import { json } from "../reply.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams } from "../schemas/common.ts";

export const readBooking = defineOperation({
  id: "readBooking",
  summary: "One of the caller's bookings, with its timeline",
  method: "GET",
  path: "/api/bookings/:id",
  who: "person",
  params: idParams,
  replies: { 200: { description: "The booking", schema: singleBookingJson } },
  reads: (db, { params }) => sessionQuery(db, params.id),
  lacks: (read) => read === null,
  async handle({ service, viewer, now, read }) {
    const own = ownBooking(read, viewer);
    if (own === null) return notFound();
    const reader = { viewerId: viewer.id, now, appOrigin: service.settings.APP_ORIGIN };
    const url = await videoCallUrl(service, own, viewer, now);
    return json(singleBookingJson, 200, singleBookingJsonOf(own.facts, own.timeline, own, reader, url));
  },
});

import * as z from "zod";
import { sessionQuery } from "../../db/session-details.ts";
import { answeredBookingJson } from "../booking-json.ts";
import { defineOperation } from "../operation.ts";
import { ownBooking } from "../own-booking.ts";
import { notFound, problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams, neededReason } from "../schemas/common.ts";

export const contestBooking = defineOperation({
  id: "contestBooking",
  summary:
    "A participant says that a session which counts as missed was none, within 72 hours; the status stays",
  method: "POST",
  path: "/api/bookings/:id/contest",
  who: "person",
  params: idParams,
  body: z.strictObject({ reason: neededReason }),
  replies: {
    200: { description: "The booking, which an administrator will look at", schema: singleBookingJson },
  },
  problems: ["conflict", "contest_window_closed"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, params, body, read }) {
    const own = ownBooking(read, viewer);
    if (own === null) return notFound();
    const contested = await service.booking(params.id).contest(viewer.id, body.reason);
    if (!contested.ok) return problemOf(contested.reason);
    const reader = { viewerId: viewer.id, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
    return json(singleBookingJson, 200, answeredBookingJson(contested.value, own, reader));
  },
});

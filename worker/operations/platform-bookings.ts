import { ask } from "../../db/query.ts";
import { sessionQuery } from "../../db/session-details.ts";
import { FARTHEST_AHEAD } from "../../domain/limits.ts";
import { answeredBookingJson } from "../booking-json.ts";
import { defineOperation } from "../operation.ts";
import { peopleOf } from "../people-of.ts";
import { invalidRequest, notFound, problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams } from "../schemas/common.ts";
import { platformBookingBody } from "../schemas/platform-booking.ts";
import { participantsQuery, takeOver } from "../take-over.ts";

export const platformPutBooking = defineOperation({
  id: "platformPutBooking",
  summary: "Takes over a booking made elsewhere; a draft may then become confirmed, with its payment",
  method: "PUT",
  path: "/api/platform/bookings/:id",
  who: "platform",
  params: idParams,
  body: platformBookingBody,
  replies: {
    200: { description: "Known already, or a draft confirmed", schema: singleBookingJson },
    201: { description: "Taken over", schema: singleBookingJson },
  },
  problems: ["conflict", "slot_taken", "payment_in_use"],
  async handle({ service, now, params, body }) {
    if (body.starts_at > now + FARTHEST_AHEAD) {
      return invalidRequest([{ field: "starts_at", message: "must be within three years" }]);
    }
    const db = service.primary();
    const [people, known] = await ask(
      db,
      participantsQuery(db, body.mentor_id, body.mentee_id),
      sessionQuery(db, params.id),
    );
    const { mentor, mentee } = people;
    // Judged for a new booking only: the same body again is the same booking, also once its people are gone.
    if (known === null && mentor === null) return notFound("mentor_id: there is no such mentor.");
    if (known === null && mentee === null) return notFound("mentee_id: there is no such mentee.");
    const taken = await takeOver(service, params.id, body, now);
    if (!taken.ok) return problemOf(taken.reason);
    const { booking, created } = taken.value;
    const reader = { viewerId: null, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
    const around =
      known ??
      peopleOf(
        booking,
        [mentor, mentee].filter((person) => person !== null),
      );
    return json(singleBookingJson, created ? 201 : 200, answeredBookingJson(booking, around, reader));
  },
});

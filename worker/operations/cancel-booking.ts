import * as z from "zod";
import { type SessionDetails, sessionQuery } from "../../db/session-details.ts";
import type { Rejection } from "../../domain/rejections.ts";
import { shownStatus } from "../../domain/schedule.ts";
import type { Instant } from "../../domain/time.ts";
import { answeredBookingJson } from "../booking-json.ts";
import { defineOperation } from "../operation.ts";
import { ownBooking } from "../own-booking.ts";
import { notFound, problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams, reasonText } from "../schemas/common.ts";

const body = z.strictObject({
  reason: reasonText.nullish(),
  share_reason: z
    .boolean()
    .default(false)
    .meta({ description: "Whether the other party may read the reason" }),
});

export const cancelBooking = defineOperation({
  id: "cancelBooking",
  summary: "Cancels more than 24 hours before the start, with a full refund; asked again it changes nothing",
  method: "POST",
  path: "/api/bookings/:id/cancel",
  who: "person",
  params: idParams,
  body,
  replies: { 200: { description: "The cancelled booking with its refund", schema: singleBookingJson } },
  problems: ["cancellation_window_closed", "not_cancellable"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, params, body: asked, read }) {
    const own = ownBooking(read, viewer);
    if (own === null) return notFound();
    const cancelled = await service.booking(params.id).cancel({
      by: { kind: "participant", userId: viewer.id },
      reason: asked.reason || null,
      shareReason: asked.share_reason,
    });
    if (!cancelled.ok) return problemOf(withHistory(cancelled.reason, own, service.now()));
    // The clock is read again: the object has decided meanwhile, and its word is what is shown.
    const reader = { viewerId: viewer.id, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
    return json(singleBookingJson, 200, answeredBookingJson(cancelled.value, own, reader));
  },
});

/** History that was written straight into D1 (an import, the seed) has no object. It is over, and its row says how. */
function withHistory(reason: Rejection, own: SessionDetails, now: Instant): Rejection {
  return reason.code === "not_found"
    ? { code: "not_cancellable", status: shownStatus(own.facts, now) }
    : reason;
}

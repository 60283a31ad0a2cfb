import { sessionQuery } from "../../db/session-details.ts";
import { cancelForOthers } from "../act-on-booking.ts";
import { bookingAnswer, cancelForOthersBody } from "../cancel-for-others.ts";
import { defineOperation } from "../operation.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams } from "../schemas/common.ts";

export const adminCancelBooking = defineOperation({
  id: "adminCancelBooking",
  summary: "An administrator cancels, also inside 24 hours, with or without a refund, and says why",
  method: "POST",
  path: "/api/admin/bookings/:id/cancel",
  who: "administrator",
  params: idParams,
  body: cancelForOthersBody,
  replies: { 200: { description: "The cancelled booking with its refund", schema: singleBookingJson } },
  problems: ["not_cancellable"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, now, body, read }) {
    const by = { kind: "administrator", userId: viewer.id, refund: body.refund } as const;
    const cancelled = await cancelForOthers(service, read, by, body.reason, now);
    return bookingAnswer(service, read, cancelled, viewer.id);
  },
});

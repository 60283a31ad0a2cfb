import { sessionQuery } from "../../db/session-details.ts";
import { cancelForOthers, cancelForOthersBody } from "../cancel-for-others.ts";
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
  handle: ({ service, viewer, now, body, read }) =>
    cancelForOthers(
      service,
      read,
      { kind: "administrator", userId: viewer.id, refund: body.refund },
      body.reason,
      now,
    ),
});

import * as z from "zod";
import { sessionQuery } from "../../db/session-details.ts";
import { grantRefund } from "../act-on-booking.ts";
import { bookingAnswer } from "../cancel-for-others.ts";
import { defineOperation } from "../operation.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams, neededReason } from "../schemas/common.ts";

export const adminRefundBooking = defineOperation({
  id: "adminRefundBooking",
  summary: "An administrator refunds a session that was held or missed, whole, and says why",
  method: "POST",
  path: "/api/admin/bookings/:id/refund",
  who: "administrator",
  params: idParams,
  body: z.strictObject({ reason: neededReason }),
  replies: { 200: { description: "The booking with its refund", schema: singleBookingJson } },
  problems: ["conflict"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, now, body, read }) {
    const granted = await grantRefund(service, read, viewer.id, body.reason, now);
    return bookingAnswer(service, read, granted, viewer.id);
  },
});

import * as z from "zod";
import { sessionQuery } from "../../db/session-details.ts";
import { VERDICTS } from "../../domain/booking.ts";
import { ruleAttendance } from "../act-on-booking.ts";
import { bookingAnswer } from "../cancel-for-others.ts";
import { defineOperation } from "../operation.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams, neededReason } from "../schemas/common.ts";

export const adminRuleAttendance = defineOperation({
  id: "adminRuleAttendance",
  summary:
    "An administrator says who came to a session that is over, and why they think so; the status stays",
  method: "POST",
  path: "/api/admin/bookings/:id/attendance",
  who: "administrator",
  params: idParams,
  body: z.strictObject({ verdict: z.enum(VERDICTS), reason: neededReason }),
  replies: {
    200: { description: "The booking, with the ruling in its timeline", schema: singleBookingJson },
  },
  problems: ["conflict"],
  reads: (db, { params }) => sessionQuery(db, params.id),
  async handle({ service, viewer, now, body, read }) {
    const ruled = await ruleAttendance(service, read, body.verdict, viewer.id, body.reason, now);
    return bookingAnswer(service, read, ruled, viewer.id);
  },
});

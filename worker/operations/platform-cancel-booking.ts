import { ask } from "../../db/query.ts";
import { sessionQuery } from "../../db/session-details.ts";
import { cancelForOthers } from "../act-on-booking.ts";
import { bookingAnswer, cancelForOthersBody } from "../cancel-for-others.ts";
import { defineOperation } from "../operation.ts";
import { singleBookingJson } from "../schemas/booking.ts";
import { idParams } from "../schemas/common.ts";

export const platformCancelBooking = defineOperation({
  id: "platformCancelBooking",
  summary: "A platform cancels, as an administrator would",
  method: "POST",
  path: "/api/platform/bookings/:id/cancel",
  who: "platform",
  params: idParams,
  body: cancelForOthersBody,
  replies: { 200: { description: "The cancelled booking with its refund", schema: singleBookingJson } },
  problems: ["not_cancellable"],
  async handle({ service, now, params, body }) {
    const db = service.primary();
    const [read] = await ask(db, sessionQuery(db, params.id));
    const by = { kind: "platform", refund: body.refund } as const;
    const cancelled = await cancelForOthers(service, read, by, body.reason, now);
    return bookingAnswer(service, read, cancelled, null);
  },
});

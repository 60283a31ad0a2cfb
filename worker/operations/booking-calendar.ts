import { sessionQuery } from "../../db/session-details.ts";
import { calendarContentType, calendarFile } from "../../mail/calendar.ts";
import { defineOperation } from "../operation.ts";
import { ownBooking } from "../own-booking.ts";
import { notFound } from "../problems.ts";
import { idParams } from "../schemas/common.ts";

export const bookingCalendar = defineOperation({
  id: "getBookingCalendar",
  summary: "The session as an iCalendar file (METHOD:PUBLISH); a cancelled one says so",
  method: "GET",
  path: "/api/bookings/:id/calendar.ics",
  who: "person",
  params: idParams,
  replies: { 200: { description: "An iCalendar file", contentType: "text/calendar" } },
  reads: (db, { params }) => sessionQuery(db, params.id),
  lacks: (read) => read === null,
  async handle({ service, viewer, now, read }) {
    const own = ownBooking(read, viewer);
    // What was never confirmed was never an appointment.
    if (own === null || own.facts.status === "draft" || own.facts.status === "expired") return notFound();
    const file = calendarFile({
      method: "PUBLISH",
      booking: own.facts,
      viewer: { id: viewer.id, locale: viewer.locale },
      mentor: own.mentor,
      mentee: own.mentee,
      appOrigin: service.settings.APP_ORIGIN,
      emailFrom: service.settings.EMAIL_FROM,
      now,
    });
    return new Response(file, {
      headers: {
        "Content-Type": calendarContentType("PUBLISH"),
        "Content-Disposition": 'attachment; filename="session.ics"',
        "Cache-Control": "private, no-store",
      },
    });
  },
});

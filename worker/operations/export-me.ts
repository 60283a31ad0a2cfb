import { FIRST_PLACE, type Place, placeAfter } from "../../db/own-bookings.ts";
import { personalBookingsQuery, personalRecordsQuery } from "../../db/personal-data.ts";
import { ask, type Database } from "../../db/query.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { EXPORT_BOOKINGS_AT_ONCE } from "../limits.ts";
import { defineOperation } from "../operation.ts";
import { personalBooking, recordsJson } from "../personal-data-json.ts";
import { notFound } from "../problems.ts";
import { personalDataJson } from "../schemas/personal-data.ts";

export const exportMe = defineOperation({
  id: "exportMe",
  summary: "Everything that is held about the caller, to be kept as a file; nothing that is another person's",
  method: "GET",
  path: "/api/me/export",
  who: "person",
  replies: { 200: { description: "All of it", schema: personalDataJson } },
  problems: ["not_found"],
  async handle({ service, viewer, now }) {
    // The primary: whoever has just written sees it.
    const db = service.primary();
    const [records] = await ask(db, personalRecordsQuery(db, viewer.id));
    if (records === null) return notFound();
    const head = JSON.stringify(recordsJson(records, now)).slice(0, -1);
    const day = toRfc3339(now).slice(0, 10);
    return new Response(streamed(written(db, viewer.id, head)), {
      headers: {
        "Content-Type": "application/json",
        "Content-Disposition": `attachment; filename="meridian-${day}.json"`,
        "Cache-Control": "private, no-store",
      },
    });
  },
});

/** The document in pieces, a page of bookings each: however many there are, one page is held at a time. */
async function* written(db: Database, userId: string, head: string): AsyncGenerator<string> {
  yield `${head},"bookings":[`;
  let place: Place | null = FIRST_PLACE;
  let comma = "";
  while (place !== null) {
    const at: Place = place;
    const [rows] = await ask(db, personalBookingsQuery(db, userId, at, EXPORT_BOOKINGS_AT_ONCE));
    for (const row of rows) {
      yield `${comma}${JSON.stringify(personalBooking(row, at.side))}`;
      comma = ",";
    }
    place = placeAfter(at, rows, EXPORT_BOOKINGS_AT_ONCE);
  }
  yield "]}";
}

function streamed(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

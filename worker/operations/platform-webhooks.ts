import * as z from "zod";
import { ask } from "../../db/query.ts";
import { type UndeliveredRow, undeliveredById, undeliveredQuery } from "../../db/undelivered.ts";
import { removeUndelivered } from "../../db/undelivered-writing.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { encodeUndeliveredCursor, undeliveredCursor } from "../cursor.ts";
import { defineOperation } from "../operation.ts";
import { notFound } from "../problems.ts";
import { json, noContent } from "../reply.ts";
import { limit } from "../schemas/common.ts";
import { eventId, undeliveredJson } from "../schemas/platform-event.ts";

const page = z.object({ data: z.array(undeliveredJson), next_cursor: z.string().nullable() });

export const platformListUndelivered = defineOperation({
  id: "platformListUndelivered",
  summary: "Webhooks that could not be delivered in three days, the longest given up first",
  method: "GET",
  path: "/api/platform/webhooks/undelivered",
  who: "platform",
  query: z.object({ limit, cursor: undeliveredCursor.optional().meta({ override: { type: "string" } }) }),
  replies: { 200: { description: "A page", schema: page } },
  async handle({ service, query }) {
    const db = service.primary();
    const [read] = await ask(db, undeliveredQuery(db, { limit: query.limit, cursor: query.cursor ?? null }));
    return json(page, 200, {
      data: read.rows.map(undeliveredJsonOf),
      next_cursor: read.next && encodeUndeliveredCursor(read.next),
    });
  },
});

export const platformReplayWebhook = defineOperation({
  id: "platformReplayWebhook",
  summary: "Sends one of them again, under the same webhook-id, with the same patience",
  method: "POST",
  path: "/api/platform/webhooks/undelivered/:id/replay",
  who: "platform",
  params: z.object({ id: eventId }),
  replies: { 204: { description: "On its way, and off the list" } },
  async handle({ service, params }) {
    const db = service.primary();
    const [listed] = await ask(db, undeliveredById(db, params.id));
    if (listed === null) return notFound();
    // First stored with the booking, then off the list: what stops in between is sent twice, under one id, and never lost.
    const known = await service.booking(listed.bookingId).announceAgain(listed.position);
    if (!known) return notFound();
    await ask(db, removeUndelivered(db, params.id));
    return noContent();
  },
});

const undeliveredJsonOf = (row: UndeliveredRow): z.output<typeof undeliveredJson> => ({
  id: row.id,
  booking_id: row.bookingId,
  type: row.type,
  timestamp: toRfc3339(row.at),
  attempts: row.attempts,
  last_error: row.lastError,
  given_up_at: toRfc3339(row.givenUpAt),
});

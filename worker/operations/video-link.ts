import * as z from "zod";
import { factsQuery } from "../../db/session-details.ts";
import { roleOf } from "../../domain/booking.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { mayJoin } from "../../domain/video-window.ts";
import { defineOperation } from "../operation.ts";
import { notFound, problemOf } from "../problems.ts";
import { json } from "../reply.ts";
import { idParams, instantOut } from "../schemas/common.ts";

const linkJson = z
  .object({
    url: z.string().meta({ description: "The caller's own: it holds a token" }),
    provider: z.string(),
    expires_at: instantOut,
  })
  .meta({ id: "VideoLink" });

export const videoLink = defineOperation({
  id: "getVideoLink",
  summary: "The caller's own way into the room, from 15 minutes before the start to an hour after the end",
  method: "GET",
  path: "/api/bookings/:id/video-link",
  who: "person",
  params: idParams,
  replies: { 200: { description: "A tokenized room address, not to be stored", schema: linkJson } },
  problems: ["too_early", "expired", "cancelled", "not_confirmed", "video_unavailable"],
  reads: (db, { params }) => factsQuery(db, params.id),
  lacks: (read) => read === null,
  async handle({ service, viewer, params, read }) {
    if (read === null || roleOf(read, viewer.id) === null) return notFound();
    // What the row already refuses needs no object, and history that was imported has none.
    const allowed = mayJoin(read, service.now());
    if (!allowed.ok && allowed.reason.code !== "not_confirmed") return problemOf(allowed.reason);
    // The object has the last word: a cancel of this second counts.
    const joined = await service.booking(params.id).join(viewer.id, viewer.name);
    if (!joined.ok) return problemOf(joined.reason);
    const { url, provider, expiresAt } = joined.value;
    return json(linkJson, 200, { url, provider, expires_at: toRfc3339(expiresAt) });
  },
});

import * as z from "zod";
import type { Reprojected } from "../../durable-objects/contract.ts";
import { REBUILD_OBJECTS_MAX } from "../limits.ts";
import { defineOperation } from "../operation.ts";
import { json } from "../reply.ts";
import { id } from "../schemas/common.ts";
import type { Service } from "../service.ts";

const rebuilt = z.object({
  object_id: z.string(),
  booking_id: z.string().nullable().meta({ description: "Null where no booking is stored" }),
  outcome: z
    .enum([
      "empty",
      "same",
      "written",
      "slot_taken",
      "payment_in_use",
      "too_many_drafts",
      "too_many_upcoming",
      "too_many_made",
      "failed",
    ])
    .meta({
      description:
        "`slot_taken`, `payment_in_use` and what begins with `too_many`: a person has to look; `failed`: ask again",
    }),
});
const answer = z.object({
  data: z.array(rebuilt).meta({ description: "In the order asked: `object_ids`, then `booking_ids`" }),
});

const objectId = z.string().regex(/^[0-9a-f]{64}$/, "must be the id of a Durable Object");
const asked = z
  .strictObject({
    object_ids: z
      .array(objectId)
      .max(REBUILD_OBJECTS_MAX)
      .default([])
      .meta({ description: "As Cloudflare lists a namespace's objects" }),
    booking_ids: z.array(id).max(REBUILD_OBJECTS_MAX).default([]),
  })
  .refine(
    ({ object_ids: objects, booking_ids: bookings }) =>
      objects.length + bookings.length > 0 && objects.length + bookings.length <= REBUILD_OBJECTS_MAX,
    { path: ["booking_ids"], message: `must be 1 to ${REBUILD_OBJECTS_MAX} ids, \`object_ids\` included` },
  );

export const platformRebuildProjection = defineOperation({
  id: "platformRebuildProjection",
  summary: "Has bookings' objects write their rows of D1 anew, and do what a lost alarm has left undone",
  method: "POST",
  path: "/api/platform/projection/rebuild",
  who: "platform",
  body: asked,
  replies: { 200: { description: "What became of each", schema: answer } },
  async handle({ service, body }) {
    const objects = [...body.object_ids, ...body.booking_ids.map(service.objectIdOf)];
    const data = await Promise.all(objects.map((object) => rebuild(service, object)));
    return json(answer, 200, { data });
  },
});

async function rebuild(service: Service, objectId: string): Promise<z.output<typeof rebuilt>> {
  try {
    const { bookingId, outcome }: Reprojected = await service.bookingByObject(objectId).reproject(null);
    return { object_id: objectId, booking_id: bookingId, outcome };
  } catch (error) {
    service.log("rebuild_failed", { object: objectId, why: error instanceof Error ? error.message : "" });
    return { object_id: objectId, booking_id: null, outcome: "failed" };
  }
}

import * as z from "zod";
import type { Reprojected } from "../../durable-objects/contract.ts";
import { REBUILD_OBJECTS_MAX } from "../limits.ts";
import { defineOperation } from "../operation.ts";
import { json } from "../reply.ts";
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
const answer = z.object({ data: z.array(rebuilt) });

export const platformRebuildProjection = defineOperation({
  id: "platformRebuildProjection",
  summary: "Has bookings' objects write their rows of D1 anew, after the database was lost or restored",
  method: "POST",
  path: "/api/platform/projection/rebuild",
  who: "platform",
  body: z.strictObject({
    object_ids: z
      .array(z.string().regex(/^[0-9a-f]{64}$/, "must be the id of a Durable Object"))
      .min(1)
      .max(REBUILD_OBJECTS_MAX),
  }),
  replies: { 200: { description: "What became of each", schema: answer } },
  async handle({ service, body }) {
    const data = await Promise.all(body.object_ids.map((id) => rebuild(service, id)));
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

import * as z from "zod";
import { PLATFORM_EVENT_TYPES } from "../../domain/platform-events.ts";
import { singleBookingJson } from "./booking.ts";
import { instantOut } from "./common.ts";

export const platformEventType = z.enum(PLATFORM_EVENT_TYPES);

/** The body of our webhooks, as Standard Webhooks lays one out. */
export const platformEventJson = z
  .object({
    type: platformEventType,
    timestamp: instantOut.meta({ description: "When it happened, whenever it is told" }),
    data: singleBookingJson.meta({
      description: "The booking as it is now; of two, the higher version is the later",
    }),
  })
  .meta({ id: "PlatformEvent" });

/** The `webhook-id`: longer than an id, since it holds a booking's. */
export const eventId = z.string().regex(/^evt_[A-Za-z0-9_-]{1,60}$/, "must be a webhook-id of ours");

export const undeliveredJson = z
  .object({
    id: eventId.meta({ description: "The `webhook-id`" }),
    booking_id: z.string(),
    type: platformEventType,
    timestamp: instantOut,
    attempts: z.int(),
    last_error: z.string(),
    given_up_at: instantOut,
  })
  .meta({ id: "UndeliveredWebhook" });

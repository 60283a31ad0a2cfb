import { ask, type Database } from "../db/query.ts";
import { sessionQuery } from "../db/session-details.ts";
import type { Booking } from "../domain/booking.ts";
import type { PlatformEvent } from "../domain/platform-events.ts";
import { type Instant, toRfc3339 } from "../domain/time.ts";
import type { Platform } from "../durable-objects/services.ts";
import { ServiceUnavailable } from "../providers/failure.ts";
import { type Receiver, sendWebhook } from "../providers/platform/webhook.ts";
import { answeredBookingJson } from "./booking-json.ts";
import { platformEventJson } from "./schemas/platform-event.ts";

export interface Announcing {
  readonly receiver: Receiver;
  readonly db: Database;
  readonly appOrigin: string;
  readonly now: () => Instant;
}

/**
 * A platform that is told by webhook. What it gets is what the platform API answers: the booking as it is by now, seen by nobody
 * who takes part in it, and so without a way into its room.
 */
export function webhookPlatform({ receiver, db, appOrigin, now }: Announcing): Platform {
  return {
    async announce(event: PlatformEvent, booking: Booking) {
      const [around] = await ask(db, sessionQuery(db, booking.id));
      // Events wait for the projection: only a database restored to an earlier day lacks the row, until it is healed.
      if (around === null) throw new ServiceUnavailable("d1", "a booking's row is missing");
      const reader = { viewerId: null, now: now(), appOrigin };
      const body = platformEventJson.parse({
        type: event.type,
        timestamp: toRfc3339(event.at),
        data: answeredBookingJson(booking, around, reader),
      });
      await sendWebhook(receiver, { id: event.id, body: JSON.stringify(body) }, now());
    },
  };
}

import * as z from "zod";
import type { SessionDetails } from "../db/session-details.ts";
import type { Canceller } from "../domain/commands.ts";
import type { Instant } from "../domain/time.ts";
import { audited } from "./audit.ts";
import { answeredBookingJson } from "./booking-json.ts";
import { notFound, type Problem, problemOf } from "./problems.ts";
import { json } from "./reply.ts";
import { singleBookingJson } from "./schemas/booking.ts";
import { neededReason } from "./schemas/common.ts";
import type { Service } from "./service.ts";

/** Administrators and platforms cancel also inside 24 h, with or without a refund, and must say why. */
export const cancelForOthersBody = z.strictObject({ reason: neededReason, refund: z.boolean() });

/**
 * Cancels a booking for its participants. The reason is for the audit log: the participants do not read it.
 *
 * @param read the booking, from the primary.
 */
export async function cancelForOthers(
  service: Service,
  read: SessionDetails | null,
  by: Exclude<Canceller, { kind: "participant" }>,
  reason: string,
  now: Instant,
): Promise<Response | Problem> {
  if (read === null) return notFound();
  const { id } = read.facts;
  const userId = by.kind === "administrator" ? by.userId : null;
  const cancelled = await audited(
    service,
    { userId, action: "cancel_booking", subjectId: id, reason },
    now,
    () => service.booking(id).cancel({ by, reason, shareReason: false }),
    (result) => (result.ok ? "done" : result.reason.code),
  );
  if (!cancelled.ok) return problemOf(cancelled.reason);
  const reader = { viewerId: userId, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
  return json(singleBookingJson, 200, answeredBookingJson(cancelled.value, read, reader));
}

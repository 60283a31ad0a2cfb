import * as z from "zod";
import type { SessionDetails } from "../db/session-details.ts";
import type { Booking } from "../domain/booking.ts";
import type { Rejection } from "../domain/rejections.ts";
import type { Result } from "../domain/result.ts";
import { answeredBookingJson } from "./booking-json.ts";
import { notFound, type Problem, problemOf } from "./problems.ts";
import { json } from "./reply.ts";
import { singleBookingJson } from "./schemas/booking.ts";
import { neededReason } from "./schemas/common.ts";
import type { Service } from "./service.ts";

/** Administrators and platforms cancel also inside 24 h, with or without a refund, and must say why. */
export const cancelForOthersBody = z.strictObject({ reason: neededReason, refund: z.boolean() });

/** The booking after what was done to it, as JSON for who did it: an administrator, or (null) a platform. */
export function bookingAnswer(
  service: Service,
  read: SessionDetails | null,
  result: Result<Booking, Rejection>,
  viewerId: string | null,
): Response | Problem {
  if (!result.ok) return problemOf(result.reason);
  if (read === null) return notFound();
  const reader = { viewerId, now: service.now(), appOrigin: service.settings.APP_ORIGIN };
  return json(singleBookingJson, 200, answeredBookingJson(result.value, read, reader));
}

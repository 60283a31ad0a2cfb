import * as z from "zod";
import { instantOut } from "./common.ts";

// The JSON of a booking: exactly the fields of the product's page, "HTTP API".

const personJson = z
  .object({
    id: z.string(),
    name: z.string(),
    headline: z.string().nullable(),
    photo_url: z.string().nullable(),
    timezone: z.string(),
  })
  .meta({ id: "Person" });

const moneyJson = z.object({ amount: z.int(), currency: z.string() });

export const statusJson = z.enum([
  "draft",
  "confirmed",
  "in_progress",
  "completed",
  "no_show",
  "cancelled",
  "expired",
]);

const refundJson = z.object({
  status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
  amount: z.int(),
  currency: z.string(),
  requested_at: instantOut,
  settled_at: instantOut.nullable(),
});

const bookingFields = {
  id: z.string(),
  status: statusJson.meta({ description: "As the clock says, even if the stored status is late" }),
  role: z
    .enum(["mentor", "mentee"])
    .nullable()
    .meta({ description: "The caller's; null for who takes no part" }),
  starts_at: instantOut,
  ends_at: instantOut,
  duration_minutes: z.int(),
  mentor: personJson,
  mentee: personJson,
  price: moneyJson,
  can_cancel: z.boolean(),
  cancel_deadline: instantOut.meta({ description: "The first instant at which a participant is refused" }),
  can_join: z.boolean(),
  join_opens_at: instantOut,
  join_closes_at: instantOut,
  cancelled_at: instantOut.nullable(),
  cancelled_by: z
    .string()
    .nullable()
    .meta({ description: "The id of who cancelled; null when nobody did, or a platform program" }),
  cancellation_reason: z
    .string()
    .nullable()
    .meta({ description: "The caller's own, or what was shared; to a platform an administrator's, too" }),
  refund: refundJson.nullable(),
  review: z.object({ rating: z.int(), comment: z.string().nullable() }).nullable(),
  can_review: z.boolean(),
  version: z.int(),
};

export const bookingJson = z.object(bookingFields).meta({ id: "Booking" });

export const singleBookingJson = z
  .object({
    ...bookingFields,
    timeline: z.array(z.object({ at: instantOut, type: z.string(), by: z.string() })),
    video_call_url: z
      .string()
      .nullable()
      .meta({ description: "The caller's own way in, only while can_join; never to be stored or shared" }),
  })
  .meta({ id: "SingleBooking" });

export type BookingJson = z.output<typeof bookingJson>;
export type SingleBookingJson = z.output<typeof singleBookingJson>;

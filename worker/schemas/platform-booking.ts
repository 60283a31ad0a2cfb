import * as z from "zod";
import { durationMinutes, id, instantIn, price } from "./common.ts";

/** Before the product was thought of: earlier is a typing error, such as seconds for milliseconds. */
const EARLIEST = Date.UTC(2000, 0, 1);

/** A booking made elsewhere, as a platform hands it over. */
export const platformBookingBody = z
  .strictObject({
    mentor_id: id,
    mentee_id: id,
    starts_at: instantIn.refine((at) => at >= EARLIEST, "must not be before the year 2000"),
    duration_minutes: durationMinutes,
    price,
    payment_intent: z
      .string()
      .regex(/^[A-Za-z0-9_]{1,255}$/, "must be a PaymentIntent's id")
      .nullish(),
    status: z.enum(["draft", "confirmed"]),
  })
  .refine((body) => body.mentor_id !== body.mentee_id, {
    path: ["mentee_id"],
    error: "must be another person than the mentor",
  });

export type PlatformBooking = z.output<typeof platformBookingBody>;

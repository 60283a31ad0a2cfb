import * as z from "zod";
import { instantOut } from "./common.ts";

export const refundStatus = z.enum(["requested", "pending", "succeeded", "failed", "manual"]);

/** A refund as administrators see it. */
export const refundJson = z
  .object({
    id: z.string(),
    booking_id: z.string(),
    status: refundStatus,
    cause: z.enum(["cancelled", "late_payment", "second_payment", "granted"]),
    amount: z.int(),
    currency: z.string(),
    payment_intent: z.string().nullable(),
    stripe_refund_id: z.string().nullable(),
    manual_reason: z.string().nullable().meta({ description: "Why it waits for a person" }),
    settled_outside: z.boolean(),
    requested_at: instantOut,
    settled_at: instantOut.nullable(),
    starts_at: instantOut.meta({ description: "Of its booking" }),
    payer: z.object({ id: z.string(), name: z.string() }),
  })
  .meta({ id: "Refund" });

export type RefundJson = z.output<typeof refundJson>;

import * as z from "zod";
import type { ReconciledDay } from "../../db/reconciliation.ts";
import { DIFFERENCE_KINDS } from "../../domain/reconciliation.ts";
import { instantOut } from "./common.ts";

const sums = z.object({ ours: z.int(), stripes: z.int() });

/** One UTC day, our ledger against Stripe's. Amounts in each currency's minor unit. */
export const reconciledDayJson = z
  .object({
    date: z.iso.date(),
    status: z.enum(["reading", "done"]),
    totals: z.array(z.object({ currency: z.string(), paid: sums, refunded: sums })),
    differences: z.int().meta({ description: "Found on that day" }),
    open: z.int().meta({ description: "Of them, those that were still there when last looked at" }),
  })
  .meta({ id: "ReconciledDay" });

export const differenceJson = z
  .object({
    kind: z.enum(DIFFERENCE_KINDS),
    booking_id: z.string(),
    refund_id: z.string().nullable(),
    payment_intent: z.string().nullable(),
    stripe_refund_id: z.string().nullable(),
    currency: z.string(),
    ours: z.object({ amount: z.int().nullable(), status: z.string().nullable() }),
    stripes: z.object({ amount: z.int().nullable(), status: z.string().nullable() }),
    found_at: instantOut,
    resolved_at: instantOut.nullable(),
  })
  .meta({ id: "LedgerDifference" });

export const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

export function reconciledDayJsonOf(day: ReconciledDay): z.output<typeof reconciledDayJson> {
  return {
    date: dateOf(day.day),
    status: day.finishedAt === null ? "reading" : "done",
    totals: day.totals.map(({ currency, paidHere, paidThere, refundedHere, refundedThere }) => ({
      currency,
      paid: { ours: paidHere, stripes: paidThere },
      refunded: { ours: refundedHere, stripes: refundedThere },
    })),
    differences: day.differences,
    open: day.open,
  };
}

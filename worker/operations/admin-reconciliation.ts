import * as z from "zod";
import { reconciledDayQuery, reconciledDaysQuery } from "../../db/reconciliation.ts";
import { toRfc3339, toRfc3339OrNull } from "../../domain/time.ts";
import { defineOperation } from "../operation.ts";
import { notFound } from "../problems.ts";
import { json } from "../reply.ts";
import { limit } from "../schemas/common.ts";
import { dateOf, differenceJson, reconciledDayJson, reconciledDayJsonOf } from "../schemas/reconciliation.ts";

const date = z.iso.date("must be a day, such as 2026-11-20").transform((text) => Date.parse(text));
const asDate = { override: { type: "string", format: "date" } } as const;

const page = z.object({
  data: z.array(reconciledDayJson),
  next_before: z.iso.date().nullable().meta({ description: "`before` of the next page" }),
});

export const adminListReconciliation = defineOperation({
  id: "adminListReconciliation",
  summary: "Our ledger against Stripe's, a UTC day each, latest first",
  method: "GET",
  path: "/api/admin/reconciliation",
  who: "administrator",
  query: z.object({ limit, before: date.optional().meta(asDate) }),
  replies: { 200: { description: "A page of days", schema: page } },
  reads: (db, { query }) => reconciledDaysQuery(db, query.before ?? null, query.limit),
  async handle({ read }) {
    return json(page, 200, {
      data: read.days.map(reconciledDayJsonOf),
      next_before: read.next === null ? null : dateOf(read.next),
    });
  },
});

const dayJson = reconciledDayJson.extend({ found: z.array(differenceJson) });

export const adminReadReconciliation = defineOperation({
  id: "adminReadReconciliation",
  summary: "One day with the entries in which the ledgers differ, at most 200",
  method: "GET",
  path: "/api/admin/reconciliation/:date",
  who: "administrator",
  params: z.object({ date: date.meta(asDate) }),
  replies: { 200: { description: "The day", schema: dayJson } },
  problems: ["not_found"],
  reads: (db, { params }) => reconciledDayQuery(db, params.date),
  lacks: (read) => read === null,
  async handle({ read }) {
    if (read === null) return notFound("That day was not looked at.");
    return json(dayJson, 200, {
      ...reconciledDayJsonOf(read),
      found: read.found.map((one) => ({
        kind: one.kind,
        booking_id: one.bookingId,
        refund_id: one.refundId,
        payment_intent: one.paymentIntent,
        stripe_refund_id: one.stripeRefundId,
        currency: one.currency,
        ours: { amount: one.oursAmount, status: one.oursStatus },
        stripes: { amount: one.theirsAmount, status: one.theirsStatus },
        found_at: toRfc3339(one.foundAt),
        resolved_at: toRfc3339OrNull(one.resolvedAt),
      })),
    });
  },
});

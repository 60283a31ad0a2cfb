import * as z from "zod";
import { refundsQuery } from "../../db/refunds.ts";
import type { Instant } from "../../domain/time.ts";
import { actOnRefund, type RefundAct } from "../act-on-refund.ts";
import { encodeRefundsCursor, refundsCursor } from "../cursor.ts";
import { defineOperation } from "../operation.ts";
import { notFound, type Problem, problemOf } from "../problems.ts";
import { answeredRefundJson, refundJsonOf } from "../refund-json.ts";
import { type RefundOwner, refundOwnerQuery } from "../refund-owner.ts";
import { json } from "../reply.ts";
import { idParams, limit, neededReason } from "../schemas/common.ts";
import { refundJson, refundStatus } from "../schemas/refund.ts";
import type { Service } from "../service.ts";

const query = z.object({
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(refundStatus))
    .default(["manual"])
    .meta({
      override: { type: "string", default: "manual" },
      description: `Of ${refundStatus.options.join(", ")}, separated by commas; those that wait for a person unless told`,
    }),
  limit,
  cursor: refundsCursor.optional().meta({ override: { type: "string" } }),
});

const page = z.object({ data: z.array(refundJson), next_cursor: z.string().nullable() });

export const adminListRefunds = defineOperation({
  id: "adminListRefunds",
  summary: "Refunds, latest first: those that need a hand unless told otherwise",
  method: "GET",
  path: "/api/admin/refunds",
  who: "administrator",
  query,
  replies: { 200: { description: "A page", schema: page } },
  reads: (db, { query: asked }) =>
    refundsQuery(db, { statuses: asked.status, limit: asked.limit, cursor: asked.cursor ?? null }),
  async handle({ read }) {
    return json(page, 200, {
      data: read.rows.map(refundJsonOf),
      next_cursor: read.next && encodeRefundsCursor(read.next),
    });
  },
});

export const adminRetryRefund = defineOperation({
  id: "adminRetryRefund",
  summary: "Tries a refund again that waits for a person",
  method: "POST",
  path: "/api/admin/refunds/:id/retry",
  who: "administrator",
  params: idParams,
  body: z.strictObject({ reason: neededReason }),
  replies: { 200: { description: "The refund, on its way again", schema: refundJson } },
  problems: ["conflict"],
  reads: (db, { params }) => refundOwnerQuery(db, params.id),
  handle: ({ service, viewer, now, params, body, read }) =>
    act(service, read, now, {
      userId: viewer.id,
      action: "retry_refund",
      subjectId: params.id,
      reason: body.reason,
    }),
});

export const adminSettleRefund = defineOperation({
  id: "adminSettleRefund",
  summary: "Notes that the money went back another way",
  method: "POST",
  path: "/api/admin/refunds/:id/settle",
  who: "administrator",
  params: idParams,
  body: z.strictObject({ reason: neededReason }),
  replies: { 200: { description: "The refund, settled outside", schema: refundJson } },
  problems: ["conflict"],
  reads: (db, { params }) => refundOwnerQuery(db, params.id),
  handle: ({ service, viewer, now, params, body, read }) =>
    act(service, read, now, {
      userId: viewer.id,
      action: "settle_refund",
      subjectId: params.id,
      reason: body.reason,
    }),
});

async function act(
  service: Service,
  owner: RefundOwner | null,
  now: Instant,
  done: RefundAct,
): Promise<Response | Problem> {
  const result = await actOnRefund(service, owner, done, now);
  if (!result.ok || owner === null) return result.ok ? notFound() : problemOf(result.reason);
  const { booking, refund } = result.value;
  return json(refundJson, 200, answeredRefundJson(booking, refund, owner.payer));
}

import * as z from "zod";
import type { Called } from "../../support/node/api.ts";

// The product page's answers, to the field: strict, so that one field too many fails like one too few.

/** RFC 3339, in UTC. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/);

const id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

const money = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[a-z]{3}$/) });

const person = z.strictObject({
  id,
  name: z.string(),
  headline: z.string().nullable(),
  photo_url: z.string().nullable(),
  timezone: z.string(),
});

const refund = z.strictObject({
  status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
  amount: z.int(),
  currency: z.string(),
  requested_at: instant,
  settled_at: instant.nullable(),
});

const STATUSES = [
  "draft",
  "confirmed",
  "in_progress",
  "completed",
  "no_show",
  "cancelled",
  "expired",
] as const;

export const bookingShape = z.strictObject({
  id,
  status: z.enum(STATUSES),
  role: z.enum(["mentor", "mentee"]),
  starts_at: instant,
  ends_at: instant,
  duration_minutes: z.int(),
  mentor: person,
  mentee: person,
  price: money,
  can_cancel: z.boolean(),
  cancel_deadline: instant,
  can_join: z.boolean(),
  join_opens_at: instant,
  join_closes_at: instant,
  cancelled_at: instant.nullable(),
  cancelled_by: id.nullable(),
  cancellation_reason: z.string().nullable(),
  refund: refund.nullable(),
  review: z.strictObject({ rating: z.int().min(1).max(5), comment: z.string().nullable() }).nullable(),
  can_review: z.boolean(),
  version: z.int(),
});

export const singleShape = bookingShape.extend({
  timeline: z.array(z.strictObject({ at: instant, type: z.string(), by: z.string() })),
  video_call_url: z.url().nullable(),
});
export type Single = z.output<typeof singleShape>;

/** As a platform or an administrator reads it: they take no part. */
export const foreignShape = singleShape.extend({ role: z.null() });

export const pageShape = z.strictObject({ data: z.array(bookingShape), next_cursor: z.string().nullable() });

export const bookedShape = z.strictObject({ booking: singleShape, checkout_url: z.url().nullable() });

const offer = z.strictObject({ duration_minutes: z.int(), price: money });

export const mentorsShape = z.strictObject({
  data: z.array(person.extend({ offers: z.array(offer), rating: z.number().nullable() })),
  next_cursor: z.string().nullable(),
});

export const slotsShape = z.strictObject({
  data: z.array(
    z.strictObject({ starts_at: instant, ends_at: instant, duration_minutes: z.int(), price: money }),
  ),
});

export const videoLinkShape = z.strictObject({ url: z.url(), provider: z.string(), expires_at: instant });

export const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
});

const errorsShape = z.array(z.strictObject({ field: z.string(), message: z.string() }));

/** The code of a refusal, once all of RFC 9457 and of the product's page fits. */
export function problemIn(called: Called): { status: number; code: string; extra: Record<string, unknown> } {
  if (!called.type.startsWith("application/problem+json"))
    throw new Error(`not a problem: ${called.status} ${called.type} ${called.text.slice(0, 300)}`);
  const {
    type: _type,
    title: _title,
    status,
    code,
    detail: _detail,
    ...extra
  } = problemShape.parse(called.json);
  if (status !== called.status) throw new Error(`says ${status}, is ${called.status}`);
  if (code === "invalid_request") errorsShape.parse(extra["errors"]);
  return { status, code, extra };
}

/** Status and code of a refusal, for a short comparison. */
export const refusal = (called: Called): [number, string] => {
  const { status, code } = problemIn(called);
  return [status, code];
};

/** The fields that an `invalid_request` names. */
export const fieldsIn = (called: Called): string[] =>
  errorsShape.parse(problemIn(called).extra["errors"]).map(({ field }) => field);

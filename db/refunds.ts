import * as z from "zod/mini";
import { REFUND_CAUSES, type RefundCause, type RefundStatus } from "../domain/booking.ts";
import type { Money } from "../domain/money.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/** A refund as administrators see it. */
export interface RefundRow {
  readonly id: string;
  readonly bookingId: string;
  readonly cause: RefundCause;
  readonly status: RefundStatus;
  readonly money: Money;
  readonly paymentIntent: string | null;
  readonly stripeRefundId: string | null;
  /** Why it waits for a person (domain `ManualReason`); null while it does not. */
  readonly manualReason: string | null;
  readonly settledOutside: boolean;
  readonly requestedAt: Instant;
  readonly settledAt: Instant | null;
  /** The mentee of its booking. */
  readonly payer: { readonly id: string; readonly name: string };
  readonly startsAt: Instant;
}

export interface RefundsCursor {
  readonly requestedAt: Instant;
  readonly id: string;
}

export interface RefundsPage {
  readonly rows: readonly RefundRow[];
  readonly next: RefundsCursor | null;
}

/** All there are; D1 takes as many terms in one compound, and no more. */
export const REFUND_STATUSES: readonly RefundStatus[] = [
  "requested",
  "pending",
  "succeeded",
  "failed",
  "manual",
];

const refundRow = z.pipe(
  z.object({
    id: z.string(),
    booking_id: z.string(),
    cause: z.enum(REFUND_CAUSES),
    status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
    amount: z.number(),
    currency: z.string(),
    payment_intent: z.nullable(z.string()),
    stripe_refund_id: z.nullable(z.string()),
    manual_reason: z.nullable(z.string()),
    settled_outside: z.number(),
    requested_at: z.number(),
    settled_at: z.nullable(z.number()),
    mentee_id: z.string(),
    mentee_name: z.string(),
    starts_at: z.number(),
  }),
  z.transform(
    (row): RefundRow => ({
      id: row.id,
      bookingId: row.booking_id,
      cause: row.cause,
      status: row.status,
      money: { amount: row.amount, currency: row.currency },
      paymentIntent: row.payment_intent,
      stripeRefundId: row.stripe_refund_id,
      manualReason: row.manual_reason,
      settledOutside: row.settled_outside === 1,
      requestedAt: row.requested_at,
      settledAt: row.settled_at,
      payer: { id: row.mentee_id, name: row.mentee_name },
      startsAt: row.starts_at,
    }),
  ),
);

const COLUMNS = `id, booking_id, cause, status, amount, currency, payment_intent, stripe_refund_id, manual_reason,
  settled_outside, requested_at, settled_at`;

export interface RefundsWish {
  /** All when none is named. */
  readonly statuses: readonly RefundStatus[];
  /** Latest first unless told: who works off a queue begins with what waits longest. */
  readonly order?: "latest" | "oldest";
  readonly limit: number;
  readonly cursor: RefundsCursor | null;
  /** Only what was asked for before this instant: what has waited for so long. */
  readonly before?: Instant | null;
}

/**
 * The refunds of a page and one more, as a subquery: one range of `refunds_status` for each status, merged.
 * @returns its SQL, of the parameters ?1 on, in which its rows are in order; and `order by`'s words for what is joined to it.
 */
export function refundsRange(wish: RefundsWish): {
  readonly sql: string;
  readonly direction: "asc" | "desc";
  readonly values: readonly (string | number)[];
} {
  const statuses = wish.statuses.length === 0 ? REFUND_STATUSES : [...new Set(wish.statuses)];
  const oldest = wish.order === "oldest";
  const direction = oldest ? "asc" : "desc";
  // Before or behind every instant there is.
  const { requestedAt, id } = wish.cursor ?? { requestedAt: oldest ? -1 : Number.MAX_SAFE_INTEGER, id: "" };
  const before = wish.before ?? null;
  const old = before === null ? "" : ` and requested_at < ?${statuses.length + 4}`;
  const ranges = statuses.map(
    (_, place) => `select ${COLUMNS} from refunds
      where status = ?${place + 4} and (requested_at, id) ${oldest ? ">" : "<"} (?1, ?2)${old}`,
  );
  return {
    sql: `${ranges.join(" union all ")} order by requested_at ${direction}, id ${direction} limit ?3`,
    direction,
    values: [requestedAt, id, wish.limit + 1, ...statuses, ...(before === null ? [] : [before])],
  };
}

/** Refunds in any of these statuses. */
export function refundsQuery(db: Database, wish: RefundsWish): Query<RefundsPage> {
  const { sql, direction, values } = refundsRange(wish);
  const joined = `select b.*, m.mentee_id, m.starts_at, coalesce(u.name, '') as mentee_name
    from (${sql}) b
    join bookings m on m.id = b.booking_id left join users u on u.id = m.mentee_id
    order by b.requested_at ${direction}, b.id ${direction}`;
  return {
    statements: [db.prepare(joined).bind(...values)],
    read: ([result]) => pageOf((result?.results ?? []).map(refundOf), wish.limit),
  };
}

export const refundOf = (row: unknown): RefundRow => refundRow.parse(row);

/** One more was read than is shown: whether it is there tells whether there is a next page. */
export function pageOf<R extends RefundRow>(
  rows: readonly R[],
  limit: number,
): { readonly rows: readonly R[]; readonly next: RefundsCursor | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last === undefined ? null : { requestedAt: last.requestedAt, id: last.id } };
}

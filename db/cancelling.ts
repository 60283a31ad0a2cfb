import * as z from "zod/mini";
import type { CancelledBy, RefundStatus } from "../domain/booking.ts";
import { DAY, HOUR, type Instant, type Milliseconds } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";
import { cancelledByRole } from "./session-row.ts";

// How people cancel (epic, "Cancellation tracking for analytics"): who, when, how long before, what went back. Every statement walks
// the same bounded stretch of `bookings_cancelled`, the latest first.

/** Of a very busy year the latest stand for all: what one page may cost. */
export const CANCELLATIONS_READ = 5_000;

const PEOPLE_SHOWN = 20;
/** Somebody's bookings are counted no further, in each role: a share of 200 is a share. */
const BOOKINGS_COUNTED = 200;

/** Lower ends of the stretches of notice; inside 24 h only an administrator or the platform cancels. */
export const NOTICES: readonly Milliseconds[] = [0, 24 * HOUR, 3 * DAY, 7 * DAY, 14 * DAY];

export interface Cancelling {
  /** By stretch of time (0 is the first of the range) and who. */
  readonly overTime: readonly { readonly stretch: number; readonly by: CancelledBy; readonly n: number }[];
  /** By how long before the start: places in `NOTICES`. */
  readonly byNotice: readonly { readonly notice: number; readonly n: number }[];
  readonly refunds: readonly {
    readonly currency: string;
    readonly status: RefundStatus;
    readonly n: number;
    readonly amount: number;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly cancelled: number;
    /** Of their latest bookings in either role, drafts and expired ones aside. */
    readonly bookings: number;
  }[];
  /** Whether there were more than are counted. */
  readonly cut: boolean;
}

const RECENT = `with recent as (
  select * from bookings where cancelled_at >= ?1 and cancelled_at < ?2
  order by cancelled_at desc limit ${CANCELLATIONS_READ})`;

// D1 binds every number as a real one: the quotient has to be cut.
const OVER_TIME = `${RECENT} select cast((cancelled_at - ?1) / ?3 as integer) as stretch, cancelled_by_role as by, count(*) as n
  from recent group by 1, 2`;

const BY_NOTICE = `${RECENT} select
    case ${NOTICES.map((from, place) => `when starts_at - cancelled_at <= ${NOTICES[place + 1] ?? Number.MAX_SAFE_INTEGER} and starts_at - cancelled_at > ${place === 0 ? Number.MIN_SAFE_INTEGER : from} then ${place}`).join(" ")} end
    as notice, count(*) as n
  from recent group by 1`;

const REFUNDS = `${RECENT} select refund_currency as currency, refund_status as status, count(*) as n, sum(refund_amount) as amount
  from recent where refund_status is not null group by 1, 2 order by 1, 2`;

const countedOf = (role: string): string => `(select count(*) from (select 1 from bookings o
  where o.${role}_id = c.id and (o.stage = 1 or (o.stage = 2 and o.status <> 'expired')) limit ${BOOKINGS_COUNTED}))`;

const PEOPLE = `${RECENT}, often as (
    select cancelled_by as id, count(*) as cancelled from recent
    where cancelled_by_role in ('mentor', 'mentee') and cancelled_by is not null
    group by 1 order by 2 desc, 1 limit ${PEOPLE_SHOWN})
  select c.id, coalesce(u.name, '') as name, c.cancelled, ${countedOf("mentee")} + ${countedOf("mentor")} as bookings
  from often c left join users u on u.id = c.id order by c.cancelled desc, c.id`;

const overTimeRow = z.object({ stretch: z.number(), by: cancelledByRole, n: z.number() });
const noticeRow = z.object({ notice: z.number(), n: z.number() });
const refundRow = z.object({
  currency: z.string(),
  status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
  n: z.number(),
  amount: z.number(),
});
const personRow = z.object({ id: z.string(), name: z.string(), cancelled: z.number(), bookings: z.number() });

/** @param stretch how long each stretch of the chart is. */
export function cancellingQuery(
  db: Database,
  range: { readonly from: Instant; readonly to: Instant },
  stretch: Milliseconds,
): Query<Cancelling> {
  const { from, to } = range;
  return {
    statements: [
      db.prepare(OVER_TIME).bind(from, to, stretch),
      ...[BY_NOTICE, REFUNDS, PEOPLE].map((sql) => db.prepare(sql).bind(from, to)),
    ],
    read([overTime, byNotice, refunds, people]) {
      const counted = (overTime?.results ?? []).map((row) => overTimeRow.parse(row));
      return {
        overTime: counted,
        byNotice: (byNotice?.results ?? []).map((row) => noticeRow.parse(row)),
        refunds: (refunds?.results ?? []).map((row) => refundRow.parse(row)),
        people: (people?.results ?? []).map((row) => personRow.parse(row)),
        cut: counted.reduce((sum, { n }) => sum + n, 0) >= CANCELLATIONS_READ,
      };
    },
  };
}

export interface CancelledSession {
  readonly bookingId: string;
  readonly startsAt: Instant;
  readonly cancelledAt: Instant;
  readonly by: CancelledBy;
  readonly name: string | null;
  readonly reason: string | null;
  readonly refundStatus: string | null;
  readonly refundAmount: number | null;
  readonly refundCurrency: string | null;
}

const sessionRow = z.pipe(
  z.object({
    id: z.string(),
    starts_at: z.number(),
    cancelled_at: z.number(),
    cancelled_by_role: cancelledByRole,
    name: z.nullable(z.string()),
    cancellation_reason: z.nullable(z.string()),
    refund_status: z.nullable(z.string()),
    refund_amount: z.nullable(z.number()),
    refund_currency: z.nullable(z.string()),
  }),
  z.transform(
    (row): CancelledSession => ({
      bookingId: row.id,
      startsAt: row.starts_at,
      cancelledAt: row.cancelled_at,
      by: row.cancelled_by_role,
      name: row.name,
      reason: row.cancellation_reason,
      refundStatus: row.refund_status,
      refundAmount: row.refund_amount,
      refundCurrency: row.refund_currency,
    }),
  ),
);

/** Each of them, latest first: what is exported. */
export function cancelledSessionsQuery(
  db: Database,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Query<readonly CancelledSession[]> {
  const sql = `${RECENT} select b.*, u.name from recent b left join users u on u.id = b.cancelled_by
    order by b.cancelled_at desc, b.id`;
  return {
    statements: [db.prepare(sql).bind(from, to)],
    read: ([result]) => (result?.results ?? []).map((row) => sessionRow.parse(row)),
  };
}

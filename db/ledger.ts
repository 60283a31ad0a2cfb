import * as z from "zod/mini";
import type { OurRefund, PaidBooking } from "../domain/reconciliation.ts";
import type { Instant } from "../domain/time.ts";
import { jsonColumn } from "./json-column.ts";
import type { Database, Query } from "./query.ts";
import { bookingStatus, cancelledByRole } from "./session-row.ts";

// Our own book, by whatever Stripe's book names: for the daily reconciliation. Every look-up is by an index.

export interface LedgerWish {
  readonly refundIds: readonly string[];
  readonly stripeRefundIds: readonly string[];
  readonly intents: readonly string[];
  readonly bookingIds: readonly string[];
}

export interface OurLedger {
  readonly refunds: readonly (OurRefund & { readonly paymentIntent: string | null })[];
  readonly bookings: readonly PaidBooking[];
}

const refundRow = z.pipe(
  z.object({
    id: z.string(),
    booking_id: z.string(),
    status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
    amount: z.number(),
    currency: z.string(),
    payment_intent: z.nullable(z.string()),
    stripe_refund_id: z.nullable(z.string()),
    settled_outside: z.number(),
  }),
  z.transform((row) => ({
    id: row.id,
    bookingId: row.booking_id,
    status: row.status,
    money: { amount: row.amount, currency: row.currency },
    paymentIntent: row.payment_intent,
    stripeRefundId: row.stripe_refund_id,
    settledOutside: row.settled_outside === 1,
  })),
);

const bookingRow = z.pipe(
  z.object({
    id: z.string(),
    status: bookingStatus,
    payment_intent: z.nullable(z.string()),
    price_amount: z.number(),
    price_currency: z.string(),
    cancelled_by_role: z.nullable(cancelledByRole),
    refunded: jsonColumn,
  }),
  z.transform(
    (row): PaidBooking => ({
      id: row.id,
      intentId: row.payment_intent,
      status: row.status,
      price: { amount: row.price_amount, currency: row.price_currency },
      cancelledBy: row.cancelled_by_role,
      refundedIntents: z.array(z.string()).parse(row.refunded),
    }),
  ),
);

const REFUND_COLUMNS = `id, booking_id, status, amount, currency, payment_intent, stripe_refund_id, settled_outside`;

const BOOKING_COLUMNS = `id, status, payment_intent, price_amount, price_currency, cancelled_by_role,
  (select json_group_array(r.payment_intent) from refunds r
   where r.booking_id = bookings.id and r.payment_intent is not null) as refunded`;

const NAMED = (place: number): string => `(select value from json_each(?${place}))`;

/** What our book has of refunds and payments that Stripe's names. */
export function ledgerQuery(db: Database, wish: LedgerWish): Query<OurLedger> {
  const refunds = `select ${REFUND_COLUMNS} from refunds where id in ${NAMED(1)}
    union select ${REFUND_COLUMNS} from refunds where stripe_refund_id in ${NAMED(2)}`;
  const bookings = `select ${BOOKING_COLUMNS} from bookings where id in ${NAMED(1)}
    union select ${BOOKING_COLUMNS} from bookings where payment_intent in ${NAMED(2)}
    union select ${BOOKING_COLUMNS} from bookings
      where id in (select booking_id from refunds where payment_intent in ${NAMED(2)})`;
  const [refundIds, stripeRefundIds] = [JSON.stringify(wish.refundIds), JSON.stringify(wish.stripeRefundIds)];
  return {
    statements: [
      db.prepare(refunds).bind(refundIds, stripeRefundIds),
      db.prepare(bookings).bind(JSON.stringify(wish.bookingIds), JSON.stringify(wish.intents)),
    ],
    read: ([ofRefunds, ofBookings]) => ({
      refunds: (ofRefunds?.results ?? []).map((row) => refundRow.parse(row)),
      bookings: (ofBookings?.results ?? []).map((row) => bookingRow.parse(row)),
    }),
  };
}

const UNSEEN = (column: string): string =>
  `not exists (select 1 from reconciliation_seen s where s.day = ?1 and s.id = ${column})`;

/** Refunds that went to Stripe on that day, as we have it, and that its list of the day did not show. */
export function unseenRefundsQuery(
  db: Database,
  day: { readonly from: Instant; readonly to: Instant },
  limit: number,
): Query<OurLedger["refunds"]> {
  const of = (status: string): string => `select * from (select ${REFUND_COLUMNS} from refunds
    where status = '${status}' and requested_at >= ?1 and requested_at < ?2 and settled_outside = 0
      and ${UNSEEN("refunds.id")} limit ?3)`;
  return {
    statements: [
      db.prepare(`${of("pending")} union all ${of("succeeded")} limit ?3`).bind(day.from, day.to, limit),
    ],
    read: ([result]) => (result?.results ?? []).map((row) => refundRow.parse(row)),
  };
}

/** Bookings made on that day whose payment the list of the day did not show. */
export function unseenPaymentsQuery(
  db: Database,
  day: { readonly from: Instant; readonly to: Instant },
  limit: number,
): Query<readonly PaidBooking[]> {
  const sql = `select ${BOOKING_COLUMNS} from bookings
    where payment_intent is not null and created_at >= ?1 and created_at < ?2 and ${UNSEEN("bookings.payment_intent")}
    limit ?3`;
  return {
    statements: [db.prepare(sql).bind(day.from, day.to, limit)],
    read: ([result]) => (result?.results ?? []).map((row) => bookingRow.parse(row)),
  };
}

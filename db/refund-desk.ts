import * as z from "zod";
import type { RefundStatus } from "../domain/booking.ts";
import { entriesColumn, notesColumn, type Trail, trailEntries, trailNotes } from "./desk-trail.ts";
import type { Database, Query } from "./query.ts";
import {
  pageOf,
  type RefundRow,
  type RefundsCursor,
  type RefundsWish,
  refundOf,
  refundsRange,
} from "./refunds.ts";

/** A refund as the desk shows it: with the other person of the session, and what was done about the money so far. */
export interface DeskRefund extends RefundRow, Trail {
  readonly mentorName: string;
}

export interface DeskPage {
  readonly rows: readonly DeskRefund[];
  readonly next: RefundsCursor | null;
}

const more = z.object({ mentor_name: z.string(), entries: trailEntries, notes: trailNotes });

/** A page of the desk: the same ranges as the list of the API, each row with its trail. */
export function refundDeskQuery(db: Database, wish: RefundsWish): Query<DeskPage> {
  const { sql, direction, values } = refundsRange(wish);
  const joined = `select b.*, m.mentee_id, m.starts_at, coalesce(u.name, '') as mentee_name,
      coalesce(o.name, '') as mentor_name,
      ${entriesColumn("b.booking_id", true)} as entries, ${notesColumn("b.id", "b.booking_id")} as notes
    from (${sql}) b
    join bookings m on m.id = b.booking_id
    left join users u on u.id = m.mentee_id left join users o on o.id = m.mentor_id
    order by b.requested_at ${direction}, b.id ${direction}`;
  return {
    statements: [db.prepare(joined).bind(...values)],
    read: ([result]) => pageOf((result?.results ?? []).map(deskRefundOf), wish.limit),
  };
}

export function deskRefundOf(row: unknown): DeskRefund {
  const { mentor_name: mentorName, entries, notes } = more.parse(row);
  return { ...refundOf(row), mentorName, entries, notes };
}

const countRow = z.object({ status: z.string(), n: z.number() });

/** How many refunds there are in each of these statuses, counted no further than `most`: so that the count costs no more. */
export function refundCountsQuery(
  db: Database,
  statuses: readonly RefundStatus[],
  most: number,
): Query<ReadonlyMap<string, number>> {
  const sql = `select c.value as status,
      (select count(*) from (select 1 from refunds where status = c.value limit ?2) b) as n
    from json_each(?1) c`;
  return {
    statements: [db.prepare(sql).bind(JSON.stringify(statuses), most)],
    read([result]) {
      const rows = (result?.results ?? []).map((row) => countRow.parse(row));
      return new Map(rows.map(({ status, n }) => [status, n]));
    },
  };
}

const toldRow = z.object({
  status: z.enum(["requested", "pending", "succeeded", "failed", "manual"]),
  settled_outside: z.number(),
  amount: z.number(),
  currency: z.string(),
  name: z.string(),
});

/** What is said of one refund after somebody acted on it. */
export interface ToldRefund {
  readonly status: RefundStatus;
  readonly settledOutside: boolean;
  readonly money: { readonly amount: number; readonly currency: string };
  readonly payerName: string;
}

/** @returns null when there is no such refund. */
export function toldRefundQuery(db: Database, refundId: string): Query<ToldRefund | null> {
  const sql = `select r.status, r.settled_outside, r.amount, r.currency, coalesce(u.name, '') as name
    from refunds r join bookings m on m.id = r.booking_id left join users u on u.id = m.mentee_id where r.id = ?1`;
  return {
    statements: [db.prepare(sql).bind(refundId)],
    read([result]) {
      const row = toldRow.optional().parse(result?.results[0]);
      if (row === undefined) return null;
      const { status, amount, currency, name } = row;
      return {
        status,
        settledOutside: row.settled_outside === 1,
        money: { amount, currency },
        payerName: name,
      };
    },
  };
}

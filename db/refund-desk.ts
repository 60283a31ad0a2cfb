import * as z from "zod/mini";
import type { ManualReason, RefundCause, RefundStatus } from "../domain/booking.ts";
import { entriesColumn, notesColumn, type Trail, trailEntries, trailNotes } from "./desk-trail.ts";
import { type Database, firstRow, type Query } from "./query.ts";
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

/** What no index knows. Null, or no words: whatever it is. */
export interface RefundsFilter {
  readonly cause: RefundCause | null;
  readonly why: ManualReason | null;
  /** Lower case, as it is stored. */
  readonly currency: string | null;
  /** Folded (db/fold.ts); each must begin a word of the payer's or the mentor's name. */
  readonly words: readonly string[];
}

/** How many refunds a filtered page looks at: with the booking and both people of each that is four rows read a candidate. */
export const FILTERED_REFUNDS = 200;

/** More words than two names have: nobody is found. It also keeps the statement within D1's 100 parameters. */
const MOST_WORDS = 20;

/**
 * A page of the desk: the same ranges as the list of the API, each row with its trail.
 * @returns the page, and in `next` the cursor behind it. A filtered page may be short, empty even, and still have one: it is
 * then the last refund that was looked at.
 */
export function refundDeskQuery(db: Database, wish: RefundsWish, filter: RefundsFilter): Query<DeskPage> {
  if (filter.words.length > MOST_WORDS) return NOBODY;
  const filtered = isFiltering(filter);
  const { sql, direction, values } = refundsRange(filtered ? { ...wish, limit: FILTERED_REFUNDS - 1 } : wish);
  const matching = conditions(filter, values.length);
  const shown = `?${values.length + matching.values.length + 1}`;
  const joined = `select b.*, m.mentee_id, m.starts_at, coalesce(u.name, '') as mentee_name,
      coalesce(o.name, '') as mentor_name,
      ${entriesColumn("b.booking_id", true)} as entries, ${notesColumn("b.id", "b.booking_id")} as notes
    from (${sql}) b
    join bookings m on m.id = b.booking_id
    left join users u on u.id = m.mentee_id left join users o on o.id = m.mentor_id
    ${filtered ? `where ${matching.sql.join(" and ")}` : ""}
    order by b.requested_at ${direction}, b.id ${direction} limit ${shown}`;
  const boundary = `select requested_at, id from (${sql}) b limit 1 offset ${FILTERED_REFUNDS - 1}`;
  return {
    statements: [
      db.prepare(joined).bind(...values, ...matching.values, wish.limit + 1),
      ...(filtered ? [db.prepare(boundary).bind(...values)] : []),
    ],
    read([result, edge]) {
      const page = pageOf((result?.results ?? []).map(deskRefundOf), wish.limit);
      const scannedTo = firstRow(keyRow, edge);
      return page.next === null && scannedTo !== undefined ? { ...page, next: scannedTo } : page;
    },
  };
}

const keyRow = z.pipe(
  z.object({ requested_at: z.number(), id: z.string() }),
  z.transform((row): RefundsCursor => ({ requestedAt: row.requested_at, id: row.id })),
);

const NOBODY: Query<DeskPage> = { statements: [], read: () => ({ rows: [], next: null }) };

const isFiltering = ({ cause, why, currency, words }: RefundsFilter): boolean =>
  cause !== null || why !== null || currency !== null || words.length > 0;

/** What a row must fulfil. @param bound how many parameters stand before those of the conditions. */
function conditions(
  { cause, why, currency, words }: RefundsFilter,
  bound: number,
): { readonly sql: readonly string[]; readonly values: readonly string[] } {
  const equal = [
    ["b.cause", cause],
    ["b.manual_reason", why],
    ["b.currency", currency],
  ] as const;
  const sql: string[] = [];
  const values: string[] = [];
  const bind = (value: string): string => `?${bound + values.push(value)}`;
  for (const [column, value] of equal) if (value !== null) sql.push(`${column} = ${bind(value)}`);
  // `instr` and not `like`: D1 refuses patterns above 50 bytes, and a name may hold % and _.
  for (const word of words) {
    const place = bind(` ${word}`);
    sql.push(`(instr(u.name_folded, ${place}) > 0 or instr(o.name_folded, ${place}) > 0)`);
  }
  return { sql, values };
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
      const row = firstRow(toldRow, result);
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

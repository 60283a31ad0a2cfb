import * as z from "zod/mini";
import type { BookingStatus } from "../domain/booking.ts";
import { type Cancelling, cancellingOf } from "../domain/frequent-canceller.ts";
import type { Money } from "../domain/money.ts";
import { DAY, type Instant } from "../domain/time.ts";
import { jsonColumn } from "./json-column.ts";
import type { Database, Query } from "./query.ts";
import { bookingStatus } from "./session-row.ts";

/** One cancel, for the history of who did it. */
export interface OwnCancel {
  readonly bookingId: string;
  readonly role: "mentor" | "mentee";
  readonly at: Instant;
  readonly startsAt: Instant;
  /** What went or goes back; null when it was free. */
  readonly refund: Money | null;
}

export interface Canceller {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly cancelling: Cancelling;
  /** Latest first. */
  readonly cancels: readonly OwnCancel[];
}

// What is read is bounded, however much there is: whoever has not cancelled for a year is nobody to look after, and of a very
// busy service the latest cancellations stand for all. 4,000 rows at the worst for who, and 2 x 100 a person for how often.

const LOOKS_BACK = 365 * DAY;
const CANCELLATIONS_READ = 2_000;
const PEOPLE_READ = 50;
const BOOKINGS_READ = 100;

const FIELDS = `json_object('id', h.id, 'status', h.status, 'starts', h.starts_at, 'by', h.cancelled_by,
  'at', h.cancelled_at, 'amount', h.refund_amount, 'currency', h.refund_currency)`;

/** Somebody's latest bookings in one role; drafts are no bookings yet. */
const historyOf = (role: "mentor" | "mentee"): string =>
  `(select json_group_array(${FIELDS}) from (
     select * from bookings where ${role}_id = c.id and stage = 1 order by starts_at desc limit ${BOOKINGS_READ}) h)
   as ${role}_ahead,
   (select json_group_array(${FIELDS}) from (
     select * from bookings where ${role}_id = c.id and stage = 2 order by starts_at desc limit ${BOOKINGS_READ}) h)
   as ${role}_past`;

const SQL = `
  with recent as (
    select cancelled_by as id, cancelled_at from bookings
    where cancelled_at > ?1 and cancelled_by_role in ('mentor', 'mentee')
    order by cancelled_at desc limit ${CANCELLATIONS_READ}),
  often as (
    -- Once is never too often: neither three times nor more than 30 % of five.
    select id, max(cancelled_at) as latest from recent group by id having count(*) > 1
    order by latest desc limit ${PEOPLE_READ})
  select c.id, u.name, u.email, ${historyOf("mentee")}, ${historyOf("mentor")}
  from often c join users u on u.id = c.id order by c.latest desc`;

const bookings = z.pipe(
  jsonColumn,
  z.array(
    z.object({
      id: z.string(),
      status: bookingStatus,
      starts: z.number(),
      by: z.nullable(z.string()),
      at: z.nullable(z.number()),
      amount: z.nullable(z.number()),
      currency: z.nullable(z.string()),
    }),
  ),
);

const personRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  mentee_ahead: bookings,
  mentee_past: bookings,
  mentor_ahead: bookings,
  mentor_past: bookings,
});

type Row = z.output<typeof personRow>;
type Held = z.output<typeof bookings>[number];

/** Who cancels often (domain `cancellingOf`), who cancelled latest first. */
export function cancellersQuery(db: Database, now: Instant): Query<readonly Canceller[]> {
  return {
    statements: [db.prepare(SQL).bind(now - LOOKS_BACK)],
    read: ([result]) =>
      (result?.results ?? [])
        .map((row) => cancellerOf(personRow.parse(row), now))
        .filter(({ cancelling }) => cancelling.frequent),
  };
}

/** A slot that nobody paid for was never a booking, whatever ended it. */
const NEVER_BOOKED: readonly BookingStatus[] = ["draft", "expired"];

function cancellerOf(row: Row, now: Instant): Canceller {
  const { id, name, email } = row;
  const own = [
    ...[...row.mentee_ahead, ...row.mentee_past].map((held) => ({ held, role: "mentee" as const })),
    ...[...row.mentor_ahead, ...row.mentor_past].map((held) => ({ held, role: "mentor" as const })),
  ].filter(({ held }) => !NEVER_BOOKED.includes(held.status));
  const history = own.map(({ held }) => ({ cancelledAt: held.by === id ? held.at : null }));
  const cancels = own.flatMap(({ held, role }) => cancelOf(held, role, id)).sort((a, b) => b.at - a.at);
  return { id, name, email, cancelling: cancellingOf(history, now), cancels };
}

function cancelOf(held: Held, role: OwnCancel["role"], id: string): OwnCancel[] {
  const { at, by, amount, currency } = held;
  if (by !== id || at === null) return [];
  const refund = amount === null || currency === null ? null : { amount, currency };
  return [{ bookingId: held.id, role, at, startsAt: held.starts, refund }];
}

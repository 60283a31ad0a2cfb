import * as z from "zod/mini";
import type { MailKind } from "../domain/booking.ts";
import { MAIL_LATE_AFTER } from "../domain/limits.ts";
import { LATE_COUNTED_TO } from "../domain/mail-times.ts";
import type { Instant, Milliseconds } from "../domain/time.ts";
import { MAIL_STATUSES, type MailStatus } from "./mail-statuses.ts";
import type { Database, Query } from "./query.ts";

// Mails as administrators see them: what waits, what never arrived, and how soon both people are told of a cancel.

/** One mail to one person. */
export interface MailRow {
  readonly bookingId: string;
  readonly key: string;
  readonly kind: MailKind;
  readonly userId: string;
  /** Empty for a person who is unknown by now. */
  readonly name: string;
  readonly status: MailStatus;
  readonly detail: string | null;
  /** When it came to be as it is. */
  readonly at: Instant;
  readonly askedAt: Instant;
}

const mailRow = z.pipe(
  z.object({
    booking_id: z.string(),
    key: z.string(),
    kind: z.string(),
    user_id: z.string(),
    name: z.string(),
    status: z.enum(MAIL_STATUSES),
    detail: z.nullable(z.string()),
    at: z.number(),
    asked_at: z.number(),
  }),
  z.transform(
    (row): MailRow => ({
      bookingId: row.booking_id,
      key: row.key,
      // Only a booking's object writes them.
      kind: row.kind as MailKind,
      userId: row.user_id,
      name: row.name,
      status: row.status,
      detail: row.detail,
      at: row.at,
      askedAt: row.asked_at,
    }),
  ),
);

const COLUMNS = `e.booking_id, e.key, e.kind, e.user_id, coalesce(u.name, '') as name, e.status, e.detail, e.at,
    coalesce(e.asked_at, e.at) as asked_at`;

/** A booking has a handful; whoever has them sent again and again sees the latest. */
export const MAILS_OF_BOOKING_MAX = 50;

/** A booking's mails, latest first. */
export function mailsOfBookingQuery(db: Database, bookingId: string): Query<readonly MailRow[]> {
  const sql = `select ${COLUMNS} from emails_sent e left join users u on u.id = e.user_id
    where e.booking_id = ?1 order by asked_at desc, e.key limit ?2`;
  return {
    statements: [db.prepare(sql).bind(bookingId, MAILS_OF_BOOKING_MAX)],
    read: ([result]) => (result?.results ?? []).map((row) => mailRow.parse(row)),
  };
}

export interface MailsCursor {
  readonly at: Instant;
  readonly bookingId: string;
  readonly key: string;
}

export interface MailsPage {
  readonly rows: readonly MailRow[];
  readonly next: MailsCursor | null;
}

/** The conditions of the partial indexes `emails_sent_waiting` and `emails_sent_failed`, word for word: only so are they used. */
const WAITING = "status = 'waiting'";
const FAILED = "status in ('refused', 'bounced', 'complained', 'suppressed', 'failed')";

/** What waits to be sent, the longest first. Keyset on (`asked_at`, booking, key). */
export function waitingMailsQuery(db: Database, limit: number, cursor: MailsCursor | null): Query<MailsPage> {
  const inner = `select * from emails_sent
    where ${WAITING} and asked_at >= ?1 and (asked_at, booking_id, key) > (?1, ?2, ?3)
    order by asked_at, booking_id, key limit ?4`;
  const values = [cursor?.at ?? 0, cursor?.bookingId ?? "", cursor?.key ?? "", limit + 1];
  return pageQuery(db, inner, "asc", values, limit);
}

/** What the email service refused, or could not deliver, the latest first. */
export function failedMailsQuery(db: Database, limit: number, cursor: MailsCursor | null): Query<MailsPage> {
  const inner = `select * from emails_sent
    where ${FAILED} and at <= ?1 and (at, booking_id, key) < (?1, ?2, ?3)
    order by at desc, booking_id desc, key desc limit ?4`;
  const [at, bookingId, key] = [
    cursor?.at ?? Number.MAX_SAFE_INTEGER,
    cursor?.bookingId ?? "",
    cursor?.key ?? "",
  ];
  return pageQuery(db, inner, "desc", [at, bookingId, key, limit + 1], limit);
}

/** For what waits, `at` is when it was asked for. */
function pageQuery(
  db: Database,
  inner: string,
  direction: "asc" | "desc",
  values: readonly (string | number)[],
  limit: number,
): Query<MailsPage> {
  const sql = `select ${COLUMNS} from (${inner}) e left join users u on u.id = e.user_id
    order by e.at ${direction}, e.booking_id ${direction}, e.key ${direction}`;
  return {
    statements: [db.prepare(sql).bind(...values)],
    read([result]) {
      const rows = (result?.results ?? []).map((row) => mailRow.parse(row));
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { rows: page, next: rows.length > limit && last !== undefined ? last : null };
    },
  };
}

const lateRow = z.pipe(
  z.object({ booking_id: z.string(), key: z.string(), asked_at: z.number() }),
  z.transform((row) => ({ bookingId: row.booking_id, key: row.key, askedAt: row.asked_at })),
);

/** What has waited too long, the longest first. */
export function lateMailsQuery(
  db: Database,
  now: Instant,
  limit: number,
): Query<readonly z.output<typeof lateRow>[]> {
  const sql = `select booking_id, key, asked_at from emails_sent
    where ${WAITING} and asked_at < ?1 order by asked_at limit ?2`;
  return {
    statements: [db.prepare(sql).bind(now - MAIL_LATE_AFTER, limit)],
    read: ([result]) => (result?.results ?? []).map((row) => lateRow.parse(row)),
  };
}

export interface LateMails {
  /** Mails that have waited too long by now. */
  readonly waiting: number;
  /** Cancels since then of which both people were told, but too late. */
  readonly toldLate: number;
}

const lateCounts = z.object({ waiting: z.number(), told_late: z.number() });

/** Whether administrators have to know something about mails. Reads late ones only. */
export function lateCountsQuery(db: Database, now: Instant, cancelledSince: Instant): Query<LateMails> {
  const sql = `select
    (select count(*) from (select 1 from emails_sent where ${WAITING} and asked_at < ?1 limit ?3)) as waiting,
    (select count(*) from (select 1 from bookings where ${TOLD_LATE} and cancelled_at >= ?2 limit ?3)) as told_late`;
  return {
    statements: [db.prepare(sql).bind(now - MAIL_LATE_AFTER, cancelledSince, LATE_COUNTED_TO)],
    read([result]) {
      const { waiting, told_late: toldLate } = lateCounts.parse(result?.results[0]);
      return { waiting, toldLate };
    },
  };
}

/** The condition of the partial index `bookings_told_late`, word for word. */
const TOLD_LATE = `status = 'cancelled' and cancel_told_at - cancelled_at > ${MAIL_LATE_AFTER}`;

/** How soon both people were told, by upper bounds; the last has none. */
export const TOLD_WITHIN: readonly Milliseconds[] = [2_000, 10_000, 60_000, MAIL_LATE_AFTER];

export interface SlowCancel {
  readonly bookingId: string;
  readonly cancelledAt: Instant;
  readonly took: Milliseconds;
}

export interface CancelTimes {
  /** One for each bound of `TOLD_WITHIN`, and one for what took longer. */
  readonly counts: readonly number[];
  /** Cancels of which not both were told: a mail waits, or was refused. */
  readonly untold: number;
  readonly slowest: readonly SlowCancel[];
}

const slowRow = z.pipe(
  z.object({ id: z.string(), cancelled_at: z.number(), took: z.number() }),
  z.transform((row): SlowCancel => ({ bookingId: row.id, cancelledAt: row.cancelled_at, took: row.took })),
);

/** From a cancel to both mails accepted, of the cancels since then. Read from the index alone. */
export function cancelTimesQuery(db: Database, since: Instant, slowest: number): Query<CancelTimes> {
  const took = "cancel_told_at - cancelled_at";
  const bounds = TOLD_WITHIN.map((bound, place) => {
    const above = place === 0 ? "" : `${took} > ${TOLD_WITHIN[place - 1]} and `;
    return `count(case when ${above}${took} <= ${bound} then 1 end) as n${place}`;
  });
  const from =
    "from bookings indexed by bookings_cancel_told where status = 'cancelled' and cancelled_at >= ?1";
  const counts = `select ${bounds.join(", ")}, count(case when ${took} > ${MAIL_LATE_AFTER} then 1 end) as over,
    count(case when cancel_told_at is null then 1 end) as untold ${from}`;
  const slow = `select id, cancelled_at, ${took} as took ${from} and cancel_told_at is not null
    order by took desc limit ?2`;
  return {
    statements: [db.prepare(counts).bind(since), db.prepare(slow).bind(since, slowest)],
    read([counted, listed]) {
      const row = z.record(z.string(), z.number()).parse(counted?.results[0]);
      return {
        counts: [...TOLD_WITHIN.map((_, place) => row[`n${place}`] ?? 0), row["over"] ?? 0],
        untold: row["untold"] ?? 0,
        slowest: (listed?.results ?? []).map((one) => slowRow.parse(one)),
      };
    },
  };
}

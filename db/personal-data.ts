import * as z from "zod/mini";
import { jsonColumn } from "./json-column.ts";
import { nextOnSide, type Place, paramsOf, placedRow } from "./own-bookings.ts";
import type { Database, Query } from "./query.ts";

// Everything D1 has about one person, for themselves (docs/privacy.md), and nothing that is another's: of the other participant
// the id and the name, which both have always seen; of a reason what its reader may read.

const profileRow = z.object({
  id: z.string(),
  email: z.nullable(z.string()),
  name: z.string(),
  headline: z.nullable(z.string()),
  photo_url: z.nullable(z.string()),
  timezone: z.string(),
  locale: z.string(),
  is_mentee: z.number(),
  is_mentor: z.number(),
  is_admin: z.number(),
  source: z.string(),
  created_at: z.number(),
});

const photoRow = z.object({ content_type: z.string(), body: z.array(z.number()), fetched_at: z.number() });
const hoursRow = z.object({ weekday: z.number(), from_minute: z.number(), to_minute: z.number() });
const daysOffRow = z.object({ from_day: z.string(), to_day: z.string() });
const feedRow = z.object({ created_at: z.number() });
const visitRow = z.object({ day: z.number() });
const offerRow = z.object({ duration_minutes: z.number(), amount: z.number(), currency: z.string() });
const sessionRow = z.object({ kind: z.string(), created_at: z.number(), expires_at: z.number() });
const codeRow = z.object({ created_at: z.number(), expires_at: z.number(), used_at: z.nullable(z.number()) });
const auditRow = z.object({
  at: z.number(),
  by: z.enum(["you", "administrator", "platform"]),
  action: z.string(),
  subject_id: z.string(),
  reason: z.nullable(z.string()),
  outcome: z.nullable(z.string()),
});

/** More acts about one person than there will be; it bounds what is read. */
const ACTS_MAX = 1_000;

/** All that is not in a booking. */
export interface PersonalRecords {
  readonly profile: z.output<typeof profileRow>;
  readonly photo: z.output<typeof photoRow> | null;
  readonly hours: readonly z.output<typeof hoursRow>[];
  readonly daysOff: readonly z.output<typeof daysOffRow>[];
  readonly offers: readonly z.output<typeof offerRow>[];
  /** Its address is a secret: here is only since when there is one. */
  readonly feed: z.output<typeof feedRow> | null;
  readonly sessions: readonly z.output<typeof sessionRow>[];
  /** Days on which My Sessions was opened. */
  readonly visits: readonly z.output<typeof visitRow>[];
  readonly codes: readonly z.output<typeof codeRow>[];
  readonly acts: readonly z.output<typeof auditRow>[];
}

/** One round trip. Acts are those on the person; those on one of their bookings stand with it. */
export function personalRecordsQuery(db: Database, userId: string): Query<PersonalRecords | null> {
  const of = (sql: string) => db.prepare(sql).bind(userId);
  return {
    statements: [
      of(`select id, email, name, headline, photo_url, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at
          from users where id = ?1 and removed_at is null`),
      of("select content_type, body, fetched_at from photos where user_id = ?1 and content_type <> ''"),
      of("select weekday, from_minute, to_minute from availability where user_id = ?1"),
      of("select from_day, to_day from days_off where user_id = ?1"),
      of("select duration_minutes, amount, currency from offers where user_id = ?1"),
      of("select created_at from calendar_feeds where user_id = ?1"),
      of("select kind, created_at, expires_at from sessions where user_id = ?1"),
      of("select day from visits where user_id = ?1 order by day"),
      of(`select created_at, expires_at, used_at from sign_in_codes
          where email = (select email from users where id = ?1)`),
      of(`select at, ${ACTOR} as by, action, subject_id, reason, outcome from audit_log
          where subject_id = ?1 order by at limit ${ACTS_MAX}`),
    ],
    read([profile, photo, hours, daysOff, offers, feed, sessions, visits, codes, acts]) {
      const known = profile?.results[0];
      if (known === undefined) return null;
      const rows = <T>(
        schema: z.ZodMiniType<T>,
        result: D1Result<Record<string, unknown>> | undefined,
      ): T[] => (result?.results ?? []).map((row) => schema.parse(row));
      return {
        profile: profileRow.parse(known),
        photo: rows(photoRow, photo)[0] ?? null,
        hours: rows(hoursRow, hours),
        daysOff: rows(daysOffRow, daysOff),
        offers: rows(offerRow, offers),
        feed: rows(feedRow, feed)[0] ?? null,
        sessions: rows(sessionRow, sessions),
        visits: rows(visitRow, visits),
        codes: rows(codeRow, codes),
        acts: rows(auditRow, acts),
      };
    },
  };
}

/** Who acted, without saying which administrator. ?1 is who asks. */
const ACTOR =
  "case when user_id = ?1 then 'you' when user_id is null then 'platform' else 'administrator' end";

const rowsOfJson = z.pipe(jsonColumn, z.array(z.record(z.string(), z.unknown())));

const attendanceShape = z.nullable(
  z.object({ contests: z.array(z.object({ by: z.string(), at: z.number(), reason: z.string() })) }),
);

const bookingRow = z.extend(placedRow, {
  status: z.string(),
  ends_at: z.number(),
  price_amount: z.number(),
  price_currency: z.string(),
  created_at: z.number(),
  payment_intent: z.nullable(z.string()),
  card_brand: z.nullable(z.string()),
  card_last4: z.nullable(z.string()),
  cancelled_at: z.nullable(z.number()),
  cancelled_by_role: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  attendance: z.pipe(
    z.pipe(
      z.nullable(z.string()),
      z.transform((text): unknown => JSON.parse(text ?? "null")),
    ),
    attendanceShape,
  ),
  review_rating: z.nullable(z.number()),
  review_comment: z.nullable(z.string()),
  other_id: z.string(),
  other_name: z.nullable(z.string()),
  refunds: rowsOfJson,
  timeline: rowsOfJson,
  mails: rowsOfJson,
  joins: rowsOfJson,
  acts: rowsOfJson,
});

export type PersonalBooking = z.output<typeof bookingRow>;

/** A booking's own rows of another table as one JSON column. */
const listOf = (name: string, object: string, from: string): string =>
  `(select json_group_array(json_object(${object})) from ${from}) as ${name}`;

const columns = (side: Place["side"]): string => {
  const other = side === "mentee" ? "mentor" : "mentee";
  return `, b.status, b.ends_at, b.price_amount, b.price_currency, b.created_at, b.payment_intent, b.card_brand,
    b.card_last4, b.cancelled_at, b.cancelled_by_role, b.attendance, b.review_rating, b.review_comment,
    case when b.cancelled_by = ?1 or b.cancellation_reason_shared = 1 then b.cancellation_reason end as reason,
    b.${other}_id as other_id, (select name from users where id = b.${other}_id) as other_name,
    ${listOf("refunds", "'id', r.id, 'status', r.status, 'amount', r.amount, 'currency', r.currency, 'cause', r.cause, 'requested_at', r.requested_at, 'settled_at', r.settled_at", "refunds r where r.booking_id = b.id")},
    ${listOf("timeline", "'at', t.at, 'type', t.type, 'by', t.actor", "timeline t where t.booking_id = b.id")},
    ${listOf("mails", "'kind', m.kind, 'status', m.status, 'detail', m.detail, 'at', m.at", "emails_sent m where m.booking_id = b.id and m.user_id = ?1")},
    ${listOf("joins", "'clicked_at', j.clicked_at, 'clicks', j.clicks, 'joined_at', j.joined_at", "joins j where j.booking_id = b.id and j.user_id = ?1")},
    ${listOf("acts", `'at', a.at, 'by', ${ACTOR.replaceAll("user_id", "a.user_id")}, 'action', a.action, 'outcome', a.outcome`, "audit_log a where a.subject_id = b.id")}`;
};

/** One page of a person's bookings. */
export function personalBookingsQuery(
  db: Database,
  userId: string,
  place: Place,
  limit: number,
): Query<PersonalBooking[]> {
  const sql = nextOnSide(place.side, columns(place.side));
  return {
    statements: [db.prepare(sql).bind(userId, ...paramsOf(place), limit)],
    read: ([result]) => (result?.results ?? []).map((row) => bookingRow.parse(row)),
  };
}

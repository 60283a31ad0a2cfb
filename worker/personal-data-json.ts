import type * as z from "zod";
import type { Side } from "../db/own-bookings.ts";
import type { PersonalBooking, PersonalRecords } from "../db/personal-data.ts";
import { ERASED_NAME } from "../domain/erasure.ts";
import { type Instant, toRfc3339 } from "../domain/time.ts";
import { personalBookingJson, type personalRecordsJson } from "./schemas/personal-data.ts";

const instant = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));

export function recordsJson(records: PersonalRecords, now: Instant): z.output<typeof personalRecordsJson> {
  const { profile, photo, feed, sessions, visits, codes, acts, daysOff } = records;
  const roles = { mentee: profile.is_mentee, mentor: profile.is_mentor, admin: profile.is_admin };
  return {
    exported_at: toRfc3339(now),
    profile: {
      id: profile.id,
      email: profile.email,
      name: profile.name,
      headline: profile.headline,
      photo_url: profile.photo_url,
      timezone: profile.timezone,
      locale: profile.locale,
      roles: Object.entries(roles).flatMap(([role, is]) => (is === 1 ? [role] : [])),
      made_by: profile.source,
      since: toRfc3339(profile.created_at),
    },
    photo: photo && {
      content_type: photo.content_type,
      fetched_at: toRfc3339(photo.fetched_at),
      base64: base64(photo.body),
    },
    availability: [...records.hours],
    days_off: daysOff.map(({ from_day: from, to_day: to }) => ({ from, to })),
    offers: [...records.offers],
    calendar_feed: feed && { since: toRfc3339(feed.created_at) },
    sessions: sessions.map((one) => ({
      kind: one.kind,
      since: toRfc3339(one.created_at),
      until: toRfc3339(one.expires_at),
    })),
    visits: visits.map(({ day }) => toRfc3339(day).slice(0, 10)),
    sign_in_codes: codes.map((code) => ({
      sent_at: toRfc3339(code.created_at),
      good_until: toRfc3339(code.expires_at),
      used_at: instant(code.used_at),
    })),
    acts: acts.map(({ at, by, action, reason, outcome }) => ({
      at: toRfc3339(at),
      by,
      action,
      reason,
      outcome,
    })),
  };
}

/** @param role the person's own in this booking. */
export function personalBooking(row: PersonalBooking, role: Side): z.output<typeof personalBookingJson> {
  const payer = role === "mentee";
  const { payment_intent, card_brand, card_last4, review_rating } = row;
  const card = card_brand === null || card_last4 === null ? null : { brand: card_brand, last4: card_last4 };
  const contest = row.attendance?.contests.find(({ by }) => by === role) ?? null;
  // Checked once more on its way out: rows of other tables came as JSON.
  return personalBookingJson.parse({
    id: row.id,
    status: row.status,
    role,
    with: { id: row.other_id, name: row.other_name ?? ERASED_NAME },
    starts_at: toRfc3339(row.starts_at),
    ends_at: toRfc3339(row.ends_at),
    booked_at: toRfc3339(row.created_at),
    price: { amount: row.price_amount, currency: row.price_currency },
    payment: payer && payment_intent !== null ? { payment_intent, card } : null,
    cancellation:
      row.cancelled_at === null
        ? null
        : { at: toRfc3339(row.cancelled_at), by: row.cancelled_by_role, reason: row.reason },
    contest: contest && { at: toRfc3339(contest.at), reason: contest.reason },
    refunds: payer ? row.refunds.map(dated) : [],
    review:
      review_rating === null
        ? null
        : { rating: review_rating, comment: row.review_comment, by: payer ? "you" : "mentee" },
    timeline: row.timeline.map(dated),
    mails: row.mails.map(dated),
    joins: row.joins.map(dated),
    acts: row.acts.map(dated),
  });
}

/** Every column that ends so is an instant (db/schema.ts). */
const dated = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      /(^|_)at$/.test(key) && typeof value === "number" ? toRfc3339(value) : value,
    ]),
  );

function base64(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

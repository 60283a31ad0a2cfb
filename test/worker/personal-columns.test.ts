import "./support/settings.ts";
import { env } from "cloudflare:workers";
import { type Column, getTableColumns, getTableName, isTable } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import * as schema from "../../db/schema.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import type { Env } from "../../worker/env.ts";
import { serviceFrom } from "../../worker/services.ts";
import { call, hoursAhead, type Somebody, somebody, takeOver, uniqueId } from "./support/api.ts";
import { everything } from "./support/everything.ts";
import { outsideAsUsual } from "./support/outside.ts";

// Issue "People's data": every column of D1 has its fate, in an export and in an erasure. One that is new has none until somebody
// decides it here; and each is seen to be kept.

beforeEach(outsideAsUsual);

/** Told to the person or held back from their export; gone once they are erased, or staying; or nothing of a person at all. */
type Fate = "told, goes" | "told, stays" | "held, goes" | "held, stays" | "nobody's";

const FATES: Readonly<Record<string, Partial<Record<Fate, string>>>> = {
  users: {
    "told, goes": "email name headline photo_url timezone locale is_admin",
    "told, stays": "id is_mentee is_mentor source created_at",
    "held, goes": "name_folded",
    "held, stays": "removed_at rating_count rating_total",
  },
  availability: { "told, goes": "weekday from_minute to_minute", "held, goes": "user_id" },
  days_off: { "told, goes": "from_day to_day", "held, goes": "user_id" },
  offers: { "told, goes": "duration_minutes amount currency", "held, goes": "user_id" },
  photos: { "told, goes": "content_type body fetched_at", "held, goes": "user_id source_url" },
  // Secrets, or halves of them: not even to their owner in a file that lies about.
  calendar_feeds: { "told, goes": "created_at", "held, goes": "user_id salt token_hash" },
  sessions: { "told, goes": "kind created_at expires_at", "held, goes": "token_hash user_id" },
  sign_in_codes: {
    "told, goes": "created_at expires_at used_at",
    "held, goes": "id email code_hash browser_hash network_hash attempts",
  },
  bookings: {
    "told, goes": "card_brand card_last4 attendance cancellation_reason review_comment",
    "told, stays":
      "id status mentor_id mentee_id starts_at ends_at price_amount price_currency created_at payment_intent cancelled_at cancelled_by_role review_rating",
    "held, goes": "cancellation_reason_shared",
    // The room's and the checkout's addresses let in whoever knows them.
    "held, stays": "cancelled_by checkout_session_id checkout_url video_call_room_id video_call_url",
    "nobody's":
      "version source cancel_notice hold_until video_provider room_moved_at undecided waits_since cancel_told_at refund_status refund_currency refund_requested_at refund_settled_at refund_issued refund_amount stage",
  },
  joins: { "told, stays": "clicked_at clicks joined_at", "held, stays": "booking_id user_id" },
  refunds: {
    "told, stays": "id cause status amount currency requested_at settled_at",
    "held, stays": "booking_id payment_intent stripe_refund_id manual_reason settled_outside",
    "nobody's": "version",
  },
  // Told with the booking, whose row has the same.
  reviews: { "held, goes": "comment", "held, stays": "booking_id mentor_id mentee_id rating created_at" },
  // Who acted is told as a role: an administrator's id is not the participants' to know. What a service answered is the desk's.
  timeline: {
    "told, stays": "at type actor",
    "held, stays": "booking_id user_id answer",
    "nobody's": "position",
  },
  emails_sent: {
    "told, goes": "detail",
    "told, stays": "kind status at",
    "held, stays": "booking_id key user_id provider_id asked_at",
  },
  audit_log: { "told, stays": "at action reason outcome", "held, stays": "id user_id subject_id" },
  visits: { "told, goes": "day", "held, goes": "user_id" },
  daily_tallies: { "nobody's": "day tally counted_at" },
  progress: { "held, goes": "job after" },
  email_events: { "nobody's": "provider_id status weight detail at" },
  webhook_events: { "nobody's": "service event_id received_at" },
  undelivered_events: { "nobody's": "id booking_id position type at attempts last_error given_up_at" },
  reconciliations: { "nobody's": "day progress totals started_at finished_at" },
  reconciliation_seen: { "nobody's": "day id" },
  reconciliation_differences: {
    "nobody's":
      "day kind subject booking_id refund_id payment_intent stripe_refund_id ours_amount ours_status theirs_amount theirs_status currency found_at resolved_at",
  },
};

const TABLES: ReadonlyMap<string, readonly Column[]> = new Map(
  Object.values(schema)
    .filter(isTable)
    .map((table) => [getTableName(table), Object.values(getTableColumns(table)) as Column[]]),
);

const listed = (table: string, fate: Fate): readonly string[] => FATES[table]?.[fate]?.split(" ") ?? [];

const fatesOf = (table: string): readonly string[] =>
  Object.values(FATES[table] ?? {}).flatMap((columns) => columns.split(" "));

test("every column has one fate, and no column that is gone has any", () => {
  for (const [table, columns] of TABLES) {
    expect([...fatesOf(table)].sort(), table).toEqual(columns.map(({ name }) => name).sort());
  }
  expect(Object.keys(FATES).filter((table) => !TABLES.has(table))).toEqual([]);
});

/** A word that stands in this column and nowhere else. */
const word = (table: string, column: string): string => `~${table}.${column}~`;

/** Whose row it is, and what a table insists on. */
function fixed(person: Somebody, booking: string): Readonly<Record<string, unknown>> {
  const contest = { by: "mentee", at: 1, reason: word("bookings", "attendance") };
  return {
    user_id: person.id,
    mentee_id: person.id,
    cancelled_by: person.id,
    booking_id: booking,
    email: person.email,
    "audit_log.subject_id": person.id,
    "availability.to_minute": 60,
    "reviews.rating": 5,
    // One that is open would refuse the erasure.
    "refunds.status": "succeeded",
    "timeline.position": 99,
    "bookings.review_rating": 5,
    "bookings.attendance": JSON.stringify({ contests: [contest] }),
    "photos.body": new Uint8Array([1, 2, 3]),
  };
}

/** Rows of every table that has anything of a person's, with a word of its own in each column that holds any text. */
async function fill(person: Somebody, booking: string): Promise<void> {
  const given = fixed(person, booking);
  const keys: Readonly<Record<string, string>> = { users: person.id, bookings: booking };
  for (const [table, columns] of TABLES) {
    if (table === "progress" || fatesOf(table).length === listed(table, "nobody's").length) continue;
    const valueFor = ({ name, columnType, enumValues }: Column): unknown =>
      given[`${table}.${name}`] ??
      given[name] ??
      (columnType === "SQLiteText" ? (enumValues?.[0] ?? word(table, name)) : 0);
    const key = keys[table];
    if (key === undefined) {
      const names = columns.map(({ name }) => name).join(", ");
      const places = columns.map((_, at) => `?${at + 1}`).join(", ");
      await env.DB.prepare(`insert into ${table} (${names}) values (${places})`)
        .bind(...columns.map(valueFor))
        .run();
    } else {
      const texts = columns.filter(
        ({ name, columnType, enumValues }) =>
          given[`${table}.${name}`] !== undefined ||
          (columnType === "SQLiteText" && !enumValues?.length && !/^(id|mentor_id)$/.test(name)),
      );
      const set = texts.map(({ name }, at) => `${name} = ?${at + 2}`).join(", ");
      await env.DB.prepare(`update ${table} set ${set} where id = ?1`)
        .bind(key, ...texts.map(valueFor))
        .run();
    }
  }
}

/** The words of all columns of a fate that hold any text. */
const wordsOf = (...fates: readonly Fate[]): readonly string[] =>
  Object.keys(FATES).flatMap((table) =>
    fates.flatMap((fate) => listed(table, fate).map((column) => word(table, column))),
  );

describe("each column's fate", () => {
  test("is what an export and an erasure do", async () => {
    const [mentor, person] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, person, hoursAhead(700));
    await call("POST", `/api/bookings/${id}/cancel`, { token: person.token });
    await vi.waitFor(async () => {
      const told = "select count(*) as n from emails_sent where booking_id = ?1 and status = 'accepted'";
      expect(await env.DB.prepare(told).bind(id).first("n")).toBe(2);
    });
    await fill(person, id);
    const there = await everything();
    const written = (words: readonly string[]) => words.filter((one) => there.includes(one));

    const { text } = await call("GET", "/api/me/export", { token: person.token });
    const told = written(wordsOf("told, goes", "told, stays"));
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((one) => !text.includes(one))).toEqual([]);
    expect(wordsOf("held, goes", "held, stays", "nobody's").filter((one) => text.includes(one))).toEqual([]);

    const going = [...written(wordsOf("told, goes", "held, goes")), person.email];
    expect(going.length).toBeGreaterThan(15);
    const dashboard = new Dashboard(serviceFrom(env as unknown as Env));
    expect(await dashboard.eraseMe(person.token, person.email)).toMatchObject({ ok: true });
    const left = await everything();
    expect(going.filter((one) => left.includes(one))).toEqual([]);
  });
});

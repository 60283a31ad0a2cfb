import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, test } from "vitest";
import { noteEmailEvent } from "../../db/email-events.ts";
import {
  cancelTimesQuery,
  failedMailsQuery,
  lateCountsQuery,
  lateMailsQuery,
  mailsOfBookingQuery,
  waitingMailsQuery,
} from "../../db/mails.ts";
import { ask } from "../../db/query.ts";
import { type emailEvents, emailsSent } from "../../db/schema.ts";
import { removeExpired } from "../../db/sweep.ts";
import { LATE_COUNTED_TO } from "../../domain/mail-times.ts";
import { DAY, MINUTE, SECOND } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const DB = env.DB;
const NOW = Date.UTC(2026, 10, 20, 12);

type Row = typeof emailsSent.$inferInsert;

const mail = (bookingId: string, fields: Partial<Row> = {}): Row => ({
  bookingId,
  key: "mail:cancelled:ana",
  kind: "cancelled",
  userId: "ana",
  status: "accepted",
  providerId: null,
  detail: null,
  at: NOW - DAY,
  askedAt: fields.at ?? NOW - DAY,
  ...fields,
});

beforeAll(async () => {
  await insertUsers(DB, [{ id: "ana", name: "Ana" }]);
  await insertRows(DB, emailsSent, [
    mail("late", { status: "waiting", at: NOW - 6 * MINUTE }),
    mail("later", { status: "waiting", at: NOW - 9 * MINUTE, userId: "gone" }),
    mail("just", { status: "waiting", at: NOW - 5 * MINUTE }),
    mail("refused", { status: "refused", detail: "no such address", at: NOW - 3 * MINUTE }),
    mail("bounced", { status: "bounced", at: NOW - 2 * MINUTE }),
    mail("late", { key: "mail:confirmed:ana", kind: "confirmed", askedAt: null }),
    // What was sent in years, and is nobody's concern.
    ...Array.from({ length: 3_000 }, (_, n) =>
      mail(`sent${n}`, { status: n % 2 === 0 ? "accepted" : "delivered" }),
    ),
  ]);
});

describe("mails as administrators see them", () => {
  test("what waits, the longest first, page by page", async () => {
    const { answer, rowsRead } = await measure(DB, waitingMailsQuery(DB, 2, null));
    expect(answer.rows.map(({ bookingId, name }) => [bookingId, name])).toEqual([
      ["later", ""],
      ["late", "Ana"],
    ]);
    expect(rowsRead).toBeLessThanOrEqual(8);
    const [more] = await ask(DB, waitingMailsQuery(DB, 2, answer.next));
    expect(more.rows.map(({ bookingId }) => bookingId)).toEqual(["just"]);
    expect(more.next).toBeNull();
  });

  test("what never arrived, the latest first, page by page", async () => {
    const { answer, rowsRead } = await measure(DB, failedMailsQuery(DB, 1, null));
    expect(answer.rows).toMatchObject([{ bookingId: "bounced", status: "bounced" }]);
    expect(rowsRead).toBeLessThanOrEqual(6);
    const [more] = await ask(DB, failedMailsQuery(DB, 1, answer.next));
    expect(more.rows).toMatchObject([{ bookingId: "refused", detail: "no such address" }]);
    expect(more.next).toBeNull();
  });

  test("a booking's own, with what was settled before it was noted when they were asked for", async () => {
    const [rows] = await ask(DB, mailsOfBookingQuery(DB, "late"));
    expect(rows.map(({ kind, status, askedAt }) => [kind, status, askedAt])).toEqual([
      ["cancelled", "waiting", NOW - 6 * MINUTE],
      ["confirmed", "accepted", NOW - DAY],
    ]);
  });

  test("what is late, after five minutes, strictly", async () => {
    const { answer, rowsRead } = await measure(DB, lateMailsQuery(DB, NOW, 10));
    expect(answer.map(({ bookingId }) => bookingId)).toEqual(["later", "late"]);
    expect(rowsRead).toBeLessThanOrEqual(4);
  });

  test("each list is found by an index, and nothing is sorted but a page", async () => {
    const cursor = { at: NOW, bookingId: "x", key: "k" };
    for (const at of [null, cursor]) {
      await expectIndexed(DB, (on) => lateMailsQuery(on, NOW, 10));
      for (const query of [waitingMailsQuery, failedMailsQuery]) {
        const { rowsRead } = await measure(DB, query(DB, 10, at));
        expect(rowsRead).toBeLessThanOrEqual(15);
      }
    }
  });
});

describe("how soon both people are told of a cancel", () => {
  const SINCE = NOW - 7 * DAY;

  beforeAll(async () => {
    const cancelled = (id: string, took: number | null, at = NOW - DAY) => ({
      id,
      mentorId: `${id}-mentor`,
      menteeId: `${id}-mentee`,
      startsAt: NOW + 3 * DAY,
      status: "cancelled" as const,
      cancelledAt: at,
      cancelToldAt: took === null ? null : at + took,
    });
    await insertBookings(DB, [
      cancelled("quick", 2 * SECOND),
      cancelled("soon", 10 * SECOND),
      cancelled("slow", 5 * MINUTE),
      cancelled("too-slow", 5 * MINUTE + 1),
      cancelled("untold", null),
      cancelled("long-ago", DAY, SINCE - 1),
      cancelled("first", 1, SINCE),
      ...Array.from({ length: 2_000 }, (_, n) => cancelled(`old${n}`, 1, SINCE - DAY - n)),
    ]);
  });

  test("is counted by bounds, with the slowest by name, from the index alone", async () => {
    const { answer, rowsRead } = await measure(DB, cancelTimesQuery(DB, SINCE, 2));
    expect(answer.counts).toEqual([2, 1, 0, 1, 1]);
    expect(answer.untold).toBe(1);
    expect(answer.slowest).toEqual([
      { bookingId: "too-slow", cancelledAt: NOW - DAY, took: 5 * MINUTE + 1 },
      { bookingId: "slow", cancelledAt: NOW - DAY, took: 5 * MINUTE },
    ]);
    expect(rowsRead).toBeLessThanOrEqual(20);
  });

  test("whether anything is late is asked with every administrators' page, so it reads late ones alone", async () => {
    const { answer, rowsRead } = await measure(DB, lateCountsQuery(DB, NOW, SINCE));
    expect(answer).toEqual({ waiting: 2, toldLate: 1 });
    expect(rowsRead).toBeLessThanOrEqual(12);
    await insertRows(
      DB,
      emailsSent,
      Array.from({ length: 200 }, (_, n) => mail(`w${n}`, { status: "waiting", at: NOW - DAY })),
    );
    expect((await measure(DB, lateCountsQuery(DB, NOW, SINCE))).answer.waiting).toBe(LATE_COUNTED_TO);
  });
});

describe("what the email service says", () => {
  const db = drizzle(DB);
  const said = (status: (typeof emailEvents.$inferInsert)["status"], at = NOW) =>
    db.batch(noteEmailEvent(db, { providerId: "m1", status, detail: status, at }));
  const shown = () =>
    DB.prepare("select status from emails_sent where provider_id = 'm1'").first<string>("status");

  test("is kept in any order: what is more final stays", async () => {
    await insertRows(DB, emailsSent, [mail("told", { providerId: "m1" })]);
    for (const [status, becomes] of [
      ["delivered", "delivered"],
      ["delayed", "delivered"],
      ["complained", "complained"],
      ["delivered", "complained"],
      ["bounced", "bounced"],
      ["complained", "bounced"],
    ] as const) {
      await said(status);
      expect(await shown()).toBe(becomes);
    }
  });

  test("is forgotten after a while if it was good news; who could not be reached stays known", async () => {
    await DB.prepare("delete from email_events").run();
    const statuses = ["delayed", "delivered", "complained", "bounced", "suppressed", "failed"] as const;
    for (const status of statuses) {
      await db.batch(noteEmailEvent(db, { providerId: status, status, detail: null, at: NOW - 30 * DAY }));
    }
    await ask(DB, removeExpired(DB, NOW));
    const { results } = await DB.prepare("select provider_id as id from email_events order by id").all();
    expect(results.map((row) => row["id"])).toEqual(["bounced", "complained", "failed", "suppressed"]);
  });
});

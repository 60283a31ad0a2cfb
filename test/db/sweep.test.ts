import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { beginAudit, finishAudit } from "../../db/audit.ts";
import { ask } from "../../db/query.ts";
import { sessions, signInCodes } from "../../db/schema.ts";
import { overdueQuery, removeExpired } from "../../db/sweep.ts";
import { insertWebhookEvent, webhookEventSeenQuery } from "../../db/webhook-events.ts";
import { REMOVED_AT_ONCE, RETENTION } from "../../domain/retention.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { expectIndexed, measure, plansOf, unwantedIn } from "../support/workerd/measure.ts";
import { insertBookings, insertRows } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);

describe("the sweep", () => {
  it("finds what the clock has overtaken, and only that", async () => {
    const at = (
      id: string,
      startsAt: number,
      status: "confirmed" | "in_progress" | "draft",
      holdUntil?: number,
    ) => ({
      id,
      mentorId: id,
      menteeId: `${id}-mentee`,
      startsAt,
      status,
      holdUntil: holdUntil ?? null,
    });
    await insertBookings(db, [
      at("began", NOW, "confirmed"),
      at("not-yet", NOW + 1, "confirmed"),
      at("over", NOW - 90 * MINUTE, "in_progress"),
      at("closing", NOW - 90 * MINUTE + 1, "in_progress"),
      at("long-over", NOW - DAY, "confirmed"),
      at("held", NOW + DAY, "draft", NOW + 1),
      at("let-go", NOW + DAY, "draft", NOW),
      at("let-go-long-ago", NOW + 9 * DAY, "draft", NOW - HOUR),
      ...Array.from({ length: 2_000 }, (_, n) => ({
        ...at(`far${n}`, NOW + (n + 2) * HOUR, n % 2 === 0 ? "confirmed" : "draft", NOW + HOUR),
      })),
    ]);
    const { answer, rowsRead } = await measure(db, overdueQuery(db, NOW, 100));
    expect(answer).toEqual(["long-over", "over", "began", "let-go-long-ago", "let-go"]);
    expect(rowsRead).toBeLessThanOrEqual(10);
    expect((await measure(db, overdueQuery(db, NOW, 1))).answer).toEqual(["long-over", "let-go-long-ago"]);
    await expectIndexed(db, (on) => overdueQuery(on, NOW, 100));
  });

  it("removes sessions that are over and codes that no limit counts any more", async () => {
    const session = (tokenHash: string, expiresAt: number) => ({
      tokenHash,
      userId: "u",
      kind: "browser" as const,
      createdAt: 0,
      expiresAt,
    });
    await insertRows(db, sessions, [session("over", NOW), session("alive", NOW + 1)]);
    const code = (id: string, createdAt: number) => ({
      id,
      email: "a@example.test",
      codeHash: "h",
      browserHash: "h",
      networkHash: "h",
      attempts: 0,
      createdAt,
      expiresAt: createdAt + 10 * MINUTE,
    });
    await insertRows(db, signInCodes, [code("old", NOW - DAY), code("new", NOW - DAY + 1)]);
    const walked = (await plansOf(db, (on) => removeExpired(on, NOW))).map(unwantedIn);
    // In the order they were written, the oldest webhooks of the table alone, and no more than REMOVED_AT_ONCE.
    expect(walked).toEqual(RETENTION.map(({ oldestBy }) => (oldestBy === "insertion" ? ["SCAN c"] : [])));
    await ask(db, removeExpired(db, NOW));
    expect((await db.prepare("select token_hash from sessions").all()).results).toEqual([
      { token_hash: "alive" },
    ]);
    expect((await db.prepare("select id from sign_in_codes").all()).results).toEqual([{ id: "new" }]);
  });
});

/** One row of each: ?1 its id, ?2 the instant that counts. */
const MAKING: Readonly<Record<string, string>> = {
  webhook_events: "insert into webhook_events values ('stripe', ?1, ?2)",
  email_events: "insert into email_events values (?1, 'delivered', 2, null, ?2)",
  undelivered_events:
    "insert into undelivered_events values (?1, 'b', 0, 'booking.created', 0, 9, 'down', ?2)",
  audit_log: "insert into audit_log values (?1, ?2, null, 'cancel_booking', 'b', null, 'done')",
};

describe("what has served its time", () => {
  it("goes from every table to the millisecond, and no more than a bounded part of it in one run", async () => {
    const count = (table: string) => db.prepare(`select count(*) as n from ${table}`).first("n");
    for (const { table, kept } of RETENTION.filter((one) => one.table in MAKING)) {
      const many = Array.from({ length: REMOVED_AT_ONCE + 1 }, (_, n) => n);
      const insert = db.prepare(MAKING[table] ?? "");
      await db.batch([
        ...many.map((n) => insert.bind(`old-${n}`, NOW - kept)),
        insert.bind("young", NOW - kept + 1),
      ]);
      await ask(db, removeExpired(db, NOW));
      expect(await count(table), table).toBe(2);
      await ask(db, removeExpired(db, NOW));
      expect(await count(table), table).toBe(1);
      await db.prepare(`delete from ${table}`).run();
    }
  });

  it("is found without reading the rest: what is too young, and what nobody may remove", async () => {
    const many = Array.from({ length: 4_000 }, (_, n) => n);
    const young = db.prepare("insert into webhook_events values ('daily', ?1, ?2)");
    await db.batch(many.map((n) => young.bind(`young-${n}`, NOW)));
    const bounced = db.prepare("insert into email_events values (?1, 'bounced', 4, null, 0)");
    await db.batch(many.map((n) => bounced.bind(`bounced-${n}`)));
    expect((await measure(db, removeExpired(db, NOW))).rowsRead).toBeLessThan(4 * REMOVED_AT_ONCE);
    await db.batch([db.prepare("delete from webhook_events"), db.prepare("delete from email_events")]);
  });
});

describe("a webhook's event", () => {
  it("is noted once, for its own service", async () => {
    expect(await ask(db, webhookEventSeenQuery(db, "stripe", "evt_1"))).toEqual([false]);
    const noted = await Promise.all(
      [1, 2, 3].map(() => ask(db, insertWebhookEvent(db, "stripe", "evt_1", NOW))),
    );
    expect(noted.flat().filter((first) => first)).toHaveLength(1);
    expect(await ask(db, webhookEventSeenQuery(db, "stripe", "evt_1"))).toEqual([true]);
    expect(await ask(db, webhookEventSeenQuery(db, "daily", "evt_1"))).toEqual([false]);
    await expectIndexed(db, (on) => webhookEventSeenQuery(on, "stripe", "evt_1"));
  });
});

describe("the audit log", () => {
  it("has an act before it is done, and its first outcome for good", async () => {
    const entry = { id: "act", at: NOW, userId: "admin", action: "cancel", subjectId: "b", reason: "ill" };
    await ask(db, beginAudit(db, entry));
    const row = () => db.prepare("select * from audit_log").first();
    expect(await row()).toMatchObject({ action: "cancel", subject_id: "b", outcome: null });
    await ask(db, finishAudit(db, "act", "done"));
    await ask(db, finishAudit(db, "act", "not_cancellable"));
    expect(await row()).toMatchObject({ user_id: "admin", reason: "ill", outcome: "done" });
  });
});

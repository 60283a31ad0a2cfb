import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { beginAudit, finishAudit } from "../../db/audit.ts";
import { ask } from "../../db/query.ts";
import { sessions, signInCodes } from "../../db/schema.ts";
import { overdueQuery, removeExpired, SIGN_IN_CODES_KEPT } from "../../db/sweep.ts";
import { insertWebhookEvent, webhookEventSeenQuery } from "../../db/webhook-events.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
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
    await insertRows(db, signInCodes, [
      code("old", NOW - SIGN_IN_CODES_KEPT),
      code("new", NOW - SIGN_IN_CODES_KEPT + 1),
    ]);
    await expectIndexed(db, (on) => removeExpired(on, NOW));
    await ask(db, removeExpired(db, NOW));
    expect((await db.prepare("select token_hash from sessions").all()).results).toEqual([
      { token_hash: "alive" },
    ]);
    expect((await db.prepare("select id from sign_in_codes").all()).results).toEqual([{ id: "new" }]);
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

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  calendarFeedQuery,
  type FeedOfPerson,
  feedQuery,
  removeCalendarFeed,
  saveCalendarFeed,
} from "../../db/calendar-feeds.ts";
import { removePlatformUser } from "../../db/people-writing.ts";
import { ask } from "../../db/query.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const NOW = Date.UTC(2026, 10, 28, 12);
const db = env.DB;

const feedOf = async (tokenHash: string, most = 500): Promise<FeedOfPerson | null> =>
  (await ask(db, feedQuery(db, tokenHash, most)))[0];

const idsOf = async (tokenHash: string, most?: number) =>
  (await feedOf(tokenHash, most))?.sessions.map(({ id }) => id);

const give = (userId: string, tokenHash: string) =>
  ask(db, saveCalendarFeed(db, userId, { salt: "salt", tokenHash, createdAt: NOW }));

beforeAll(async () => {
  await insertUsers(db, [
    { id: "ann", locale: "es" },
    { id: "coach", name: "Carlos" },
    { id: "both" },
    { id: "busy" },
    { id: "leaving", source: "platform" },
  ]);
  const at = (id: string, days: number, more: object = {}) => ({
    id,
    startsAt: NOW + days * DAY,
    mentorId: "coach",
    menteeId: "ann",
    ...more,
  });
  await insertBookings(db, [
    at("ahead", 5),
    at("draft", 4, { status: "draft" }),
    at("off", 3, { status: "cancelled", cancelledAt: NOW - HOUR, createdAt: NOW - 9 * HOUR }),
    at("never-paid", 2, { status: "expired" }),
    at("done", -1, { status: "completed" }),
    at("missed", -2, { status: "no_show" }),
    at("late-alarm", -3, { status: "in_progress" }),
    at("taught", 6, { mentorId: "ann", menteeId: "coach" }),
    at("of-another", 7, { menteeId: "both" }),
    at("with-oneself", 8, { mentorId: "both", menteeId: "both" }),
  ]);
});

describe("a calendar feed", () => {
  it("has everything that was agreed in either role, and nothing of others", async () => {
    await give("ann", "a1");
    expect(await idsOf("a1")).toEqual(["taught", "ahead", "off", "done", "missed", "late-alarm"]);
    const feed = await feedOf("a1");
    expect(feed?.locale).toBe("es");
    expect(feed?.sessions[1]).toMatchObject({ otherName: "Carlos", status: "confirmed" });
    expect(feed?.sessions[2]).toMatchObject({ status: "cancelled", changedAt: NOW - HOUR });
  });

  it("tells a session with oneself once", async () => {
    await give("both", "b1");
    expect(await idsOf("b1")).toEqual(["with-oneself", "of-another"]);
  });

  it("of more than fit keeps the latest", async () => {
    expect(await idsOf("a1", 2)).toEqual(["taught", "ahead"]);
  });

  it("costs what it holds, of however many sessions", async () => {
    await insertBookings(
      db,
      Array.from({ length: 3_000 }, (_, n) => ({
        id: `busy-${n}`,
        startsAt: NOW - n * DAY,
        mentorId: "busy",
        menteeId: "idle",
        status: "completed" as const,
      })),
    );
    await give("busy", "y1");
    await expectIndexed(db, (database) => feedQuery(database, "y1", 500));
    const { answer, rowsRead } = await measure(db, feedQuery(db, "y1", 500));
    expect(answer?.sessions).toHaveLength(500);
    expect(rowsRead).toBeLessThanOrEqual(1_100);
  });
});

describe("its address", () => {
  it("is one a person: a new one ends the one before", async () => {
    await give("coach", "c1");
    await give("coach", "c2");
    expect(await feedOf("c1")).toBeNull();
    expect(await feedOf("c2")).not.toBeNull();
    expect((await ask(db, calendarFeedQuery(db, "coach")))[0]?.tokenHash).toBe("c2");
  });

  it("is nobody's once it was ended, or if it never was", async () => {
    await give("both", "b2");
    await ask(db, removeCalendarFeed(db, "both"));
    expect(await feedOf("b2")).toBeNull();
    expect(await feedOf("unknown")).toBeNull();
    expect((await ask(db, calendarFeedQuery(db, "both")))[0]).toBeNull();
  });

  it("ends with its person", async () => {
    await give("leaving", "l1");
    expect(await feedOf("l1")).not.toBeNull();
    await ask(db, removePlatformUser(db, "leaving", NOW));
    expect(await feedOf("l1")).toBeNull();
    expect((await ask(db, calendarFeedQuery(db, "leaving")))[0]).toBeNull();
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { type MentorsCursor, mentorQuery, mentorsQuery } from "../../db/mentors.ts";
import { ask } from "../../db/query.ts";
import { insertReview } from "../../db/reviews.ts";
import { offers } from "../../db/schema.ts";
import { sessionQuery } from "../../db/session-details.ts";
import { HOUR } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);

beforeAll(async () => {
  await insertUsers(db, [
    { id: "m-zoe", name: "Zoe", headline: "Go", timezone: "America/Havana" },
    { id: "m-ann2", name: "Ann" },
    { id: "m-ann1", name: "Ann" },
    { id: "mentee", isMentor: false, name: "Bea" },
    { id: "gone", name: "Carl", removedAt: 1, email: null },
    ...Array.from({ length: 60 }, (_, n) => ({ id: `x${n}`, name: `Mentor ${n % 7}` })),
  ]);
  await insertRows(db, offers, [
    { userId: "m-zoe", durationMinutes: 60, amount: 9_000, currency: "usd" },
    { userId: "m-zoe", durationMinutes: 30, amount: 0, currency: "jpy" },
  ]);
  await insertBookings(
    db,
    Array.from({ length: 1_000 }, (_, n) => ({
      id: `b${n}`,
      mentorId: "m-zoe",
      menteeId: "mentee",
      startsAt: NOW - (n + 2) * HOUR,
      status: "completed" as const,
    })),
  );
});

const review = (bookingId: string, rating: number, comment: string | null = null) =>
  insertReview(db, { bookingId, mentorId: "m-zoe", menteeId: "mentee", rating, comment, at: NOW });

describe("the directory", () => {
  it("lists every mentor once, by name, page by page", async () => {
    const ids: string[] = [];
    let cursor: MentorsCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof pageBehind>> = await pageBehind(cursor);
      ids.push(...page.rows.map((row) => row.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(ids).toHaveLength(63);
    expect(new Set(ids).size).toBe(63);
    expect(ids.slice(0, 2)).toEqual(["m-ann1", "m-ann2"]);
    expect(ids.at(-1)).toBe("m-zoe");
    expect(ids).not.toContain("gone");
    expect(ids).not.toContain("mentee");
  });

  async function pageBehind(cursor: MentorsCursor | null) {
    return (await measure(db, mentorsQuery(db, { limit: 9, cursor }))).answer;
  }

  it("shows offers, shortest first, and no rating before a review", async () => {
    expect((await measure(db, mentorQuery(db, "m-zoe"))).answer).toEqual({
      id: "m-zoe",
      name: "Zoe",
      headline: "Go",
      photoUrl: null,
      timezone: "America/Havana",
      offers: [
        { durationMinutes: 30, price: { amount: 0, currency: "jpy" } },
        { durationMinutes: 60, price: { amount: 9_000, currency: "usd" } },
      ],
      rating: null,
    });
    for (const id of ["mentee", "gone", "nobody"]) {
      expect((await measure(db, mentorQuery(db, id))).answer).toBeNull();
    }
  });

  it("rates by every review, and reads none of them", async () => {
    await ask(db, ...Array.from({ length: 20 }, (_, n) => review(`b${n + 500}`, (n % 5) + 1)));
    const { answer, rowsRead } = await measure(db, mentorQuery(db, "m-zoe"));
    expect(answer?.rating).toEqual({ average: 3, count: 20 });
    expect(rowsRead).toBeLessThanOrEqual(5);
    const page = await measure(db, mentorsQuery(db, { limit: 20, cursor: null }));
    expect(page.rowsRead).toBeLessThanOrEqual(25);
  });

  it("is searched by an index and not sorted", async () => {
    await expectIndexed(db, (on) => mentorsQuery(on, { limit: 20, cursor: null }));
    await expectIndexed(db, (on) => mentorsQuery(on, { limit: 20, cursor: { name: "M", id: "x" } }));
    await expectIndexed(db, (on) => mentorQuery(on, "m-zoe"));
  });
});

describe("a review", () => {
  it("stands beside its booking, once", async () => {
    const before = (await ask(db, mentorQuery(db, "m-zoe")))[0]?.rating;
    expect(await ask(db, review("b0", 5, "<b>fine</b>"))).toEqual([true]);
    expect(await ask(db, review("b0", 1, "changed my mind"))).toEqual([false]);
    expect((await ask(db, sessionQuery(db, "b0")))[0]?.review).toEqual({ rating: 5, comment: "<b>fine</b>" });
    const after = (await ask(db, mentorQuery(db, "m-zoe")))[0]?.rating;
    expect(after?.count).toBe((before?.count ?? 0) + 1);
  });

  it("counts once when it is sent twice at once", async () => {
    const before = (await ask(db, mentorQuery(db, "m-zoe")))[0]?.rating?.count ?? 0;
    const outcomes = await Promise.all([1, 2, 3, 4].map((rating) => ask(db, review("b1", rating))));
    expect(outcomes.flat().filter((written) => written)).toHaveLength(1);
    expect((await ask(db, mentorQuery(db, "m-zoe")))[0]?.rating?.count).toBe(before + 1);
  });

  it("leaves every other booking as it is", async () => {
    await ask(db, review("b2", 2));
    expect((await ask(db, sessionQuery(db, "b3")))[0]?.review).toBeNull();
  });

  it("reads a handful of rows", async () => {
    expect((await measure(db, review("b4", 3))).rowsRead).toBeLessThanOrEqual(12);
    await expectIndexed(db, (on) =>
      insertReview(on, {
        bookingId: "b5",
        mentorId: "m-zoe",
        menteeId: "mentee",
        rating: 1,
        comment: null,
        at: NOW,
      }),
    );
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../db/query.ts";
import {
  joins,
  reconciliationDifferences,
  reconciliations,
  refunds,
  sessions,
  visits,
} from "../../db/schema.ts";
import { talliesQuery } from "../../db/tallies.ts";
import { countDays, countedQuery } from "../../db/tallies-writing.ts";
import { noteVisit } from "../../db/visits-writing.ts";
import { dayOf, daysToCount, type Tally, type Timing, TOOK_WITHIN_SECONDS } from "../../domain/tally.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { expectIndexed, measure, plansOf } from "../support/workerd/measure.ts";
import {
  type BookingRow,
  bookingRow,
  insertBookings,
  insertRows,
  insertUsers,
} from "../support/workerd/rows.ts";

const DB = env.DB;
const NOW = Date.UTC(2026, 10, 20, 13, 30);
const TODAY = dayOf(NOW);
const DAYS = 40;
const FIRST = TODAY - DAYS * DAY;

/** Park and Miller's: the same rows each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const random = randomFrom(20_261_120);
const below = (n: number): number => Math.floor(random() * n);
const chance = (share: number): boolean => random() < share;
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;

interface World {
  readonly bookings: BookingRow[];
  readonly joins: (typeof joins.$inferInsert)[];
  readonly refunds: (typeof refunds.$inferInsert)[];
  readonly visits: (typeof visits.$inferInsert)[];
}

/** Bookings of every kind over 40 days and a little beyond, many exactly at a midnight. */
function someWorld(): World {
  const world: World = { bookings: [], joins: [], refunds: [], visits: [] };
  for (let n = 0; n < 400; n++) {
    const midnight = FIRST + below(DAYS + 3) * DAY;
    const endsAt = chance(0.2) ? midnight : midnight + below(DAY);
    const startsAt = endsAt - HOUR;
    const status = oneOf(["completed", "completed", "no_show", "cancelled", "expired", "confirmed"] as const);
    const cancelledAt = status === "cancelled" ? startsAt - below(10 * DAY) : null;
    world.bookings.push(
      bookingRow({
        id: `b${n}`,
        mentorId: `mentor${n}`,
        menteeId: `mentee${below(60)}-${n % 7}`,
        startsAt,
        endsAt,
        status,
        createdAt: chance(0.1) ? startsAt + MINUTE : startsAt - 12 * DAY,
        videoCallRoomId: chance(0.8) ? `room${n}` : null,
        reviewRating: status === "completed" && chance(0.5) ? 5 : null,
        cancelledAt,
        cancelledByRole: cancelledAt === null ? null : "mentee",
        cancelToldAt: cancelledAt === null || chance(0.1) ? null : cancelledAt + below(15 * MINUTE),
      }),
    );
    if (cancelledAt !== null && chance(0.7)) {
      const status = oneOf(["requested", "pending", "succeeded", "succeeded", "failed", "manual"] as const);
      world.refunds.push({
        id: `r${n}`,
        version: 1,
        bookingId: `b${n}`,
        cause: "cancelled",
        status,
        amount: 5_000,
        currency: "usd",
        settledOutside: false,
        requestedAt: cancelledAt,
        settledAt: status === "succeeded" || status === "failed" ? cancelledAt + below(7 * DAY) : null,
      });
    }
    if (status === "completed") {
      const clickedAt = startsAt - below(15 * MINUTE);
      const seen = chance(0.8) ? clickedAt + below(3 * MINUTE) - MINUTE / 2 : null;
      world.joins.push({ bookingId: `b${n}`, userId: `mentor${n}`, clickedAt, clicks: 1, joinedAt: seen });
    }
    const days = new Set(Array.from({ length: 3 }, () => FIRST + (5 + below(DAYS - 5)) * DAY));
    for (const day of days) world.visits.push({ userId: `mentor${n}`, day });
  }
  return world;
}

let world: World;

beforeAll(async () => {
  world = someWorld();
  // Mentees' times may overlap here: what is counted does not mind, and the trigger would.
  await DB.prepare("drop trigger bookings_no_overlap").run();
  await insertBookings(DB, world.bookings);
  await insertRows(DB, refunds, world.refunds);
  await insertRows(DB, joins, world.joins);
  await insertRows(DB, visits, world.visits);
  await insertRows(DB, reconciliations, [
    { day: FIRST + 2 * DAY, totals: "[]", startedAt: 0, finishedAt: 1 },
    { day: FIRST + 3 * DAY, totals: "[]", startedAt: 0, finishedAt: null },
  ]);
  const difference = { day: FIRST + 2 * DAY, bookingId: "b0", currency: "usd", foundAt: 0 };
  await insertRows(DB, reconciliationDifferences, [
    { ...difference, subject: "re_1", kind: "refund_unknown_here" },
    { ...difference, subject: "re_2", kind: "refund_amount_differs", resolvedAt: 5 },
    { ...difference, subject: "re_3", kind: "refund_status_differs" },
  ]);
});

const timingOf = (took: readonly (number | null)[]): Timing => {
  const done = took.filter((one) => one !== null);
  return {
    asked: took.length,
    done: done.length,
    total: done.reduce((sum, one) => sum + one, 0),
    within: TOOK_WITHIN_SECONDS.map((bound) => done.filter((one) => one <= bound * 1_000).length),
  };
};

/** The same, told by looking at every row of the day. */
function straightforward(day: number): Tally {
  const on = (at: number | null | undefined, from = day): boolean =>
    at !== null && at !== undefined && at >= from && at < day + DAY;
  const ended = world.bookings.filter(
    ({ status, endsAt }) => ["completed", "no_show", "cancelled"].includes(status) && on(endsAt),
  );
  const of = (status: string) => ended.filter((one) => one.status === status);
  const needed = ended.filter((one) => one.status !== "cancelled" && one.createdAt < one.startsAt);
  const cancels = world.bookings.filter((one) => one.status === "cancelled" && on(one.cancelledAt));
  const clicks = world.joins.filter((one) => on(one.clickedAt));
  const noted = Math.min(...world.visits.map((one) => one.day));
  const week = day - 6 * DAY;
  const active = new Set(
    world.bookings
      .filter(
        ({ status, endsAt }) => ["completed", "no_show", "cancelled"].includes(status) && on(endsAt, week),
      )
      .flatMap(({ mentorId, menteeId }) => [mentorId, menteeId]),
  );
  const came = [...active].filter((id) =>
    world.visits.some((visit) => visit.userId === id && visit.day >= week && visit.day <= day),
  );
  const month = world.visits.filter((visit) => visit.day >= day - 27 * DAY && visit.day <= day);
  const [weekKnown, monthKnown] = [noted <= week, noted <= day - 27 * DAY];
  const compared = day === FIRST + 2 * DAY ? 1 : 0;
  return {
    completed: of("completed").length,
    missed: of("no_show").length,
    cancelled: of("cancelled").length,
    reviewed: of("completed").filter((one) => one.reviewRating !== null).length,
    needed: needed.length,
    roomed: needed.filter((one) => one.videoCallRoomId !== null).length,
    told: timingOf(
      cancels.map((one) => (one.cancelToldAt ?? null) && Number(one.cancelToldAt) - Number(one.cancelledAt)),
    ),
    refunded: timingOf(
      world.refunds
        .filter((one) => on(one.requestedAt))
        .map((one) => (one.status === "succeeded" ? Number(one.settledAt) - one.requestedAt : null)),
    ),
    joined: timingOf(
      clicks.map(({ joinedAt, clickedAt }) =>
        joinedAt !== null && joinedAt !== undefined && joinedAt >= clickedAt ? joinedAt - clickedAt : null,
      ),
    ),
    compared,
    invalid: 2 * compared,
    active: weekKnown ? active.size : 0,
    came: weekKnown ? came.length : 0,
    visitors: monthKnown ? new Set(month.map((visit) => visit.userId)).size : 0,
    visits: monthKnown ? month.length : 0,
  };
}

/** As the cron does, until nothing is due. */
async function countAll(now = NOW): Promise<number> {
  for (let runs = 0; ; runs++) {
    const [counted] = await ask(DB, countedQuery(DB, now));
    const due = daysToCount(counted, now, 15);
    if (due.length === 0) return runs;
    await ask(DB, countDays(DB, due, now));
  }
}

describe("what happened on a day", () => {
  test("is what one finds by looking at every row, on each of the days and today so far", async () => {
    expect(await countAll()).toBeGreaterThan(2);
    const [days] = await ask(DB, talliesQuery(DB, FIRST, TODAY));
    const earliest = Math.min(
      ...world.bookings
        .filter(({ status }) => !["expired", "confirmed"].includes(status))
        .map(({ endsAt }) => endsAt),
    );
    expect(days).toHaveLength((TODAY - dayOf(earliest)) / DAY + 1);
    for (const { day, tally } of days.slice(0, -1))
      expect(tally, String(new Date(day))).toEqual(straightforward(day));
    const nobody = { active: 0, came: 0, visitors: 0, visits: 0 };
    expect(days.at(-1)).toEqual({ day: TODAY, tally: { ...straightforward(TODAY), ...nobody } });
    const all = days.map(({ tally }) => tally);
    for (const key of [
      "completed",
      "missed",
      "cancelled",
      "reviewed",
      "roomed",
      "came",
      "visits",
      "invalid",
    ] as const)
      expect(
        all.some((tally) => tally[key] > 0),
        key,
      ).toBe(true);
  });

  test("counted again is the same, and what has changed since is found within a day", async () => {
    const before = await ask(DB, talliesQuery(DB, FIRST, TODAY));
    await ask(DB, countDays(DB, [FIRST + 5 * DAY], NOW));
    expect(await ask(DB, talliesQuery(DB, FIRST, TODAY))).toEqual(before);
    expect(await countAll()).toBe(0);
    const late = world.bookings.find(
      ({ status, endsAt, reviewRating }) =>
        status === "completed" && reviewRating === null && endsAt > FIRST && endsAt < TODAY,
    );
    await DB.prepare("update bookings set review_rating = 4 where id = ?1").bind(late?.id).run();
    if (late !== undefined) late.reviewRating = 4;
    expect(await countAll(NOW + DAY)).toBeGreaterThan(0);
    const [days] = await ask(DB, talliesQuery(DB, FIRST, TODAY));
    const day = dayOf(Number(late?.endsAt));
    expect(days.find((one) => one.day === day)?.tally).toEqual(straightforward(day));
  });

  test("costs the page one row a day, and today's own rows by their indexes", async () => {
    await expectIndexed(DB, (db) => talliesQuery(db, FIRST, TODAY));
    const { rowsRead } = await measure(DB, talliesQuery(DB, FIRST, TODAY));
    expect(rowsRead).toBeLessThan(DAYS + 100);
    await insertBookings(
      DB,
      Array.from({ length: 5_000 }, (_, n) => ({
        id: `old${n}`,
        mentorId: `x${n}`,
        menteeId: `y${n}`,
        startsAt: FIRST - DAY,
        status: "completed" as const,
      })),
    );
    expect((await measure(DB, talliesQuery(DB, FIRST, TODAY))).rowsRead).toBe(rowsRead);
  });

  test("is counted by indexes alone; only who came is told apart by hand", async () => {
    await expectIndexed(DB, (db) => countedQuery(db, NOW));
    const lines = (await plansOf(DB, (db) => countDays(db, [FIRST], NOW))).flat();
    expect(lines.filter((line) => /^SCAN (?!c$|CONSTANT)/.test(line))).toEqual([]);
    const { rowsRead } = await measure(DB, countDays(DB, [FIRST + 20 * DAY], NOW));
    expect(rowsRead).toBeLessThan(4_000);
  });
});

describe("a visit", () => {
  const rows = async () => (await DB.prepare("select * from visits where user_id = 'ana'").all()).results;
  const claim = { userId: "ana", tokenHash: "hash-of-ana" };

  test("is noted once a day, for the person of a session that is still good", async () => {
    await insertUsers(DB, [{ id: "ana" }]);
    const session = { ...claim, kind: "browser" as const, createdAt: 0, expiresAt: NOW + DAY };
    await insertRows(DB, sessions, [session]);
    await ask(DB, noteVisit(DB, claim, NOW), noteVisit(DB, claim, NOW + HOUR));
    expect(await rows()).toEqual([{ user_id: "ana", day: TODAY }]);
    await expectIndexed(DB, (db) => noteVisit(db, claim, NOW));
  });

  test("is not, for one that is over, or another's", async () => {
    await ask(DB, noteVisit(DB, claim, NOW + DAY));
    await ask(DB, noteVisit(DB, { ...claim, userId: "mia" }, NOW));
    await ask(DB, noteVisit(DB, { ...claim, tokenHash: "guessed" }, NOW));
    expect(await rows()).toHaveLength(1);
  });
});

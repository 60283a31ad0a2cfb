import { describe, expect, it } from "vitest";
import { METRICS, meets } from "../../domain/insights.ts";
import {
  type Counted,
  dayOf,
  daysToCount,
  EMPTY_TALLY,
  mostOf,
  sumOf,
  type Tally,
} from "../../domain/tally.ts";
import { DAY, HOUR } from "../../domain/time.ts";

const NOW = Date.UTC(2026, 10, 20, 13);
const TODAY = dayOf(NOW);
const day = (back: number) => TODAY - back * DAY;

const due = (counted: Partial<Counted>, limit = 30) =>
  daysToCount({ firstEnd: day(10) + HOUR, days: null, stale: [], ...counted }, NOW, limit).map(
    (at) => (TODAY - at) / DAY,
  );

describe("which days are counted next", () => {
  it("is none before anything has ended, and never today", () => {
    expect(due({ firstEnd: null })).toEqual([]);
    expect(due({ firstEnd: NOW })).toEqual([]);
  });

  it("is what is missing: since the last, in order; then before the first, back in time; then what may have changed", () => {
    expect(due({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(due({ days: { first: day(8), last: day(3) }, stale: [day(4), day(5)] })).toEqual([
      2, 1, 9, 10, 4, 5,
    ]);
    expect(due({ days: { first: day(10), last: day(1) } })).toEqual([]);
  });

  it("is no more than is asked for, and of a long absence the latest first", () => {
    expect(due({ firstEnd: 0 }, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(due({ firstEnd: 0, days: { first: day(40), last: day(35) } }, 3)).toHaveLength(3);
  });

  it("goes back no further than two years", () => {
    const all = due({ firstEnd: 0 }, 10_000);
    expect([all.at(0), all.at(-1), all.length]).toEqual([1, 728, 728]);
    expect(due({ firstEnd: 0, days: { first: day(728), last: day(1) } })).toEqual([]);
  });
});

const timing = (...seconds: readonly number[]) => ({
  asked: seconds.length,
  done: seconds.length,
  total: seconds.reduce((sum, one) => sum + one * 1_000, 0),
  within: [2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600, 86_400, 432_000].map(
    (bound) => seconds.filter((one) => one <= bound).length,
  ),
});

const FULL: Tally = {
  completed: 8,
  missed: 1,
  cancelled: 1,
  reviewed: 6,
  needed: 9,
  roomed: 9,
  told: { ...timing(1, 4, 299, 301), asked: 5 },
  refunded: timing(3, 4, 5, 600_000),
  joined: timing(10, 40),
  compared: 1,
  invalid: 0,
  active: 10,
  came: 7,
  visitors: 4,
  visits: 14,
};

const valuesOf = (tally: Tally) => Object.fromEntries(METRICS.map(({ key, of }) => [key, of(tally).value]));

describe("the epic's metrics", () => {
  it("are quotients of what was counted", () => {
    expect(valuesOf(FULL)).toEqual({
      completion: 0.8,
      missed: 1 / 9,
      cancellation: 0.1,
      reviews: 0.75,
      link: 1,
      joining: 25,
      weekly: 0.7,
      engagement: 3.5,
      // One of five was never told, one too late.
      mail: 0.6,
      refund: Number.POSITIVE_INFINITY,
      invalid: 0,
    });
  });

  it("of two days together are those of their sums", () => {
    const both = sumOf([FULL, { ...FULL, completed: 12, invalid: 2 }]);
    expect(valuesOf(both)).toMatchObject({ completion: 20 / 24, joining: 25, invalid: 2, mail: 0.6 });
    expect(both.joined).toEqual(timing(10, 40, 10, 40));
  });

  it("say nothing where nothing happened: no share of none, and no refund compared is not none invalid", () => {
    expect(new Set(Object.values(valuesOf(EMPTY_TALLY)))).toEqual(new Set([null]));
    expect(sumOf([])).toEqual(EMPTY_TALLY);
  });

  it("meet their targets at them, or below", () => {
    expect([0.85, 0.8499].map((value) => meets({ is: "above", value: 0.85 }, value))).toEqual([true, false]);
    expect([29.9, 30].map((value) => meets({ is: "below", value: 30 }, value))).toEqual([true, false]);
    expect([0, 1].map((value) => meets({ is: "exactly", value: 0 }, value))).toEqual([true, false]);
  });

  it("tell of a time no more than the bound that it stayed within", () => {
    expect(mostOf(timing(1, 3, 3, 25), 0.5)).toBe(5);
    expect(mostOf(timing(1, 3, 3, 25), 0.95)).toBe(30);
    expect(mostOf(timing(), 0.5)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { cancellingOf } from "../../domain/frequent-canceller.ts";
import { DAY } from "../../domain/time.ts";

// Product: "3 cancellations in 30 days, or more than 30 % of at least 5 bookings".

const NOW = Date.UTC(2026, 10, 23, 12);
const LONG_AGO = NOW - 300 * DAY;
const history = (kept: number, ...cancelledAt: number[]) => [
  ...Array.from({ length: kept }, () => ({ cancelledAt: null })),
  ...cancelledAt.map((at) => ({ cancelledAt: at })),
];

describe("a frequent canceller", () => {
  it("is who cancelled three times in thirty days, however much they booked", () => {
    const day = NOW - 30 * DAY + 1;
    expect(cancellingOf(history(97, day, day, day), NOW)).toEqual({
      bookings: 100,
      cancelled: 3,
      lately: 3,
      percent: 3,
      frequent: true,
    });
    expect(cancellingOf(history(97, day, day), NOW).frequent).toBe(false);
    expect(cancellingOf(history(97, day, day, day - 1), NOW)).toMatchObject({ lately: 2, frequent: false });
    expect(cancellingOf(history(0, NOW, NOW, NOW), NOW).frequent).toBe(true);
  });

  it("is who cancelled more than thirty percent of at least five", () => {
    const times = (n: number): number[] => Array.from({ length: n }, () => LONG_AGO);
    expect(cancellingOf(history(7, ...times(3)), NOW)).toMatchObject({ percent: 30, frequent: false });
    expect(cancellingOf(history(69, ...times(31)), NOW)).toMatchObject({ percent: 31, frequent: true });
    expect(cancellingOf(history(6, ...times(3)), NOW)).toMatchObject({ percent: 33, frequent: true });
    expect(cancellingOf(history(3, ...times(2)), NOW)).toMatchObject({ bookings: 5, frequent: true });
    expect(cancellingOf(history(2, ...times(2)), NOW)).toMatchObject({ bookings: 4, frequent: false });
  });

  it("is nobody who never booked", () => {
    expect(cancellingOf([], NOW)).toEqual({
      bookings: 0,
      cancelled: 0,
      lately: 0,
      percent: 0,
      frequent: false,
    });
  });
});

import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { FARTHEST_AHEAD } from "../../domain/limits.ts";
import { bookableSlots, LONGEST_SLOT_RANGE, type MentorWeek, offeredSlot } from "../../domain/slots.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";

const PRICE = { amount: 5_000, currency: "usd" };

/** Every day of the week, the same hours. */
function week(
  timezone: string,
  hours: readonly (readonly [from: number, to: number])[],
  ...durations: number[]
): MentorWeek {
  return {
    timezone,
    hours: [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) =>
      hours.map(([from, to]) => ({ weekday, fromMinute: from * 60, toMinute: to * 60 })),
    ),
    daysOff: [],
    offers: durations.map((durationMinutes) => ({ durationMinutes, price: PRICE })),
  };
}

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

/** Some time before all that is asked about. */
const BEFORE = at("2026-10-01T00:00Z");

/** The wall clock's reading of each slot's start on one local day. */
function startsOn(day: string, of: MentorWeek): string[] {
  const zone = of.timezone;
  const from = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
  const to = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return bookableSlots(of, { from, to }, [], from - DAY).map((slot) =>
    Temporal.Instant.fromEpochMilliseconds(slot.startsAt)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: "minute" }),
  );
}

describe("the grid", () => {
  it("begins with each stretch of hours and ends within it", () => {
    const spring = week(
      "Europe/Madrid",
      [
        [9, 11],
        [15.5, 16.5],
      ],
      45,
    );
    expect(startsOn("2026-11-23", spring)).toEqual(["09:00", "09:45", "15:30"]);
  });

  it("offers lengths side by side, and a slot of two overlapping stretches once", () => {
    const of = week(
      "UTC",
      [
        [9, 11],
        [10, 12],
      ],
      60,
      120,
    );
    const slots = bookableSlots(
      of,
      { from: at("2026-11-23T00:00Z"), to: at("2026-11-24T00:00Z") },
      [],
      BEFORE,
    );
    expect(slots.map((slot) => [new Date(slot.startsAt).getUTCHours(), slot.durationMinutes])).toEqual([
      [9, 60],
      [9, 120],
      [10, 60],
      [10, 120],
      [11, 60],
    ]);
    expect(slots[0]).toEqual({
      startsAt: at("2026-11-23T09:00Z"),
      endsAt: at("2026-11-23T10:00Z"),
      durationMinutes: 60,
      price: PRICE,
    });
  });

  it("is of its own weekday: hours of one are no other day's", () => {
    const everyDay = week("Europe/Madrid", [[9, 10]], 60);
    const mondays = { ...everyDay, hours: everyDay.hours.filter(({ weekday }) => weekday === 1) };
    expect(startsOn("2026-11-23", mondays)).toEqual(["09:00"]);
    expect(startsOn("2026-11-22", mondays)).toEqual([]);
    expect(startsOn("2026-11-24", mondays)).toEqual([]);
  });

  it("puts the shorter of two first that begin together, however they are offered", () => {
    const of = week("UTC", [[9, 11]], 120, 60);
    const range = { from: at("2026-11-23T09:00Z"), to: at("2026-11-23T10:00Z") };
    expect(bookableSlots(of, range, [], BEFORE).map((slot) => slot.durationMinutes)).toEqual([60, 120]);
  });

  it("reaches midnight, also one that a clock change skips", () => {
    expect(startsOn("2026-11-23", week("UTC", [[22, 24]], 60))).toEqual(["22:00", "23:00"]);
    expect(startsOn("2026-03-07", week("America/Havana", [[22, 24]], 60))).toEqual(["22:00", "23:00"]);
  });
});

describe("clock changes", () => {
  it("offers no wall time that does not happen", () => {
    expect(startsOn("2026-03-08", week("America/New_York", [[0, 5]], 60))).toEqual([
      "00:00",
      "01:00",
      "03:00",
      "04:00",
    ]);
    expect(startsOn("2026-03-08", week("America/Havana", [[0, 2]], 30))).toEqual(["01:00", "01:30"]);
    expect(startsOn("2026-09-06", week("America/Santiago", [[0, 2]], 60))).toEqual(["01:00"]);
    expect(startsOn("2026-03-29", week("Atlantic/Azores", [[0, 2]], 60))).toEqual(["01:00"]);
    // Hours that lie in the gap whole.
    expect(startsOn("2026-03-08", week("America/New_York", [[2, 3]], 30))).toEqual([]);
  });

  it("offers a wall time that happens twice once, the first time", () => {
    const of = week("America/New_York", [[0, 3]], 60);
    expect(startsOn("2026-11-01", of)).toEqual(["00:00", "01:00", "02:00"]);
    const range = { from: at("2026-11-01T05:00Z"), to: at("2026-11-01T06:30Z") };
    expect(bookableSlots(of, range, [], BEFORE).map((slot) => slot.startsAt)).toEqual([
      at("2026-11-01T05:00Z"),
    ]);
  });

  it("knows a change of half an hour", () => {
    expect(startsOn("2026-10-04", week("Australia/Lord_Howe", [[1, 4]], 30))).toEqual([
      "01:00",
      "01:30",
      "02:30",
      "03:00",
      "03:30",
    ]);
  });

  it("gives up a slot whose hours are too short that day", () => {
    // 01:30 to 03:00 is half an hour long when 02:00 to 03:00 is skipped.
    expect(startsOn("2026-03-08", week("America/New_York", [[1.5, 3]], 90))).toEqual([]);
    expect(startsOn("2026-03-09", week("America/New_York", [[1.5, 3]], 90))).toEqual(["01:30"]);
  });
});

describe("what is bookable", () => {
  const of = week("UTC", [[0, 24]], 60);
  const MIDNIGHT = at("2026-11-23T00:00Z");
  const hoursOf = (slots: readonly { startsAt: number }[]) =>
    slots.map((slot) => (slot.startsAt - MIDNIGHT) / HOUR);

  it("lies ahead, inside the next 24 h too", () => {
    const range = { from: MIDNIGHT, to: MIDNIGHT + 4 * HOUR };
    expect(hoursOf(bookableSlots(of, range, [], MIDNIGHT + HOUR))).toEqual([2, 3]);
    expect(hoursOf(bookableSlots(of, range, [], MIDNIGHT + HOUR - 1))).toEqual([1, 2, 3]);
  });

  it("is half-open, at most 31 days long, and no farther ahead than a booking may be", () => {
    expect(hoursOf(bookableSlots(of, { from: MIDNIGHT, to: MIDNIGHT + HOUR }, [], BEFORE))).toEqual([0]);
    expect(bookableSlots(of, { from: MIDNIGHT, to: MIDNIGHT + 90 * DAY }, [], BEFORE)).toHaveLength(31 * 24);
    expect(LONGEST_SLOT_RANGE).toBe(31 * DAY);
    const far = { from: MIDNIGHT + FARTHEST_AHEAD - HOUR, to: MIDNIGHT + FARTHEST_AHEAD + DAY };
    expect(bookableSlots(of, far, [], MIDNIGHT)).toHaveLength(1);
    expect(bookableSlots(of, { from: MIDNIGHT, to: MIDNIGHT - 1 }, [], BEFORE)).toEqual([]);
  });

  it("overlaps no live booking, and may touch one", () => {
    const range = { from: MIDNIGHT, to: MIDNIGHT + 5 * HOUR };
    const busy = [{ startsAt: MIDNIGHT + HOUR, endsAt: MIDNIGHT + 2 * HOUR + 1 }];
    expect(hoursOf(bookableSlots(of, range, busy, BEFORE))).toEqual([0, 3, 4]);
    const whole = [{ startsAt: MIDNIGHT + HOUR, endsAt: MIDNIGHT + 2 * HOUR }];
    expect(hoursOf(bookableSlots(of, range, whole, BEFORE))).toEqual([0, 2, 3, 4]);
  });
});

describe("one slot", () => {
  const of = week("America/New_York", [[9, 12]], 60);

  it("is offered as it stands on the grid, with its price", () => {
    const startsAt = at("2026-11-23T15:00Z");
    expect(offeredSlot(of, { startsAt, durationMinutes: 60 }, startsAt - MINUTE)).toEqual({
      startsAt,
      endsAt: startsAt + HOUR,
      durationMinutes: 60,
      price: PRICE,
    });
  });

  it("is not offered off the grid, with another length, outside the hours, or once it has begun", () => {
    const startsAt = at("2026-11-23T15:00Z");
    const wanted = { startsAt, durationMinutes: 60 };
    expect(offeredSlot(of, { ...wanted, startsAt: startsAt + MINUTE }, BEFORE)).toBeNull();
    expect(offeredSlot(of, { ...wanted, durationMinutes: 30 }, BEFORE)).toBeNull();
    expect(offeredSlot(of, { ...wanted, startsAt: at("2026-11-23T17:00Z") }, BEFORE)).toBeNull();
    expect(offeredSlot(of, wanted, startsAt)).toBeNull();
  });
});

describe("days off", () => {
  const off = (from: string, to: string, timezone = "Pacific/Kiritimati"): MentorWeek => ({
    ...week(timezone, [[9, 11]], 60),
    daysOff: [{ from, to }],
  });

  it("take the mentor's own days, first and last included, and no other", () => {
    const of = off("2026-12-24", "2026-12-26");
    for (const day of ["2026-12-24", "2026-12-25", "2026-12-26"]) expect(startsOn(day, of), day).toEqual([]);
    for (const day of ["2026-12-23", "2026-12-27"])
      expect(startsOn(day, of), day).toEqual(["09:00", "10:00"]);
  });

  it("may be one day, over a clock change and the turn of a year", () => {
    expect(startsOn("2026-11-01", off("2026-11-01", "2026-11-01", "America/New_York"))).toEqual([]);
    expect(startsOn("2027-01-01", off("2026-12-31", "2027-01-01"))).toEqual([]);
    expect(startsOn("2027-01-02", off("2026-12-31", "2027-01-01"))).toHaveLength(2);
  });

  it("are not offered to whoever asks for one slot, either", () => {
    const startsAt = at("2026-12-23T19:00Z");
    const wanted = { startsAt, durationMinutes: 60 };
    expect(offeredSlot(off("2026-12-25", "2026-12-25"), wanted, BEFORE)).not.toBeNull();
    expect(offeredSlot(off("2026-12-24", "2026-12-24"), wanted, BEFORE)).toBeNull();
  });
});

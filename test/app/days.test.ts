import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayDifference,
  dayOf,
  minuteOfDay,
  readDay,
  startOfDay,
  weekdayOf,
} from "../../app/time/days.server.ts";

const at = (text: string): number => Date.parse(text);

describe("a viewer's days", () => {
  it("keeps 23:00 in New York on its own day", () => {
    expect(dayOf(at("2026-11-16T04:00:00Z"), "America/New_York")).toBe("2026-11-15");
  });

  it("begins a day at its first instant, also where midnight is skipped or comes twice", () => {
    const zones = [
      "America/Havana",
      "America/Santiago",
      "Atlantic/Azores",
      "America/New_York",
      "Pacific/Kiritimati",
    ];
    for (const zone of zones) {
      for (let day = Temporal.PlainDate.from("2026-01-01"); day.year === 2026; day = day.add({ days: 1 })) {
        const expected = day.toZonedDateTime(zone).startOfDay().epochMilliseconds;
        expect(startOfDay(day.toString(), zone), `${day} in ${zone}`).toBe(expected);
      }
    }
  });

  it("counts days by the calendar, not by 24 hours", () => {
    const day = "2026-11-01";
    const length = startOfDay(addDays(day, 1), "America/New_York") - startOfDay(day, "America/New_York");
    expect(length).toBe(25 * 3_600_000);
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(weekdayOf("2026-11-15")).toBe(0);
  });

  it("says which wall-clock minute it is, and whether another's day is another day", () => {
    const nine = at("2026-11-16T14:00:00Z");
    expect(minuteOfDay(nine, "America/New_York")).toBe(9 * 60);
    expect(minuteOfDay(nine, "Asia/Tokyo")).toBe(23 * 60);
    expect(dayDifference(nine, "Asia/Tokyo", "America/New_York")).toBe(0);
    expect(dayDifference(nine + 2 * 3_600_000, "Asia/Tokyo", "America/New_York")).toBe(1);
    expect(dayDifference(nine, "Pacific/Pago_Pago", "Pacific/Kiritimati")).toBe(-1);
  });

  it("reads a day as typed, and nothing else", () => {
    expect(readDay("2026-11-15")).toBe("2026-11-15");
    const none = [
      null,
      "",
      "2026-13-01",
      "2026-02-30",
      "15/11/2026",
      "0000-00-00",
      "1969-12-31",
      "2026-11-15T00:00",
    ];
    for (const text of none) expect(readDay(text), String(text)).toBeNull();
  });
});

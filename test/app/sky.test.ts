import { describe, expect, it } from "vitest";
import { HERE, MOMENT, THERE } from "../../app/routes/landing/moment.ts";
import { placeOf, skyOf } from "../../app/time/sky.server.ts";

/** Minutes that a ribbon may be wrong by: less than two of its pixels. */
const NEAR = 10;

const sunOf = (day: string, zone: string) => {
  const { noon, day: half } = skyOf(Date.parse(`${day}T12:00:00Z`), zone);
  return { rises: noon - half, sets: noon + half };
};

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

describe("the sky over a place", () => {
  // Almanac times, by the clock of the place.
  it.each([
    ["2026-06-21", "America/New_York", "05:25", "20:31"],
    ["2026-12-21", "America/New_York", "07:17", "16:32"],
    ["2026-06-21", "Europe/Stockholm", "03:31", "22:08"],
    ["2026-12-21", "Europe/Stockholm", "08:44", "14:48"],
    ["2026-03-20", "Africa/Lagos", "06:50", "18:56"],
    ["2026-12-21", "Pacific/Auckland", "05:58", "20:39"],
    ["2026-06-21", "Asia/Tokyo", "04:25", "19:00"],
    ["2026-12-21", "Europe/Madrid", "08:34", "17:51"],
  ])("on %s in %s is light from %s to %s", (day, zone, rises, sets) => {
    const sun = sunOf(day, zone);
    expect(Math.abs(sun.rises - clock(rises)), `rises at ${sun.rises}`).toBeLessThanOrEqual(NEAR);
    expect(Math.abs(sun.sets - clock(sets)), `sets at ${sun.sets}`).toBeLessThanOrEqual(NEAR);
  });

  it("is never dark in a polar summer, and never light in its winter", () => {
    const summer = skyOf(Date.parse("2026-06-21T12:00:00Z"), "Arctic/Longyearbyen");
    const winter = skyOf(Date.parse("2026-12-21T12:00:00Z"), "Arctic/Longyearbyen");
    expect([summer.day, summer.twilight, winter.day, winter.twilight]).toEqual([720, 720, 0, 0]);
  });

  it("has its noon in the day, also where the date line bends", () => {
    const { noon } = skyOf(Date.parse("2026-06-21T12:00:00Z"), "Pacific/Kiritimati");
    expect(Math.abs(noon - clock("12:31"))).toBeLessThanOrEqual(NEAR);
  });

  it("follows the clock of a day on which the clocks change", () => {
    const before = skyOf(Date.parse("2026-03-07T17:00:00Z"), "America/New_York");
    const after = skyOf(Date.parse("2026-03-08T17:00:00Z"), "America/New_York");
    expect(after.noon - before.noon).toBeGreaterThanOrEqual(59);
    expect(after.noon - before.noon).toBeLessThanOrEqual(61);
  });

  it("knows where every zone that this runtime knows lies, older names included", () => {
    expect(Intl.supportedValuesOf("timeZone").filter((zone) => placeOf(zone) === null)).toEqual([]);
    expect(placeOf("Asia/Calcutta")).toEqual(placeOf("Asia/Kolkata"));
  });

  it("is what the landing page shows of it, at an hour that its words tell", () => {
    const instant = Date.parse(MOMENT);
    const clockIn = (timeZone: string) => new Date(instant).toLocaleTimeString("en", { timeZone });
    expect([HERE, THERE]).toEqual(["America/New_York", "Asia/Tokyo"].map((zone) => skyOf(instant, zone)));
    expect(["America/New_York", "Asia/Tokyo"].map(clockIn)).toEqual(["9:00:00 AM", "11:00:00 PM"]);
  });

  it("is an equator's where a zone lies nowhere", () => {
    const { noon, day } = skyOf(Date.parse("2026-03-20T12:00:00Z"), "UTC");
    expect(Math.abs(noon - 720)).toBeLessThanOrEqual(NEAR);
    expect(Math.abs(day - 360)).toBeLessThanOrEqual(NEAR);
  });
});

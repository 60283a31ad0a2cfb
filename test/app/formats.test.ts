import { describe, expect, it } from "vitest";
import { dayNames, say, weekdayName, zoneLabel, zoneLong } from "../../app/time/formats.server.ts";
import { cityOf, firstZone, isZone } from "../../app/time/zone.ts";

const NOON = Date.parse("2026-11-15T17:00:00Z");

describe("times in words", () => {
  it("are always labelled with their zone", () => {
    expect(zoneLabel(NOON, "en", "America/New_York")).toBe("New York, EST");
    expect(zoneLabel(Date.parse("2026-07-01T12:00:00Z"), "en", "America/New_York")).toBe("New York, EDT");
    expect(zoneLong(NOON, "en", "America/New_York")).toBe("New York, Eastern Standard Time");
    expect(zoneLabel(NOON, "en", "UTC")).toBe("UTC");
  });

  it("follow the reader's language", () => {
    expect(say(NOON, "time", "en", "America/New_York"), "never over two lines").toBe("12:00\u00a0PM");
    expect(say(NOON, "time", "es", "America/New_York")).toBe("12:00");
    expect(dayNames("2026-11-01", "en").rest).toBe("Sun, Nov");
    expect(say(NOON, "full", "en", "UTC")).toBe("Sunday, Nov 15, 2026");
    expect(say(NOON, "full", "es", "UTC")).toBe("domingo, 15 de noviembre de 2026");
    expect([weekdayName(0, "en"), weekdayName(1, "es")]).toEqual(["Sunday", "lunes"]);
  });
});

describe("zones", () => {
  it("are believed only when they are some", () => {
    expect(["Europe/Madrid", "America/Argentina/Buenos_Aires", "UTC"].every(isZone)).toBe(true);
    const wrong = ["", "Mars/Olympus", "+02:00", "America/New_York\n", "<script>", null, 5, "A".repeat(100)];
    expect(wrong.filter(isZone)).toEqual([]);
    expect(firstZone("Nowhere/Land", null, "Asia/Tokyo")).toBe("Asia/Tokyo");
    expect(firstZone(undefined)).toBe("UTC");
    expect(cityOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  });
});

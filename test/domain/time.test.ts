import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, toRfc3339, toRfc3339OrNull } from "../../domain/time.ts";

describe("instants as the API writes them", () => {
  it("are RFC 3339 in UTC, with milliseconds only where there are any", () => {
    expect(toRfc3339(Date.UTC(2026, 10, 20, 17))).toBe("2026-11-20T17:00:00Z");
    expect(toRfc3339(Date.UTC(2026, 10, 20, 17, 0, 0, 1))).toBe("2026-11-20T17:00:00.001Z");
    expect(toRfc3339(Date.UTC(2026, 10, 20, 17, 0, 0, 500))).toBe("2026-11-20T17:00:00.500Z");
    expect(toRfc3339(0)).toBe("1970-01-01T00:00:00Z");
  });

  it("are read back as the same millisecond", () => {
    for (const instant of [0, 1, 999, 1_000, Date.UTC(2028, 1, 29, 23, 59, 59, 999)]) {
      expect(Date.parse(toRfc3339(instant))).toBe(instant);
    }
  });

  it("stay absent when they are absent; the epoch itself is no absence", () => {
    expect(toRfc3339OrNull(null)).toBeNull();
    expect(toRfc3339OrNull(0)).toBe("1970-01-01T00:00:00Z");
  });

  it("reckon in whole milliseconds", () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
  });
});

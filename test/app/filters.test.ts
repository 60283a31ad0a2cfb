import { describe, expect, it } from "vitest";
import { readCursor, readFilters, requestOf, writeCursor } from "../../app/routes/sessions/filters.server.ts";
import { isFiltered, listPath } from "../../app/routes/sessions/filters.ts";

const asking = { viewerId: "ana", zone: "America/New_York", now: Date.parse("2026-11-15T12:00:00Z") };
const read = (text: string) => readFilters(new URLSearchParams(text));

describe("filters in the URL", () => {
  it("reads what they say", () => {
    const filters = read("tab=past&q=%20Mei%20&from=2026-11-15&to=2026-11-16&role=mentor&outcome=cancelled");
    expect(filters).toEqual({
      tab: "past",
      q: "Mei",
      from: "2026-11-15",
      to: "2026-11-16",
      role: "mentor",
      outcome: "cancelled",
    });
    expect(isFiltered(filters)).toBe(true);
  });

  it("takes what it does not understand for absent", () => {
    const filters = read("tab=all&from=tomorrow&to=2026-99-99&role=admin&outcome=confirmed");
    expect(filters).toEqual({ tab: "upcoming", q: "", from: "", to: "", role: "", outcome: "" });
    expect(isFiltered(filters)).toBe(false);
  });

  it("knows no outcome among the upcoming", () => {
    expect(read("outcome=cancelled").outcome).toBe("");
  });

  it("asks for the viewer's whole local days", () => {
    const request = requestOf(read("from=2026-11-15&to=2026-11-15"), null, asking);
    expect(request.from).toBe(Date.parse("2026-11-15T05:00:00Z"));
    expect(request.to).toBe(Date.parse("2026-11-16T05:00:00Z"));
    const autumn = requestOf(read("from=2026-11-01&to=2026-11-01"), null, asking);
    expect((autumn.to ?? 0) - (autumn.from ?? 0)).toBe(25 * 3_600_000);
  });

  it("folds the words of a name", () => {
    expect(requestOf(read("q=ADÉBÁYỌ̀%20Olu"), null, asking).words).toEqual(["adebayo", "olu"]);
  });

  it("writes only what says something", () => {
    expect(listPath({ tab: "upcoming", q: "" })).toBe("/sessions");
    expect(listPath({ tab: "past", q: "mei t" }, "5_a")).toBe("/sessions?tab=past&q=mei+t&cursor=5_a");
  });

  it("carries its place through the URL, and ignores a place that was never one", () => {
    const cursor = { startsAt: 1_763_000_000_000, id: "b_1-x" };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const text of [null, "", "5", "_a", "5_", "x_a", "5_a b", "5_'; drop"])
      expect(readCursor(text)).toBeNull();
  });
});

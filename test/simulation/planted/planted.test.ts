import { describe, expect, it } from "vitest";
import { inThread } from "../native/run.ts";
import { PLANTED } from "./list.ts";

/** Most are caught within a hundred; none may need more. */
const MOST_HISTORIES = 15_000;

const LONGEST = 120_000;

describe("a planted bug", () => {
  it("is one of at least 25, each with a name of its own", () => {
    expect(new Set(PLANTED.map(({ name }) => name)).size).toBe(PLANTED.length);
    expect(PLANTED.length).toBeGreaterThanOrEqual(25);
  });

  it(
    "is told by its shortest story: two grants of one payment, and what it takes to come there",
    async () => {
      const orders = { firstSeed: 1, histories: MOST_HISTORIES, mostFailures: 1, shrinks: true };
      const { failures } = await inThread({ orders, planted: "granted-once-more" });
      const story = failures[0]?.story ?? [];
      expect(story.filter((line) => line.includes("grant_refund"))).toHaveLength(2);
      expect(story.length, story.join("\n")).toBeLessThan(9);
    },
    LONGEST,
  );

  // Two at a time, as many as there are cores.
  it.concurrent.each(PLANTED.map((patch) => [patch.name, patch.mistake]))(
    "%s is caught: %s",
    async (name) => {
      const orders = { firstSeed: 1, histories: MOST_HISTORIES, mostFailures: 1, shrinks: false };
      const { failures } = await inThread({ orders, planted: name });
      expect(failures).toHaveLength(1);
    },
    LONGEST,
  );
});

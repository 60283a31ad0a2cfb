import { expect, it } from "vitest";
import { MINUTE, SECOND } from "../../domain/time.ts";
import { liveFullHour } from "./world/full-hour.ts";

// `npm run bench:full-hour` does the same with 100,000, and with as many on the real runtime as the machine at hand carries.

it("2,000 sessions that begin together before a D1 that takes 50 writes a second: each begins once, in time, and D1 shows it in the end", {
  timeout: 60_000,
}, async () => {
  const { stored, shown, writes, worlds } = await liveFullHour(2_000, 50, 30 * MINUTE);
  expect(stored).toEqual(worlds.map(() => 0));
  expect(shown).toHaveLength(worlds.length);
  expect(writes.refused).toBeGreaterThan(worlds.length);
  for (const { booking, projected, told } of worlds) {
    expect(booking.status).toBe("in_progress");
    const starts = booking.timeline.filter(({ type }) => type === "started");
    expect(starts).toHaveLength(1);
    expect(projected?.timeline).toEqual(booking.timeline);
    const versions = told.filter(({ version }) => version === starts[0]?.version);
    expect(versions.map(({ userId }) => userId).sort()).toEqual(["mentee", "mentor"]);
    expect(versions.every(({ version, shown }) => shown >= version)).toBe(true);
  }
  console.info(
    `D1 took ${writes.taken} and refused ${writes.refused}; the last shown after ${(shown.at(-1) ?? 0) / SECOND} s`,
  );
});

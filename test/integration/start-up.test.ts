import { expect, test } from "vitest";
import { NOISE, OBJECT_BYTES, RATIO } from "../../bench/budgets.ts";
import { withRuntime } from "../../bench/dashboard/runtime.ts";
import { startTimes } from "../../bench/start-up/start-times.ts";
import { touch } from "../../bench/start-up/touched.ts";

// `npm run bench:start-up` in small, against the same budgets (bench/budgets.ts).

test("a fresh process has its first page in at most twice the time of Remix without us", async () => {
  const times = await startTimes(11);
  // That nothing is measured but the process's own start would hide what ours adds.
  expect(times["bare Remix"].p50).toBeGreaterThan(times["an empty Worker"].p50);
  expect(times["the dashboard"].p50 / times["bare Remix"].p50).toBeLessThanOrEqual(RATIO.startUp * NOISE);
});

test("a booking's object that is awake takes no more memory than it may", async () => {
  // So few that none falls asleep while the others are touched.
  const objects = 1_000;
  await withRuntime(async (runtime) => {
    const { before, touched } = await touch(runtime, objects);
    expect(touched).toBeGreaterThan(before);
    expect((touched - before) / objects).toBeLessThanOrEqual(OBJECT_BYTES);
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BUNDLE, LIST } from "../../bench/budgets.ts";
import { brokenBudgets, type Counts, count, PAGES } from "../../bench/dashboard/counts.ts";
import { reader } from "../../bench/dashboard/people.ts";
import { withRuntime } from "../../bench/dashboard/runtime.ts";
import { gzipped } from "../../bench/dashboard/weigh.ts";
import { build } from "../../scripts/build.ts";

// What is deployed, weighed and counted as it runs (bench/budgets.ts).

test("both bundles are within their budget", async () => {
  const { pagesScript, workerScript } = await build();
  for (const script of [pagesScript, workerScript]) {
    const bytes = gzipped(readFileSync(script));
    expect(bytes, script).toBeLessThanOrEqual(BUNDLE.bytes);
  }
});

test("a page of My Sessions costs one round trip, no static file, and no more rows, HTML and JavaScript than it may", async () => {
  const counts: Counts[] = [];
  await withRuntime(async (runtime) => {
    for (const size of [20, 1_000]) {
      const one = await reader(runtime.db, size, Date.now());
      for (const page of PAGES) counts.push(await count(runtime, one, page));
    }
  });
  expect(brokenBudgets(counts)).toEqual([]);
  for (const { trips, rows, js, files, html } of counts) {
    expect(trips).toBe(LIST.trips);
    expect(Math.min(rows, js, files, html)).toBeGreaterThan(0);
  }
});

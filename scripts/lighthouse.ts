import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import lighthouse, { type Flags, type Result } from "lighthouse";
import { chromium } from "playwright-core";
import { sessionCookieName } from "../auth/cookie.ts";
import { CHROMIUM_ARGS, ensureChromiumShell } from "./lib/chromium.ts";
import { freePort } from "./lib/free-port.ts";
import { readOptions } from "./lib/options.ts";
import { withOwnStack } from "./lib/own-stack.ts";
import { main, UsageError } from "./lib/project.ts";
import { seedWorld, signedIn } from "./pictures/world.ts";
import type { Stack } from "./stack.ts";

const PAGES = [
  ["dashboard", "/sessions"],
  ["details", "/sessions/w-far"],
  ["mentors", "/mentors"],
] as const;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const AT_LEAST = 98;
/** Of so many runs the one with the median score counts, as Lighthouse's own advice on variability has it. */
const RUNS = 5;

interface Browser {
  /** Of its debugging protocol. */
  readonly port: number;
  end(): Promise<void>;
}

/**
 * `npm run lighthouse`: the mobile preset (a slow phone on a slow network, simulated) on pages as a signed-in mentee sees them.
 * Over http on localhost, which browsers treat as secure: no audit of these categories asks for more there.
 */
await main(async () => {
  readOptions("npm run lighthouse", {});
  const executablePath = await ensureChromiumShell(console.log);
  const low: string[] = [];
  await withOwnStack(async (stack) => {
    await seedWorld(stack);
    console.log(`${"page".padEnd(12)}${CATEGORIES.map((name) => name.padStart(16)).join("")}`);
    for (const [name, pathname] of PAGES) {
      const runs: Result[] = [];
      for (let i = 0; i < RUNS; i++)
        runs.push(await measure(`${stack.url}${pathname}`, stack, executablePath));
      low.push(...report(name, runs));
    }
  });
  if (low.length > 0) throw new UsageError(`below ${AT_LEAST}:\n${low.join("\n")}`);
});

async function measure(url: string, stack: Stack, executablePath: string): Promise<Result> {
  const browser = await openBrowser(stack, executablePath);
  try {
    const flags: Flags = {
      port: browser.port,
      output: "json",
      logLevel: "error",
      formFactor: "mobile",
      onlyCategories: [...CATEGORIES],
    };
    const result = await lighthouse(url, flags);
    if (result === undefined) throw new Error(`Lighthouse gave no answer for ${url}`);
    if (result.lhr.finalDisplayedUrl !== url)
      throw new Error(`${url} led to ${result.lhr.finalDisplayedUrl}`);
    return result.lhr;
  } finally {
    await browser.end();
  }
}

function scoreOf({ categories }: Result, category: string): number {
  return Math.round((categories[category]?.score ?? 0) * 100);
}

/** Prints a page's row. @returns what kept a score below the line, a line each. */
function report(name: string, runs: Result[]): string[] {
  const byScore = runs.toSorted((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
  const median = byScore[Math.floor(RUNS / 2)];
  if (median === undefined) return [`${name}: nothing was measured`];
  const scores = CATEGORIES.map((category) => scoreOf(median, category));
  const all = runs.map((run) => scoreOf(run, "performance")).join(" ");
  console.log(
    `${name.padEnd(12)}${scores.map((score) => String(score).padStart(16)).join("")}   performance of all runs: ${all}`,
  );
  return CATEGORIES.flatMap((category, i) => {
    if ((scores[i] ?? 0) >= AT_LEAST) return [];
    const lost = (median.categories[category]?.auditRefs ?? []).filter(
      ({ id, weight }) => weight > 0 && (median.audits[id]?.score ?? 1) < 0.9,
    );
    return lost.map(
      ({ id }) =>
        `${name}, ${category}: ${median.audits[id]?.title} (${median.audits[id]?.displayValue ?? ""})`,
    );
  });
}

/**
 * A browser for one page: what an earlier one left on the heap would be gone through when tracing begins, for up to 300 ms that
 * Lighthouse counts as the page's. Lighthouse opens pages in the browser's own first context, which is what a persistent one is. The
 * session lies in its jar, as in a browser of somebody's: a header of ours would be missing on WebSockets and fight with the cookies
 * that pages set.
 */
async function openBrowser(stack: Stack, executablePath: string): Promise<Browser> {
  const port = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), "meridian-lighthouse-"));
  const context = await aheadOfAllElse(() =>
    chromium.launchPersistentContext(profile, {
      executablePath,
      args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
    }),
  );
  await context.addCookies([
    { name: sessionCookieName(stack.url), value: await signedIn(stack, "ana"), url: stack.url },
    { name: "zone", value: encodeURIComponent("America/New_York"), url: stack.url },
  ]);
  return {
    port,
    end: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Whatever `start` starts goes ahead of all else on this machine, where that is allowed (Linux, root): Lighthouse multiplies by four
 * how long a task took, and with it how long it waited for a processor that Lighthouse, the Worker or D1 had. What is started inherits
 * how it is scheduled.
 */
async function aheadOfAllElse<T>(start: () => Promise<T>): Promise<T> {
  if (!schedule("--rr", 5)) return start();
  try {
    return await start();
  } finally {
    schedule("--other", 0);
  }
}

/** @returns whether the machine lets this process be scheduled so. */
function schedule(policy: string, priority: number): boolean {
  const { status } = spawnSync("chrt", [policy, "--pid", String(priority), String(process.pid)]);
  return status === 0;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import lighthouse, { type Flags } from "lighthouse";
import { chromium } from "playwright-core";
import { sessionCookieName } from "../auth/cookie.ts";
import { CHROMIUM_ARGS, ensureChromium, findChromium } from "./lib/chromium.ts";
import { freePort, withOwnStack } from "./lib/own-stack.ts";
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
  await ensureChromium(console.log);
  const low: string[] = [];
  await withOwnStack(async (stack) => {
    await seedWorld(stack);
    console.log(`${"page".padEnd(12)}${CATEGORIES.map((name) => name.padStart(16)).join("")}`);
    for (const [name, pathname] of PAGES) {
      const browser = await openBrowser(stack);
      try {
        low.push(...(await measure(name, `${stack.url}${pathname}`, browser.port)));
      } finally {
        await browser.end();
      }
    }
  });
  if (low.length > 0) throw new UsageError(`below ${AT_LEAST}:\n${low.join("\n")}`);
});

/** @returns what kept a score below the line, a line each. */
async function measure(name: string, url: string, port: number): Promise<string[]> {
  const flags: Flags = {
    port,
    output: "json",
    logLevel: "error",
    formFactor: "mobile",
    onlyCategories: [...CATEGORIES],
  };
  const result = await lighthouse(url, flags);
  if (result === undefined) throw new Error(`Lighthouse gave no answer for ${url}`);
  const { categories, audits, finalDisplayedUrl } = result.lhr;
  if (finalDisplayedUrl !== url) throw new Error(`${url} led to ${finalDisplayedUrl}`);
  const scores = CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100));
  console.log(`${name.padEnd(12)}${scores.map((score) => String(score).padStart(16)).join("")}`);
  return CATEGORIES.flatMap((category, i) => {
    if ((scores[i] ?? 0) >= AT_LEAST) return [];
    const lost = (categories[category]?.auditRefs ?? []).filter(
      ({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9,
    );
    return lost.map(
      ({ id }) => `${name}, ${category}: ${audits[id]?.title} (${audits[id]?.displayValue ?? ""})`,
    );
  });
}

/**
 * A browser for one page: what an earlier one left on the heap would be gone through when tracing begins, for up to 300 ms that
 * Lighthouse counts as the page's. Lighthouse opens pages in the browser's own first context, which is what a persistent one is. The
 * session lies in its jar, as in a browser of somebody's: a header of ours would be missing on WebSockets and fight with the cookies
 * that pages set.
 */
async function openBrowser(stack: Stack): Promise<Browser> {
  const port = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), "meridian-lighthouse-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? "",
    args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
  });
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

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lighthouse, { type Flags } from "lighthouse";
import { sessionCookieName } from "../auth/cookie.ts";
import { CHROMIUM_ARGS, ensureChromium, findChromium } from "./lib/chromium.ts";
import { freePort, withOwnStack } from "./lib/own-stack.ts";
import { main, UsageError } from "./lib/project.ts";
import { seedWorld, signedIn } from "./pictures/world.ts";

const PAGES = [
  ["dashboard", "/sessions"],
  ["details", "/sessions/w-far"],
  ["mentors", "/mentors"],
] as const;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const AT_LEAST = 98;

/**
 * `npm run lighthouse`: the mobile preset (a slow phone on a slow network, simulated) on pages as a signed-in mentee sees them.
 * Over http on localhost, which browsers treat as secure: no audit of these categories asks for more there.
 */
await main(async () => {
  await ensureChromium(console.log);
  const low: string[] = [];
  await withOwnStack(async (stack) => {
    await seedWorld(stack);
    const cookie = `${sessionCookieName(stack.url)}=${await signedIn(stack, "ana")}; zone=America%2FNew_York`;
    const chromium = await startChromium();
    try {
      console.log(`${"page".padEnd(12)}${CATEGORIES.map((name) => name.padStart(16)).join("")}`);
      for (const [name, pathname] of PAGES) {
        low.push(...(await measure(name, `${stack.url}${pathname}`, chromium.port, cookie)));
      }
    } finally {
      await chromium.end();
    }
  });
  if (low.length > 0) throw new UsageError(`below ${AT_LEAST}:\n${low.join("\n")}`);
});

/** @returns what kept a score below the line, a line each. */
async function measure(name: string, url: string, port: number, cookie: string): Promise<string[]> {
  const flags: Flags = {
    port,
    output: "json",
    logLevel: "error",
    formFactor: "mobile",
    onlyCategories: [...CATEGORIES],
    extraHeaders: { Cookie: cookie },
  };
  const result = await lighthouse(url, flags);
  if (result === undefined) throw new Error(`Lighthouse gave no answer for ${url}`);
  const { categories, audits } = result.lhr;
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

async function startChromium(): Promise<{ port: number; end: () => Promise<void> }> {
  const port = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), "meridian-chromium-"));
  const args = [
    ...CHROMIUM_ARGS,
    "--headless=new",
    `--remote-debugging-port=${port}`,
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(findChromium() ?? "", [...args, "about:blank"], { stdio: "ignore", detached: true });
  for (let tries = 0; tries < 100; tries++, await sleep(100)) {
    const up = await fetch(`http://127.0.0.1:${port}/json/version`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    port,
    end: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser } from "../test/support/node/browser.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { withOwnStack } from "./lib/own-stack.ts";
import { inProject, main, UsageError } from "./lib/project.ts";
import { openPage, SWITCHES, viewers } from "./pictures/look.ts";
import { PAGES } from "./pictures/pages.ts";
import { seedWorld, speak } from "./pictures/world.ts";

const LOCALES = ["en", "es"] as const;
const SCHEMES = ["light", "dark"] as const;
/** Beyond it Chromium takes its time to draw a page in one piece, or fails. */
const TALLEST = 10_000;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1_280, height: 900 },
] as const;

/**
 * `npm run screenshots [-- --only NAME,NAME]`: every page in every state (pictures/pages.ts), at the width of a phone and of a
 * desk, light and dark, in both languages, into `screenshots/`.
 */
await main(async () => {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const only = values.only?.split(",") ?? null;
  const pages = PAGES.filter(({ name }) => only === null || only.includes(name));
  if (pages.length === 0)
    throw new UsageError(`no such page: ${values.only}; scripts/pictures/pages.ts names them`);
  await ensureChromium(console.log);
  const folder = inProject("screenshots");
  if (only === null) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser(SWITCHES);
  const failed: string[] = [];
  let taken = 0;
  await withOwnStack(async (stack) => {
    await seedWorld(stack);
    for (const locale of LOCALES) {
      await speak(stack, locale);
      const contextOf = await viewers(browser, stack, stack.url, locale);
      for (const picture of pages) {
        try {
          await openPage(await contextOf(picture.who), picture, async (page) => {
            taken += await shoot(page, path.join(folder, `${picture.name}.${locale}`));
          });
        } catch (error) {
          failed.push(`${picture.name} (${locale}): ${error instanceof Error ? error.message : error}`);
        }
      }
    }
  }).finally(() => browser.close());
  console.log(`${taken} pictures in screenshots/`);
  if (failed.length > 0) throw new UsageError(`not taken:\n${failed.join("\n")}`);
});

async function shoot(page: Page, name: string): Promise<number> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const height = await page.evaluate(() =>
      document.querySelector("dialog[open]") === null ? document.documentElement.scrollHeight : 0,
    );
    // As one tall screen: in a page that is scrolled for its picture, what is fixed would stand in the middle.
    await page.setViewportSize({
      width: size.width,
      height: Math.min(Math.max(size.height, height), TALLEST),
    });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: `${name}.${size.width}.${colorScheme}.png`,
        animations: "disabled",
      });
    }
  }
  return SIZES.length * SCHEMES.length;
}

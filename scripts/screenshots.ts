import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "../test/support/node/browser.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { ensureFonts } from "./lib/fonts.ts";
import { readOptions } from "./lib/options.ts";
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
/** What a browser leaves of a sheet, in CSS pixels (96 to the inch), with margins of 0.4 inches as Chromium has them. */
const PAPER_MARGIN = { top: "0.4in", right: "0.4in", bottom: "0.4in", left: "0.4in" };
const PAPERS = [
  { format: "A4", width: 717, height: 1_046 },
  { format: "Letter", width: 739, height: 979 },
] as const;

/**
 * `npm run screenshots [-- --only NAME,NAME]`: every page in every state (pictures/pages.ts), at the width of a phone and of a
 * desk, light and dark, in both languages, into `screenshots/`; and on paper what people print.
 */
await main(async () => {
  const { values } = readOptions("npm run screenshots [-- --only NAME,NAME]", {
    options: { only: { type: "string" } },
  });
  const only = values.only?.split(",") ?? null;
  const pages = PAGES.filter(({ name }) => only === null || only.includes(name));
  const unknown = only?.filter((wanted) => !PAGES.some(({ name }) => name === wanted)) ?? [];
  if (unknown.length > 0)
    throw new UsageError(`no such page: ${unknown.join(", ")}; scripts/pictures/pages.ts names them`);
  await ensureChromium(console.log);
  await ensureFonts(console.log);
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
          await openPage(await contextOf(picture.who), stack, picture, async (page) => {
            const name = path.join(folder, `${picture.name}.${locale}`);
            taken += await shoot(page, name);
            if (picture.printed === true) taken += await print(page, name);
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

/** As one tall screen: in a page that is scrolled for its picture, what is fixed would stand in the middle. */
async function showWhole(page: Page, { width, height }: (typeof SIZES)[number]): Promise<void> {
  // What comes into sight is laid out only then, and may be higher than was thought.
  for (let tall: number = height, shown = 0; tall > shown; ) {
    shown = tall;
    await page.setViewportSize({ width, height: shown });
    await drawn(page);
    const whole = await page.evaluate(() =>
      document.querySelector("dialog[open]") === null ? document.documentElement.scrollHeight : 0,
    );
    tall = Math.min(whole, TALLEST);
  }
}

/** What has just got another size is drawn in the next frames. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** As it comes out of a printer: on either size of paper the sheets, and the first of them as a picture. */
async function print(page: Page, name: string): Promise<number> {
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  for (const { format, width, height } of PAPERS) {
    await page.pdf({ path: `${name}.${format.toLowerCase()}.pdf`, format, margin: PAPER_MARGIN });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${name}.${format.toLowerCase()}.png`, animations: "disabled" });
  }
  return PAPERS.length;
}

async function shoot(page: Page, name: string): Promise<number> {
  for (const size of SIZES) {
    await showWhole(page, size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await drawn(page);
      await page.screenshot({
        path: `${name}.${size.width}.${colorScheme}.png`,
        animations: "disabled",
      });
    }
  }
  return SIZES.length * SCHEMES.length;
}

import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { openBrowser, openContext } from "../test/support/node/browser.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { previewedMails } from "./lib/mail-previews.ts";
import { readOptions } from "./lib/options.ts";
import { withOwnStack } from "./lib/own-stack.ts";
import { inProject, main } from "./lib/project.ts";

const WIDTHS = [390, 720] as const;

/**
 * `npm run mail-pictures`: every mail as the previews of a local run show it, in both languages, light and dark, at the width of a
 * phone and of a mail program's pane, into `screenshots/mails/`.
 */
await main(async () => {
  readOptions("npm run mail-pictures", {});
  await ensureChromium(console.log);
  const folder = inProject("screenshots/mails");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  let taken = 0;
  await withOwnStack(async ({ url }) => {
    const mails = await previewedMails(url);
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await openContext(browser, { baseURL: url, colorScheme });
      const page = await context.newPage();
      for (const mail of mails) {
        await page.goto(mail.path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 400 });
          const file = `${mail.name}.${mail.language}.${width}.${colorScheme}.png`;
          await page.screenshot({ path: path.join(folder, file), fullPage: true });
          taken += 1;
        }
      }
      await context.close();
    }
  }).finally(() => browser.close());
  console.log(`${taken} pictures in screenshots/mails/`);
});

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium, findChromiumShell } from "../../../scripts/lib/chromium.ts";

/** isbot takes "HeadlessChrome" for a bot and switches streaming off: people's browsers say this. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** @param more switches of Chromium beside those that every test has. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return launch(findChromium(), more);
}

/** For what asks for no camera: pages open and load in it in half the time. */
export function openShell(): Promise<Browser> {
  return launch(findChromiumShell() ?? findChromium(), []);
}

async function launch(executablePath: string | null, more: readonly string[]): Promise<Browser> {
  if (executablePath === null) throw new Error("no Chromium: `npm test` installs it, or says how");
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...more], headless: true });
}

/** One person's browser: its own cookies, a time zone and a language. */
export function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    userAgent: USER_AGENT,
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: { width: 1_280, height: 900 },
    ...options,
  });
}

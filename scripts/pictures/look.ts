import type { Browser, BrowserContext, Page } from "playwright-core";
import { sessionCookieName } from "../../auth/cookie.ts";
import { openContext } from "../../test/support/node/browser.ts";
import type { OpenStack } from "../lib/with-stack.ts";
import type { PictureOf } from "./pages.ts";
import { signedIn, type Who } from "./world.ts";

const PATIENCE_MS = 15_000;

/** A camera with a moving picture and a microphone that beeps; whether they may be used is each page's own matter. */
export const SWITCHES = ["--use-fake-device-for-media-stream"];

/** One browser context for each of those who look, in one language. */
export async function viewers(
  browser: Browser,
  stack: OpenStack,
  url: string,
  locale: "en" | "es",
): Promise<(who: Who) => Promise<BrowserContext>> {
  const known = new Map<Who, BrowserContext>();
  return async (who) => {
    const before = known.get(who);
    if (before !== undefined) return before;
    const context = await openContext(browser, { locale: locale === "es" ? "es-ES" : "en-US", baseURL: url });
    context.setDefaultTimeout(PATIENCE_MS);
    if (who !== "stranger") {
      const value = await signedIn(stack, who);
      await context.addCookies([{ name: sessionCookieName(url), value, url }]);
    }
    known.set(who, context);
    return context;
  };
}

/** Opens a page in its state, and leaves it open for `look`. */
export async function openPage<T>(
  context: BrowserContext,
  stack: OpenStack,
  { path, act }: PictureOf,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await context.newPage();
  try {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await act?.(page, stack);
    return await look(page);
  } finally {
    await page.close();
  }
}

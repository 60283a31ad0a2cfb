import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import { signIn } from "../support/node/sign-in.ts";

// The demo data as a person meets it, in a real browser.

let app: App;
let browser: Browser;
beforeAll(async () => {
  app = await startApp({ demo: true });
  browser = await openShell();
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

test("signing in with the code from the mail leads to one's sessions, and nothing complains", async () => {
  const page = await (await openContext(browser)).newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await signIn(app, page, "ana@demo.test");
  expect(await page.title()).toContain("Meridian");
  expect(await page.locator("main").textContent()).toContain("Marcus Lindqvist");
  expect(complaints).toEqual([]);
});

test("without JavaScript, too", async () => {
  const page = await (await openContext(browser, { javaScriptEnabled: false })).newPage();
  await signIn(app, page, "marcus@demo.test");
  expect(await page.locator("main").textContent()).toContain("Ana Souza");
});

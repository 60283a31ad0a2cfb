import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import { signIn } from "../support/node/sign-in.ts";

// Issue "People's data", as a person does it: away with a copy, and then away.

let app: App;
let browser: Browser;
beforeAll(async () => {
  app = await startApp();
  browser = await openShell();
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

test("somebody downloads their data, is refused with a wrong address, and is erased and signed out with their own", async () => {
  const page = await (await openContext(browser)).newPage();
  await signIn(app, page, "leaver@example.test");
  await page.goto(`${app.url}/profile`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download my data" }).click(),
  ]);
  const data = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(data.profile.email).toBe("leaver@example.test");
  await page.getByRole("link", { name: "Erase my account" }).click();
  await page.fill("[name=email]", "somebody@example.test");
  await page.getByRole("button", { name: "Yes, Erase My Account" }).click();
  await page.getByText("Nothing was erased.").waitFor();
  await page.fill("[name=email]", "leaver@example.test");
  await page.getByRole("button", { name: "Yes, Erase My Account" }).click();
  await page.waitForURL(`${app.url}/`);
  await page.goto(`${app.url}/sessions`);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  expect(await app.query("select email, name from users")).toEqual([{ email: null, name: "Former member" }]);
});

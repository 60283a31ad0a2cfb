import type { Page } from "playwright-core";
import type { App } from "./app.ts";
import { until } from "./until.ts";

/** Signs in as a person does: the address, the code from the inbox, and on to the sessions. */
export async function signIn(app: App, page: Page, email: string): Promise<void> {
  const before = await mailsTo(app, email);
  await page.goto(`${app.url}/sign-in`);
  // A first visit asks once more, in the browser's zone: a form sent in that tenth of a second aborts it, and Remix complains.
  await page.waitForLoadState("networkidle");
  await page.fill("[name=email]", email);
  await page
    .locator("form:has([name=email]) button[type=submit], form:has([name=email]) button")
    .first()
    .click();
  await page.waitForSelector("[name=code]");
  await page.fill("[name=code]", await newCode(app, email, before));
  await page.locator("form:has([name=code]) button").first().click();
  await page.waitForURL(/\/sessions/);
}

export const mailsTo = async (app: App, email: string): Promise<number> =>
  (await app.sandbox.inbox(email)).length;

/** The code of the latest mail to this address, once there are more than `before`. */
export const newCode = (app: App, email: string, before: number): Promise<string> =>
  until(
    async () => {
      const mails = await app.sandbox.inbox(email);
      if (mails.length <= before) return null;
      const latest = mails.reduce((a, b) => (String(a.received_at) > String(b.received_at) ? a : b));
      return /\b\d{6}\b/.exec(latest.text ?? "")?.[0];
    },
    { what: `the code for ${email}` },
  );

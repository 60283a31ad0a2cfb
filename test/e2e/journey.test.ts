import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import { signIn } from "../support/node/sign-in.ts";
import { until } from "../support/node/until.ts";

// What people come for, in a real browser against the production build: sign in, find a mentor, book, pay, see it confirmed,
// cancel it, see the refund and both mails; join a room that is open.

const HOUR = 3_600_000;
const MENTOR_EMAIL = "journey-mentor@example.test";

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openShell()]);
  await app.person("journey-mentor", ["mentor"], {
    name: "Carlos Rodriguez",
    headline: "Senior Full-Stack Architect",
    timezone: "Europe/Madrid",
    availability: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: "00:00", to: "24:00" })),
    offers: [{ duration_minutes: 60, price: { amount: 5_000, currency: "usd" } }],
  });
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

async function latestMail(to: string, subject: RegExp): Promise<string> {
  let text = "";
  await until(
    async () => {
      const mails = (await app.sandbox.inbox(to)).filter((mail) => subject.test(mail.subject));
      text = mails.at(-1)?.text ?? "";
      return text !== "";
    },
    { what: `a mail to ${to} about ${subject}`, within: 20_000 },
  );
  return text;
}

/** From the directory to the checkout's page, for a slot at least two days ahead. */
async function chooseSlot(page: Page): Promise<void> {
  await page.goto(`${app.url}/mentors`);
  await page.getByRole("link", { name: /Carlos Rodriguez/ }).click();
  await page.getByRole("heading", { name: "Carlos Rodriguez" }).waitFor();
  const slots = page.locator('main a[href*="/book?"]');
  const hrefs = await slots.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const far = hrefs.findIndex((href) => {
    const at = new URL(href, app.url).searchParams.get("starts_at") ?? "";
    return Date.parse(at) > Date.now() + 50 * HOUR;
  });
  await slots.nth(far).click();
  await page.waitForURL(/\/book\?/);
}

async function bookAndPay(page: Page): Promise<string> {
  await chooseSlot(page);
  await expectText(page, /\$50\.00/);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /^Pay \d/ }).click();
  await page.waitForURL(/\/sessions\/[^/?]+\/paid/);
  return /\/sessions\/([^/?]+)/.exec(page.url())?.[1] ?? "";
}

/** A page that waits for more than this has lost somebody. */
const PATIENCE_MS = 15_000;

const expectText = (page: Page, text: RegExp) => page.getByText(text).first().waitFor();

async function refundsInLedger(): Promise<number> {
  return (await app.sandbox.ledger()).refunds.length;
}

describe.each([
  ["with JavaScript", true],
  ["without JavaScript", false],
])("a mentee, %s", (_, javaScriptEnabled) => {
  let context: BrowserContext;
  let page: Page;
  const email = `journey-${javaScriptEnabled ? "js" : "plain"}@example.test`;
  let sessionId = "";

  beforeAll(async () => {
    context = await openContext(browser, { javaScriptEnabled });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    await signIn(app, page, email);
  });
  afterAll(() => context?.close());

  test("starts with nothing, and is shown the way to a mentor", async () => {
    await expectText(page, /No upcoming sessions/);
    await page.getByRole("link", { name: "Find a Mentor" }).first().waitFor();
  });

  test("books a slot, pays, and sees it confirmed; both are mailed with a calendar file", async () => {
    sessionId = await bookAndPay(page);
    await page.goto(`${app.url}/sessions/${sessionId}`);
    await expectText(page, /Confirmed/);
    for (const to of [email, MENTOR_EMAIL]) {
      await latestMail(to, /confirmed/i);
      const mail = (await app.sandbox.inbox(to)).findLast(({ subject }) => /confirmed/i.test(subject));
      expect(mail?.attachments.map(({ content_type }) => content_type)).toEqual([
        expect.stringContaining("text/calendar"),
      ]);
    }
  });

  test("cancels in time: told what comes back and where to, before; and sees the refund arrive, once", async () => {
    const before = await refundsInLedger();
    await page.goto(`${app.url}/sessions`);
    await page.getByText("Carlos Rodriguez").first().waitFor();
    await page.getByRole("link", { name: "Cancel Session" }).first().click();
    await expectText(page, /Cancel Session\?/);
    await expectText(page, /This action cannot be undone/);
    await expectText(page, /\$50\.00/);
    await expectText(page, /4242/);
    await page.getByRole("button", { name: "Yes, Cancel Session" }).click();
    await until(async () => (await refundsInLedger()) === before + 1, { what: "the refund", within: 20_000 });
    for (const to of [email, MENTOR_EMAIL]) await latestMail(to, /cancelled/i);
    await page.goto(`${app.url}/sessions?tab=past`);
    await expectText(page, /Cancelled by you/);
    await page.goto(`${app.url}/sessions/${sessionId}`);
    await expectText(page, /refund/i);
    expect((await app.sandbox.inbox(email)).filter(({ subject }) => /cancelled/i.test(subject))).toHaveLength(
      1,
    );
  });
});

test("a session in ten minutes: one click opens the room in a new tab", async () => {
  const email = "journey-join@example.test";
  const [mentor, mentee] = await Promise.all([
    app.person("join-mentor", ["mentor"], { name: "Mei Tanaka", timezone: "Asia/Tokyo" }),
    app.person("journey-join", ["mentee"]),
  ]);
  await app.takeOver("join-soon", { mentor, mentee, startsAt: Date.now() + HOUR / 6 });
  const context = await openContext(browser);
  const page = await context.newPage();
  await signIn(app, page, email);
  const html = await page.content();
  expect(html).not.toMatch(/\/video\//);
  const [room] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("button", { name: "Join Call" }).first().click(),
  ]);
  await room.waitForURL(/\/video\/[^?]+\?t=/);
  await room
    .getByText(/Person journey-join/)
    .first()
    .waitFor();
  await context.close();
});

test("a slot inside 24 hours: told before paying that it cannot be cancelled", async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await signIn(app, page, "journey-near@example.test");
  await page.goto(`${app.url}/mentors/journey-mentor`);
  await page.locator('main a[href*="/book?"]').first().click();
  await page.waitForURL(/\/book\?/);
  await expectText(page, /cannot be cancelled/i);
  await context.close();
});

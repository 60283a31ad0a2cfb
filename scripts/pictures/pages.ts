import type { Page } from "playwright-core";
import type { OpenStack } from "../lib/with-stack.ts";
import { callOff, type Who } from "./world.ts";

export interface PictureOf {
  /** The picture's name, and how axe's findings name the page. */
  name: string;
  path: string;
  who: Who;
  /** What is done on the page before it is looked at. */
  act?: (page: Page, stack: OpenStack) => Promise<void>;
  /** It is something that people print. */
  printed?: true;
  /** It takes so long to come to that only pictures are taken of it. */
  long?: true;
}

const SLOTS = 'main a[href*="/book?"]';
const openContest = (page: Page) => page.locator(".contest summary").click();
const submit = (page: Page) => page.locator("main form button[type=submit]").last().click();

/** Acts wait for a confirmation; the pages that follow have theirs again. */
async function signedInLongAgo(page: Page, { db }: OpenStack): Promise<void> {
  const move = (by: number) =>
    db
      .prepare(
        "update sessions set created_at = created_at + ?1 where user_id in (select id from users where is_admin = 1)",
      )
      .bind(by)
      .run();
  await move(-86_400_000);
  await page.reload();
  await move(86_400_000);
}

/** Every page in every state: a new one is a line here. The sessions are those of `world.ts`. */
export const PAGES: readonly PictureOf[] = [
  { name: "landing", who: "stranger", path: "/" },
  { name: "sign-in", who: "stranger", path: "/sign-in" },
  { name: "sign-in-refused", who: "stranger", path: "/sign-in", act: askForCode("nobody@@example") },
  { name: "code", who: "stranger", path: "/sign-in", act: askForCode("ana@demo.test") },
  { name: "code-wrong", who: "stranger", path: "/sign-in", act: enterWrongCode },
  { name: "code-link", who: "stranger", path: "/sign-in", act: followLink },
  { name: "code-elsewhere", who: "stranger", path: "/sign-in", act: followLinkElsewhere },
  { name: "mentors", who: "stranger", path: "/mentors" },
  { name: "mentor", who: "ana", path: "/mentors/demo-marcus" },
  { name: "mentor-nothing-free", who: "ana", path: "/mentors/demo-tired" },
  {
    name: "book",
    who: "ana",
    path: "/mentors/demo-marcus",
    act: (page) => follow(page, SLOTS, /book\?/, "last"),
  },
  {
    name: "book-late",
    who: "ana",
    path: "/mentors/demo-kenji",
    act: (page) => follow(page, SLOTS, /book\?/),
  },
  {
    name: "book-gone",
    who: "ana",
    path: "/mentors/demo-marcus/book?starts_at=2020-01-01T00:00:00Z&duration=60",
  },
  { name: "paid", who: "ana", path: "/sessions/w-far/paid" },
  { name: "sessions", who: "ana", path: "/sessions", printed: true },
  { name: "sessions-running", who: "marcus", path: "/sessions" },
  { name: "sessions-welcome", who: "newcomer", path: "/sessions?done=signed-in" },
  { name: "sessions-past", who: "ana", path: "/sessions?tab=past", printed: true },
  { name: "sessions-past-empty", who: "newcomer", path: "/sessions?tab=past" },
  { name: "sessions-found", who: "ana", path: "/sessions?q=luc&role=mentee" },
  { name: "sessions-none-found", who: "ana", path: "/sessions?q=nobody" },
  { name: "sessions-slow", who: "ana", path: "/sessions", act: waitLong },
  { name: "sessions-stale", who: "ana", path: "/sessions", act: loseConnection },
  { name: "sessions-more-failed", who: "ana", path: "/sessions?tab=past", act: failToGrow },
  { name: "sessions-cancelled-now", who: "ana", path: "/sessions", act: hearOfCancel },
  { name: "sessions-busy", who: "grace", path: "/sessions" },
  { name: "sessions-thousand", who: "grace", path: "/sessions?tab=past", act: growToEnd, long: true },
  {
    name: "account-menu",
    who: "ana",
    path: "/sessions",
    act: (page) => page.locator(".menu summary").click(),
  },
  { name: "cancel-modal", who: "ana", path: "/sessions", act: openCancel },
  { name: "cancel", who: "ana", path: "/sessions/w-far/cancel" },
  { name: "cancel-refused", who: "ana", path: "/sessions/w-tomorrow/cancel" },
  { name: "session", who: "ana", path: "/sessions/w-far", printed: true },
  { name: "session-paid", who: "ana", path: "/sessions", act: openLast, printed: true },
  { name: "session-running", who: "ana", path: "/sessions/w-running" },
  { name: "session-draft", who: "ana", path: "/sessions/w-draft" },
  { name: "session-to-review", who: "ana", path: "/sessions/w-over" },
  { name: "session-reviewed", who: "ana", path: "/sessions/w-reviewed" },
  { name: "session-cancelled-by-mentor", who: "ana", path: "/sessions/w-called-off", printed: true },
  { name: "session-refund-pending", who: "ana", path: "/sessions/w-refund-pending", printed: true },
  { name: "session-refund-waits", who: "ana", path: "/sessions/w-refund-manual" },
  { name: "session-missed", who: "ana", path: "/sessions/w-missed", act: openContest },
  { name: "session-of-mentor", who: "marcus", path: "/sessions/w-running" },
  { name: "session-moved", who: "grace", path: "/sessions/w-moved" },
  { name: "schedule", who: "marcus", path: "/schedule", printed: true },
  { name: "schedule-day", who: "marcus", path: "/schedule?view=day" },
  { name: "schedule-clocks-change", who: "marcus", path: "/schedule?date=2027-03-28" },
  { name: "schedule-empty-day", who: "marcus", path: "/schedule?view=day&date=2027-03-28" },
  { name: "schedule-busy", who: "grace", path: "/schedule", act: nextWeek, printed: true },
  { name: "availability", who: "marcus", path: "/availability" },
  { name: "availability-refused", who: "ana", path: "/availability" },
  { name: "days-off-refused", who: "marcus", path: "/days-off", act: takeOff("2027-07-16", "2027-07-05") },
  { name: "days-off", who: "marcus", path: "/days-off", act: takeOff("2027-07-05", "2027-07-16") },
  { name: "test-call", who: "stranger", path: "/test-call" },
  { name: "test-call-denied", who: "stranger", path: "/test-call", act: denyTest },
  { name: "test-call-running", who: "stranger", path: "/test-call", act: runTest },
  { name: "profile", who: "ana", path: "/profile" },
  { name: "profile-refused", who: "ana", path: "/profile", act: emptyName },
  { name: "erase", who: "ana", path: "/profile/erase" },
  { name: "erase-unconfirmed", who: "ana", path: "/profile/erase", act: confirmWith("else@demo.test") },
  { name: "erase-refused", who: "ana", path: "/profile/erase", act: confirmWith("ana@demo.test") },
  { name: "erase-administrator", who: "olivia", path: "/profile/erase", act: signedInLongAgo },
  { name: "calendar", who: "newcomer", path: "/calendar" },
  { name: "calendar-on", who: "marcus", path: "/calendar", act: giveFeed },
  { name: "offline", who: "ana", path: "/offline" },
  { name: "offline-nothing-ahead", who: "newcomer", path: "/offline" },
  { name: "admin-refunds", who: "olivia", path: "/admin/refunds" },
  { name: "admin-refunds-unconfirmed", who: "olivia", path: "/admin/refunds", act: signedInLongAgo },
  { name: "admin-confirm", who: "olivia", path: "/sign-in/confirm?return_to=/admin/refunds" },
  { name: "admin-refunds-done", who: "olivia", path: "/admin/refunds?status=succeeded" },
  { name: "admin-session", who: "olivia", path: "/admin/sessions/w-refund-manual" },
  { name: "admin-person", who: "olivia", path: "/admin/people/demo-marcus" },
  { name: "admin-person-refused", who: "olivia", path: "/admin/people/demo-marcus", act: giveReason },
  { name: "admin-session-missed", who: "olivia", path: "/admin/sessions/w-missed" },
  { name: "admin-refunds-filtered", who: "olivia", path: "/admin/refunds?why=payment_disputed&age=7" },
  { name: "admin-cancellers", who: "olivia", path: "/admin/cancellers" },
  { name: "admin-insights", who: "olivia", path: "/admin/insights", printed: true },
  { name: "admin-insights-month", who: "olivia", path: "/admin/insights?days=30", act: openTables },
  { name: "admin-mail", who: "olivia", path: "/admin/mail" },
  { name: "admin-mail-failed", who: "olivia", path: "/admin/mail?state=failed" },
  {
    name: "admin-mail-again",
    who: "olivia",
    path: "/admin/sessions/w-bounced",
    act: (page) => page.locator("[aria-labelledby=mails] summary").first().click(),
  },
  { name: "admin-reconciliation", who: "olivia", path: "/admin/reconciliation" },
  {
    name: "admin-reconciliation-day",
    who: "olivia",
    path: "/admin/reconciliation",
    act: followBooks,
  },
  { name: "admin-session-unknown", who: "olivia", path: "/admin/sessions?id=nothing" },
  { name: "admin-cancelling", who: "olivia", path: "/admin/cancelling" },
  { name: "api-reference", who: "stranger", path: "/api-reference" },
  { name: "api-reference-found", who: "stranger", path: "/api-reference?q=cancel" },
  { name: "missing", who: "ana", path: "/nothing/here" },
  { name: "failed", who: "ana", path: "/sessions", act: failToLoad },
];

function askForCode(email: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator("[name=email]").evaluate((input) => input.setAttribute("type", "text"));
    await page.fill("[name=email]", email);
    await submit(page);
    await page.locator("[name=code], [aria-invalid=true]").first().waitFor();
  };
}

/** The mail's link, in the browser that asked. */
async function followLink(page: Page): Promise<void> {
  await askForCode("olivia@demo.test")(page);
  const id = await page.locator("main form:has([name=code]) [name=id]").inputValue();
  await page.goto(`/sign-in/code?id=${id}&code=123456`);
}

async function followLinkElsewhere(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/sign-in/code?id=asked-elsewhere&code=123456");
}

/** The next list does not come for so long that the page says so. */
async function waitLong(page: Page): Promise<void> {
  await page.route(/\/sessions\.data/, () => undefined);
  await page.locator(".tabs a").last().click();
  await page.locator(".more-note:not(:empty)").waitFor();
}

/** Asked again, as whoever comes back to the page asks, it is not reached. */
async function loseConnection(page: Page): Promise<void> {
  await page.route(/\/sessions\.data/, (route) => route.abort());
  const stale = page.locator(".lead + .notice");
  // A page that was asked a moment ago is not asked again so soon.
  for (let tries = 0; tries < 20 && !(await stale.isVisible()); tries++) {
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.waitForTimeout(500);
  }
  await stale.waitFor();
}

async function failToGrow(page: Page): Promise<void> {
  await page.route(/\/live\/sessions/, (route) => route.abort());
  await page.locator(".more .button").click();
  await page.locator(".more-note[role=alert]").waitFor();
}

/** A session comes and goes again while one looks. */
async function hearOfCancel(page: Page, stack: OpenStack): Promise<void> {
  let heard = page.locator(".row");
  await callOff(stack, async (id) => {
    heard = page.locator(".row", { has: page.locator(`a[href="/sessions/${id}"]`) });
    await heard.waitFor();
  });
  await heard.locator(".chip-cancelled").waitFor();
}

/** A thousand sessions, page by page. */
async function growToEnd(page: Page): Promise<void> {
  const more = page.locator(".more .button");
  const rows = page.locator(".row:not(.row-skeleton)");
  while (await more.isVisible()) {
    const before = await rows.count();
    await more.click();
    await page.waitForFunction(
      (known) => document.querySelectorAll(".row:not(.row-skeleton)").length > known,
      before,
    );
  }
}

async function nextWeek(page: Page): Promise<void> {
  await page.locator('.agenda-ways a[rel="next"]').click();
  await page.locator(".agenda-cut").first().waitFor();
}

/** The one that was booked and paid here, as the latest of all. */
async function openLast(page: Page): Promise<void> {
  await page.locator(".row a.text-link").last().click();
  await page.locator("#session-title").waitFor();
}

async function runTest(page: Page): Promise<void> {
  await page.context().grantPermissions(["camera", "microphone"]);
  await page.locator(".trial-side > .button").first().click();
  await page.locator(".works").nth(1).waitFor();
  await page.waitForFunction(() => (document.querySelector("video")?.videoWidth ?? 0) > 0);
}

async function denyTest(page: Page): Promise<void> {
  await page.context().grantPermissions([]);
  await page.locator(".trial-side > .button").first().click();
  await page.locator(".trouble").first().waitFor();
}

/** A new address, whether there was one or not. */
async function giveFeed(page: Page): Promise<void> {
  await page.locator("button[value=make], button[value=renew]").click();
  await page.locator("#address").waitFor();
}

async function enterWrongCode(page: Page): Promise<void> {
  await askForCode("marcus@demo.test")(page);
  await page.fill("[name=code]", "000000");
  await page.locator("form:has([name=code]) button").first().click();
  await page.locator("[aria-invalid=true]").waitFor();
}

async function follow(
  page: Page,
  links: string,
  to: RegExp,
  which: "first" | "last" = "first",
): Promise<void> {
  await page.locator(links)[which]().click();
  await page.waitForURL(to);
}

/** The books of yesterday are compared by the cron, which may not have been there yet. */
async function followBooks(page: Page): Promise<void> {
  const day = 'main a[href^="/admin/reconciliation/"]';
  for (let tries = 0; tries < 60 && !(await page.locator(day).first().isVisible()); tries++) {
    await page.waitForTimeout(1_500);
    await page.reload();
  }
  await follow(page, day, /reconciliation\/\d/);
}

async function openCancel(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^(Cancel Session|Cancelar)/ })
    .last()
    .click();
  await page.locator("dialog[open]").waitFor();
}

function takeOff(from: string, to: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.fill("[name=from][type=date]", from);
    await page.fill("[name=to]", to);
    await submit(page);
    await page.locator("[aria-invalid=true], .notice-good").first().waitFor();
  };
}

/** To erase one's account: somebody who has sessions ahead is refused even with their own address. */
function confirmWith(email: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.fill("[name=email]", email);
    await submit(page);
    await page.locator("[aria-invalid=true], .notice-warning").first().waitFor();
  };
}

/** The numbers behind the first two charts. */
async function openTables(page: Page): Promise<void> {
  await page.locator(".insight summary").first().click();
  await page.locator(".insight summary").nth(1).click();
  await page.locator("[aria-labelledby=frequent] summary").click();
}

async function giveReason(page: Page): Promise<void> {
  await page.fill("main [name=reason]", "Asked for it by letter");
  await submit(page);
  await page.locator(".notice-warning").first().waitFor();
}

async function emptyName(page: Page): Promise<void> {
  await page.fill("main [name=name]", " ");
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("[aria-invalid=true]").waitFor();
}

/** The data of the next page does not come: what the page says then. */
async function failToLoad(page: Page): Promise<void> {
  await page.route(/\/mentors\.data/, (route) => route.abort());
  await page.locator('.nav a[href="/mentors"]').click();
  await page.locator(".failure").waitFor();
}

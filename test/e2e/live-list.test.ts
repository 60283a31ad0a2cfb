import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import { signIn } from "../support/node/sign-in.ts";
import { until } from "../support/node/until.ts";

// My Sessions while it is open: what the clock changes, what others change, how it grows, and what a bad connection does to it.

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let app: App;
let browser: Browser;
let mentor: Person;
let mentee: Person;
/** Whose list grows long and stands still while the mentee's sessions begin and end. */
let reader: Person;
const cookies = new Map<Person, Awaited<ReturnType<BrowserContext["storageState"]>>>();

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openShell()]);
  mentor = await app.person("live-mentor", ["mentor"], { name: "Carlos Rodriguez" });
  mentee = await app.person("live-mentee", ["mentee"]);
  reader = await app.person("live-reader", ["mentee"]);
  for (const person of [mentee, reader]) {
    const page = await (await openContext(browser)).newPage();
    await signIn(app, page, person.email);
    cookies.set(person, await page.context().storageState());
    await page.context().close();
  }
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

/**
 * A page of the mentee's, or another's, that is alive and listens: before, what is pressed is the link that the server drew.
 * @param clock how far their machine's clock is wrong.
 */
async function openPage(path: string, { clock = 0, plain = false, of = mentee } = {}): Promise<Page> {
  const storageState = cookies.get(of);
  const context = await openContext(browser, {
    javaScriptEnabled: !plain,
    ...(storageState && { storageState }),
  });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(`{
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...args) { if (args.length === 0) super(Real.now() + ${clock}); else super(...args); }
      static now() { return Real.now() + ${clock}; }
    };
  }`);
  const page = await context.newPage();
  await page.goto(`${app.url}${path}`);
  if (!plain) await page.waitForLoadState("networkidle");
  return page;
}

/** The row, or the large card, of the person with this name. */
const cardOf = (page: Page, name: string) => page.locator(".row, .hero", { hasText: name });

describe("the epic's button states", () => {
  // Five sessions, each with another boundary at one and the same second: the test waits once.
  const LENGTH = 10 * MINUTE;
  const SESSIONS = [
    { name: "Day Ahead", startsIn: DAY, before: /Cancel Session/, after: /Cancelling closed/ },
    { name: "Soon There", startsIn: 15 * MINUTE, before: /Cancelling closed/, after: /Join Call/ },
    { name: "Starts Now", startsIn: 0, before: /Join Call(?!.*pulsing)/, after: /Join Call.*pulsing/ },
    { name: "Ends Now", startsIn: -LENGTH, before: /Join Call.*pulsing/, after: /Join Call(?!.*pulsing)/ },
    {
      name: "Closes Now",
      startsIn: -LENGTH - HOUR,
      before: /Join Call/,
      after: /^(?!.*Join Call).*Completed/,
    },
  ];

  test("change on their second without a reload, also where the clock is three hours wrong either way", async () => {
    const mentors = await Promise.all(
      SESSIONS.map(({ name }, i) => app.person(`boundary-${i}`, ["mentor"], { name })),
    );
    // As far ahead as this machine needs to make the sessions and to open three pages.
    const since = Date.now();
    await (await openPage("/sessions")).context().close();
    const boundary = Date.now() + 6 * SECOND + 4 * (Date.now() - since);
    for (const [i, { startsIn }] of SESSIONS.entries()) {
      const [of, startsAt] = [mentors[i] as Person, boundary + startsIn];
      const taken = await app.takeOver(`boundary-${i}`, { mentor: of, mentee, startsAt, minutes: 10 });
      expect(taken.status, taken.text).toBe(201);
    }
    const pages = await Promise.all(
      [0, 3 * HOUR, -3 * HOUR].map((clock) => openPage("/sessions", { clock })),
    );
    for (const page of pages) await watch(page);
    await new Promise((resolve) => setTimeout(resolve, boundary + 1.5 * SECOND - Date.now()));
    for (const page of pages) {
      const seen = await page.evaluate(() => (window as unknown as Watched).seen);
      const before = seen.filter(({ at }) => at < boundary - 100).at(-1);
      const after = seen.find(({ at }) => at >= boundary + 1 * SECOND);
      expect(before?.at, "the pages took too long to open").toBeGreaterThan(boundary - 2 * SECOND);
      for (const { name, ...session } of SESSIONS) {
        expect(before?.cards[name], `${name} before`).toMatch(session.before);
        expect(after?.cards[name], `${name} after`).toMatch(session.after);
      }
      await cardOf(page, "Closes Now").getByRole("button", { name: "Completed", disabled: true }).waitFor();
      await page.context().close();
    }
  });

  test("do not run ahead where the page was come to from one that had long been open", async () => {
    const of = await app.person("boundary-later", ["mentor"], { name: "Later Today" });
    await app.takeOver("boundary-later", { mentor: of, mentee, startsAt: Date.now() + 3 * HOUR });
    const page = await openPage("/mentors");
    // What came with the document came three hours ago.
    await page.evaluate(
      (ago) => {
        Object.defineProperty(PerformanceNavigationTiming.prototype, "responseStart", { get: () => -ago });
      },
      3 * HOUR + MINUTE,
    );
    await page.locator(".nav").getByRole("link", { name: "Sessions" }).click();
    const card = cardOf(page, "Later Today");
    await card.getByText("Cancelling closed").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await card.textContent()).not.toContain("Join Call");
    await page.context().close();
  });

  interface Watched {
    seen: { at: number; cards: Record<string, string> }[];
  }

  /** Notes ten times a second, by the true clock, what stands on each card. */
  const watch = (page: Page) =>
    page.evaluate(
      (names) => {
        const seen: Watched["seen"] = [];
        Object.assign(window, { seen });
        setInterval(() => {
          const all = [...document.querySelectorAll(".row, .hero")];
          const cards = names.map((name) => {
            const card = all.find(({ textContent }) => textContent?.includes(name));
            const pulses = card?.querySelector(".is-running") ? " (pulsing)" : "";
            return [name, (card?.textContent ?? "") + pulses];
          });
          // Not Date, which is wrong here on purpose. A reload would forget what was seen.
          seen.push({ at: performance.timeOrigin + performance.now(), cards: Object.fromEntries(cards) });
        }, 100);
      },
      SESSIONS.map(({ name }) => name),
    );
});

describe("what the other party does", () => {
  test("is on an open list and an open details page within two seconds, and is said aloud", async () => {
    await app.takeOver("live-cancel", { mentor, mentee, startsAt: Date.now() + 5 * DAY });
    const [list, details] = [await openPage("/sessions"), await openPage("/sessions/live-cancel")];
    const row = cardOf(list, "Carlos Rodriguez");
    await row.getByRole("link", { name: /Cancel Session/ }).waitFor();
    const { status } = await app.call("POST", "/api/bookings/live-cancel/cancel", { token: mentor.token });
    expect(status).toBe(200);
    const since = Date.now();
    await Promise.all([
      row.getByText("Cancelled by Carlos").waitFor(),
      details.getByText("Cancelled by Carlos").first().waitFor(),
    ]);
    expect(Date.now() - since).toBeLessThan(2 * SECOND);
    await list.locator(".toast", { hasText: "Cancelled by Carlos: session with Carlos Rodriguez" }).waitFor();
    expect(await row.getByRole("link", { name: /Cancel Session/ }).count()).toBe(0);
    await Promise.all([list.context().close(), details.context().close()]);
  });

  test("a session that is made elsewhere appears by itself", async () => {
    const page = await openPage("/sessions");
    const other = await app.person("live-other", ["mentor"], { name: "Òlúwaṣeun Adébáyọ̀" });
    await app.takeOver("live-new", { mentor: other, mentee, startsAt: Date.now() + 6 * DAY });
    await cardOf(page, "Òlúwaṣeun Adébáyọ̀").waitFor({ timeout: 2 * SECOND });
    await page.context().close();
  });
});

describe("a long list", () => {
  const ROWS = 45;
  beforeAll(async () => {
    for (let i = 0; i < ROWS; i++) {
      await app.takeOver(`past-${i}`, { mentor, mentee: reader, startsAt: Date.now() - (i + 2) * DAY });
    }
  });
  const rows = (page: Page) => page.locator(".row:not(.row-skeleton)").count();
  const grow = (page: Page) => page.getByRole("link", { name: "Show more" }).click();

  test("grows in its place, and is as it was left after going back, and after a reload", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    const first = await rows(page);
    await grow(page);
    await until(async () => (await rows(page)) > first, { what: "the second page" });
    const focused = () => page.evaluate(() => document.activeElement?.classList.contains("row"));
    await until(focused, { what: "reading on at the first that is new" });
    await grow(page);
    await until(async () => (await rows(page)) >= ROWS, { what: "the third page" });
    const ids = await page
      .locator(".row a[href^='/sessions/']")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(new Set(ids).size).toBe(ids.length);
    expect(page.url()).toBe(`${app.url}/sessions?tab=past`);

    const link = page
      .locator(".row")
      .nth(38)
      .getByRole("link", { name: /View Details/ });
    await link.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    await link.click();
    await page.getByRole("heading", { name: /Carlos Rodriguez/ }).waitFor();
    await page.goBack();
    await until(async () => (await rows(page)) >= ROWS, { what: "the list as it was left" });
    await until(async () => Math.abs((await page.evaluate(() => scrollY)) - place) < 5, {
      what: "the place",
    });

    await page.reload();
    await until(async () => (await rows(page)) >= ROWS, { what: "the list after a reload" });
    await until(async () => Math.abs((await page.evaluate(() => scrollY)) - place) < 5, {
      what: "the place after a reload",
    });
    await page.context().close();
  });

  const reading = (page: Page) =>
    page.evaluate(
      () =>
        (window as unknown as { __remixRouter: { state: { revalidation: string } } }).__remixRouter.state
          .revalidation,
    );
  const drawn = (page: Page) =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

  /** A page that is being read again and has been scrolled since. @returns what lets the answer come. */
  async function readAgain(page: Page): Promise<() => void> {
    let answer: (() => void) | null = null;
    await page.route(/\/sessions\.data/, async (route) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await route.continue();
    });
    await page.evaluate(() => scrollTo(0, 100));
    const isAsked = async () => {
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
      return answer;
    };
    // A page that has only just been read is not read again.
    const asked = await until(isAsked, { what: "the page being read again" });
    await page.evaluate(() => scrollTo(0, 700));
    expect(await reading(page)).toBe("loading");
    return asked;
  }

  test("read again by itself, leaves its reader where they have scrolled to meanwhile", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    const answer = await readAgain(page);
    answer();
    await until(async () => (await reading(page)) === "idle", { what: "the answer" });
    await drawn(page);
    expect(await page.evaluate(() => scrollY)).toBe(700);
    await page.context().close();
  });

  test("left while it is read again, is followed by the top of the next page", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    const answer = await readAgain(page);
    const next = page.locator(".row").nth(9);
    await next.getByRole("link", { name: /View Details/ }).evaluate((link) => (link as HTMLElement).click());
    await page.getByRole("heading", { name: /Carlos Rodriguez/ }).waitFor();
    await drawn(page);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    answer();
    await page.context().close();
  });

  test("without JavaScript: the next page is a link", async () => {
    const page = await openPage("/sessions?tab=past", { plain: true, of: reader });
    const top = await page.locator(".row").first().textContent();
    await grow(page);
    await page.waitForURL(/cursor=/);
    expect(await page.locator(".row").first().textContent()).not.toBe(top);
    await page.context().close();
  });

  test("that does not load further says what is safe, and goes on when asked again", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    const first = await rows(page);
    await page.route("**/live/sessions?*", (route) => route.abort());
    await grow(page);
    await page.getByText("Your sessions are safe, and so is your place.").waitFor();
    expect(await rows(page)).toBe(first);
    await page.unroute("**/live/sessions?*");
    await page.getByRole("link", { name: "Try again" }).click();
    await until(async () => (await rows(page)) > first, { what: "the second page" });
    await page.route(/\/mentors\.data/, (route) => route.abort());
    const styles = page.locator("link[rel=stylesheet]").first();
    await styles.evaluate((link) => link.setAttribute("data-first", ""));
    await page.locator(".nav").getByRole("link", { name: "Mentors" }).click();
    await page.getByText("Your sessions and payments are safe.").waitFor();
    // Another in its place would leave the page bare until it has come.
    expect(await styles.getAttribute("data-first")).toBe("");
    await page.unroute(/\/mentors\.data/);
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Mentors", exact: true }).waitFor();
    await page.context().close();
  });

  test("without a connection stays, says of when it is, and catches up when it is back", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    await page.context().setOffline(true);
    const stale = page.getByText(/We cannot be reached at the moment/);
    await until(
      async () => {
        await page.evaluate(() => window.dispatchEvent(new Event("online")));
        return stale.isVisible();
      },
      { what: "the page's word that it is of an earlier moment" },
    );
    expect(await rows(page)).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await stale.waitFor({ state: "detached" });
    await page.context().close();
  });
});

describe("finding", () => {
  test("leaves the page where it is scrolled to; the way to another page opens that one at its top", async () => {
    const page = await openPage("/sessions?tab=past&role=mentee", { of: reader });
    await page.evaluate(() => scrollTo(0, 90));
    await page.getByRole("link", { name: "Clear filters" }).first().click();
    await page.waitForURL(`${app.url}/sessions?tab=past`);
    await page.getByRole("link", { name: "Clear filters" }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => scrollY)).toBe(90);

    const ways = page.getByRole("navigation", { name: "Main" });
    expect(await ways.getByRole("link", { name: "Sessions" }).getAttribute("aria-current")).toBe("page");
    await ways.getByRole("link", { name: "Mentors" }).click();
    await page.getByRole("heading", { name: "Mentors", level: 1 }).waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await ways.getByRole("link", { name: "Sessions" }).getAttribute("aria-current")).toBeNull();
    expect(await ways.getByRole("link", { name: "Mentors" }).getAttribute("aria-current")).toBe("page");
    await page.context().close();
  });

  test("by keyboard: a choice keeps the focus, stands in the URL, and one press clears it", async () => {
    const page = await openPage("/sessions?tab=past", { of: reader });
    const outcome = page.getByLabel("Status");
    await outcome.focus();
    await outcome.selectOption("no_show");
    await page.waitForURL(/outcome=no_show/);
    await page.getByText("Nothing matches these filters").waitFor();
    expect(await outcome.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("link", { name: "Clear filters" }).first().click();
    await page.waitForURL(`${app.url}/sessions?tab=past`);
    await until(async () => (await outcome.inputValue()) === "", { what: "the field after clearing" });
    await page.goBack();
    await page.waitForURL(/outcome=no_show/);
    await until(async () => (await outcome.inputValue()) === "no_show", {
      what: "the field after going back",
    });
    await page.getByRole("link", { name: "Clear filters" }).first().press("Enter");
    await page.waitForURL(`${app.url}/sessions?tab=past`);

    await page.getByLabel("Search a name").fill("ROD");
    await page.getByLabel("Search a name").press("Enter");
    await page.waitForURL(/q=ROD/);
    const day = (ago: number): string =>
      new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(Date.now() - ago * DAY);
    await page.locator(".finding-dates summary").press("Enter");
    await page.getByLabel("From", { exact: true }).fill(day(5));
    await page.getByLabel("To", { exact: true }).fill(day(4));
    await page.locator(".finding-panel button").press("Enter");
    await page.waitForURL(/from=.*to=/);
    await until(async () => (await page.locator(".row").count()) === 2, { what: "two days' sessions" });
    await page.context().close();
  });
});

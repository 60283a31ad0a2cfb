import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClaim } from "../../scripts/lib/claim.ts";
import { accessOf, databaseOf } from "../../scripts/lib/control.ts";
import type { OpenStack } from "../../scripts/lib/with-stack.ts";
import { openPage, SWITCHES, viewers } from "../../scripts/pictures/look.ts";
import { PAGES } from "../../scripts/pictures/pages.ts";
import { seedWorld, speak, type Who } from "../../scripts/pictures/world.ts";
import { type App, startApp } from "../support/node/app.ts";
import { openBrowser, openContext, openShell } from "../support/node/browser.ts";
import { smallTargets } from "../support/node/finger.ts";
import { until } from "../support/node/until.ts";

// Pages for everyone: every page in every state is clean by axe, fits a narrow screen, and can be read by keyboard, without a
// network, and in another zone or language.

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];
/** WCAG 1.4.10: 1280 pixels at 400 %. */
const NARROW = { width: 320, height: 640 };
/** A4 between a browser's usual margins. */
const SHEET = { width: 717, height: 1_046 };

/** Adds up what moves by itself on a page, as Chromium reckons it for the Core Web Vitals. */
const WATCH_SHIFTS = `{
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
  }).observe({ type: "layout-shift", buffered: true });
}`;

let app: App;
let browser: Browser;
/** For the one page that asks for a camera. */
let asking: Browser;
let stack: OpenStack;
let contextOf: (who: Who, path?: string) => Promise<BrowserContext>;

beforeAll(async () => {
  [app, browser, asking] = await Promise.all([startApp(), openShell(), openBrowser(SWITCHES)]);
  const claim = readClaim(app.stateDir);
  if (claim === null) throw new Error("the stack is not running");
  stack = { db: databaseOf(claim), access: await accessOf(claim), sweep: app.sweep };
  await seedWorld(stack);
  const of = await viewers(browser, stack, app.url, "en");
  const ofAsking = await viewers(asking, stack, app.url, "en");
  const watched = new Set<BrowserContext>();
  contextOf = async (who, path) => {
    const context = await (path === "/test-call" ? ofAsking : of)(who);
    if (!watched.has(context)) await context.addInitScript(WATCH_SHIFTS);
    watched.add(context);
    return context;
  };
});
afterAll(async () => {
  await Promise.all([browser?.close(), asking?.close()]);
  await app?.remove();
});

/** Axe takes some 200 ms to begin: let it, while the context's next page comes to rest. A page that goes on meanwhile gets it later. */
function bringAxe(context: BrowserContext): void {
  context.once("page", (page) => {
    page.once("load", () => page.evaluate(AXE).catch(() => undefined));
  });
}

/** @param rules what is looked for: sets of rules by their tags, or single ones. */
async function findingsOf(page: Page, rules: readonly string[] = TAGS): Promise<string[]> {
  // A colour on its way to the other scheme is neither of them.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    interface Violation {
      id: string;
      nodes: { target: string[]; failureSummary: string }[];
    }
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
  }, rules);
}

/** How far things have moved by themselves since the page began. */
const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: number }).shifts);
/** A tenth of what the Core Web Vitals still call good. */
const STILL = 0.01;

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** On paper nothing is left to press, and nothing hangs over its edge. */
async function printsWell(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await page.setViewportSize(SHEET);
  expect(await widthOf(page)).toBeLessThanOrEqual(SHEET.width);
  const pressed = await page
    .locator("button, .button, input, select, summary, nav a:not([aria-current])")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML));
  expect(pressed).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(0, 0, 0)");
}

describe("every page in every state", () => {
  test.each(PAGES.filter(({ long }) => long !== true).map((picture) => [picture.name, picture] as const))(
    "%s is clean by axe, light and dark, fits a screen of 320 pixels and a finger, and comes as it stays",
    async (_, picture) => {
      const context = await contextOf(picture.who, picture.path);
      bringAxe(context);
      await openPage(context, stack, picture, async (page) => {
        if (picture.act === undefined) expect(await shiftsOf(page), "moved by itself").toBeLessThan(STILL);
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        expect(await findingsOf(page), "light").toEqual([]);
        // The dark changes colours and nothing else: of the rules above, these look at them.
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        expect(await findingsOf(page, ABOUT_COLOURS), "dark").toEqual([]);
        await page.setViewportSize(NARROW);
        expect(await widthOf(page)).toBeLessThanOrEqual(NARROW.width);
        expect(await smallTargets(page), "for a finger").toEqual([]);
        if (picture.printed === true) await printsWell(page);
      });
    },
  );
});

test("by keyboard alone: past the header, into the modal, and back to where one was", async () => {
  const page = await (await contextOf("ana")).newPage();
  await page.goto("/sessions");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  const cancel = page.getByRole("link", { name: /^Cancel Session/ }).last();
  await cancel.focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
    );
    expect(inside).toBe(true);
  }
  await page.keyboard.press("Escape");
  await until(async () => (await page.locator("dialog[open]").count()) === 0, { what: "the modal's end" });
  expect(await cancel.evaluate((link) => link === document.activeElement)).toBe(true);
  const pulse = () =>
    page.locator(".is-running").evaluate((one) => getComputedStyle(one, "::after").animationName);
  expect(await pulse()).toBe("pulse");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await pulse(), "for who prefers less motion").toBe("none");
  await page.close();
});

describe("on a phone, by touch", () => {
  const PHONE = {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
  };
  const openPhone = async () => {
    const context = await openContext(browser, { ...PHONE, baseURL: app.url });
    await context.addCookies(await (await contextOf("ana")).cookies());
    context.setDefaultTimeout(15_000);
    return context;
  };

  test("from the list to a session, to the question, and cancelled; nothing lies outside of the screen", async () => {
    const context = await openPhone();
    const page = await context.newPage();
    const fits = async () => expect(await widthOf(page)).toBe(PHONE.viewport.width);
    await page.goto("/sessions");
    await page.waitForLoadState("networkidle");
    await fits();
    const row = page.locator(".row", { hasText: "محمد" });
    await row.getByRole("link", { name: /^View Details/ }).tap();
    await page.locator("#session-title", { hasText: "محمد" }).waitFor();
    await fits();
    await page.getByRole("link", { name: /^Cancel Session/ }).tap();
    await page.locator("dialog[open]").waitFor();
    await page.getByRole("button", { name: "Go Back" }).tap();
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await page.getByRole("link", { name: /^Cancel Session/ }).tap();
    await page.getByRole("button", { name: "Yes, Cancel Session" }).tap();
    await page.locator(".hero-live", { hasText: "Cancelled by you" }).waitFor();
    await fits();
    await page.locator(".nav").getByRole("link", { name: "Sessions" }).tap();
    await page.getByRole("link", { name: "Past", exact: true }).tap();
    await page.locator(".row", { hasText: "محمد" }).getByText("Cancelled by you").waitFor();
    await fits();
    await context.close();
  });

  test.each(["/sessions", "/sessions/w-far", "/mentors"])(
    "%s comes as it stays: nothing moves",
    async (path) => {
      const context = await openPhone();
      const page = await context.newPage();
      await page.addInitScript(WATCH_SHIFTS);
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.fonts.ready);
      expect(await shiftsOf(page)).toBeLessThan(STILL);
      await context.close();
    },
  );
});

test("a page asks nobody but us, and says what it is to who installs it", async () => {
  const page = await (await contextOf("ana")).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/sessions");
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => !url.startsWith(app.url) && !url.startsWith("data:"))).toEqual([]);
  const fonts = asked.filter((url) => url.endsWith(".woff2"));
  const bytes = await Promise.all(
    fonts.map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength),
  );
  expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(90 * 1_024);
  const manifest = (await (await page.request.get("/manifest.webmanifest")).json()) as {
    start_url: string;
    icons: { src: string }[];
  };
  expect(manifest.start_url).toBe("/sessions");
  for (const { src } of manifest.icons) expect((await page.request.get(src)).status(), src).toBe(200);
  const { installabilityErrors } = await (await page.context().newCDPSession(page)).send(
    "Page.getInstallabilityErrors",
  );
  // A test's browser keeps nothing, as a private window does.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual(
    [],
  );
  expect((await page.request.get("/design")).status(), "for developers only").toBe(404);
  await page.close();
});

describe("without a network", () => {
  test("the next session can be read, with its age; and nothing of it is left after signing out", async () => {
    const context = await (await viewers(browser, stack, app.url, "en"))("ana");
    const page = await context.newPage();
    await page.goto("/sessions");
    const kept = () =>
      page.evaluate(async () => {
        const copy = await caches.open("meridian-next-session");
        return (await copy.keys()).map(({ url }) => new URL(url).pathname);
      });
    await until(async () => (await kept()).includes("/offline"), { what: "the copy" });
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), {
      what: "the worker",
    });
    const html = await page.evaluate(async () => {
      const copy = await caches.open("meridian-next-session");
      return (await (await copy.match("/offline"))?.text()) ?? "";
    });
    expect(html).toContain("Marcus Lindqvist");
    expect(html).not.toMatch(/nonce|token|\.daily\.co|\/video\/|@demo\.test/);

    await context.setOffline(true);
    await page.goto("/sessions/w-running");
    await page.getByRole("heading", { name: "You are offline" }).waitFor();
    await page.getByText("Marcus Lindqvist").first().waitFor();
    await page.getByText(/\(this minute\)|minutes? ago/).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain("Hanken");

    // Not every browser that could not reach us was told that its network was gone, and says that it is back.
    await page.evaluate(() => addEventListener("online", (event) => event.stopImmediatePropagation(), true));
    await context.setOffline(false);
    // It goes on by itself; asked for another page meanwhile, the browser would give that one up.
    await page.getByRole("heading", { name: "You are offline" }).waitFor({ state: "detached" });
    await page.waitForLoadState();
    await page.goto("/sessions");
    await page.locator(".menu summary").click();
    await page.locator('.menu-panel form[action="/sign-out"] button').click();
    await page.waitForURL(`${app.url}/`);
    await until(async () => (await kept()).length === 0, { what: "an empty cache" });
    await context.close();
  });
});

describe("elsewhere", () => {
  /** "Monday, December 7". */
  const dayIn = (timeZone: string, instant: number): string =>
    new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric", timeZone }).format(
      instant,
    );
  const inZone = async (zone: string) => {
    await stack.db.prepare("update users set timezone = ?1 where id = 'demo-ana'").bind(zone).all();
    const context = await (await viewers(browser, stack, app.url, "en"))("ana");
    const page = await context.newPage();
    await page.goto("/sessions");
    const [zoneShown, rows, days] = [
      await page.locator(".zone").textContent(),
      await page.locator(".row .time").allTextContents(),
      await page.locator(".day-head .unseen").allTextContents(),
    ];
    await context.close();
    return { zoneShown, rows, days };
  };

  test("in Kiritimati it is tomorrow already, and the page says whose time it tells", async () => {
    const { zoneShown, rows, days } = await inZone("Pacific/Kiritimati");
    expect(zoneShown).toBe("Kiritimati, GMT+14");
    expect(rows.join(" ")).toContain("GMT+14");
    const find = stack.db.prepare("select starts_at from bookings where id = 'w-far'");
    const [far] = (await find.all<{ starts_at: number }>()).results;
    expect(days).toContain(dayIn("Pacific/Kiritimati", far?.starts_at ?? 0));
  });

  test("in New York each session has the offset of its own day, across a change of the clocks", async () => {
    const [summer, winter] = [Date.UTC(2027, 10, 6, 18), Date.UTC(2027, 10, 8, 18)];
    const mentor = await app.person("dst-mentor", ["mentor"], { name: "Clock Changer" });
    const mentee = { id: "demo-newcomer", email: "newcomer@demo.test", token: "" };
    expect((await app.takeOver("dst-before", { mentor, mentee, startsAt: summer })).status).toBe(201);
    expect((await app.takeOver("dst-after", { mentor, mentee, startsAt: winter })).status).toBe(201);
    const page = await (await contextOf("newcomer")).newPage();
    await page.goto("/sessions/dst-before");
    await page.getByText("2:00 PM EDT").first().waitFor();
    await page.goto("/sessions/dst-after");
    await page.getByText("1:00 PM EST").first().waitFor();
    await page.close();
  });

  test("in Spanish, without JavaScript, nothing is left in English", async () => {
    await speak(stack, "es");
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.url, locale: "es-ES" });
    const signedIn = await (await viewers(browser, stack, app.url, "es"))("ana");
    await context.addCookies(await signedIn.cookies());
    const page = await context.newPage();
    await page.goto("/sessions");
    expect(await page.locator("html").getAttribute("lang")).toBe("es");
    await page.getByRole("heading", { name: "Mis sesiones" }).waitFor();
    const words = ((await page.locator("main").textContent()) ?? "").toLowerCase();
    for (const english of ["cancel session", "view details", "upcoming", "sessions", "join call"]) {
      expect(words).not.toContain(english);
    }
    await speak(stack, "en");
    await context.close();
    await signedIn.close();
  });
});

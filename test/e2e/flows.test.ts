import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { openBrowser, openContext, openShell } from "../support/node/browser.ts";
import { signIn } from "../support/node/sign-in.ts";
import { until } from "../support/node/until.ts";

// The smaller journeys around a session, each by the hands that need it most.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openShell()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

describe("before the first call", () => {
  let asking: Browser;
  beforeAll(async () => {
    // A camera with a moving picture and a microphone that beeps; whether they may be used is each test's own matter.
    asking = await openBrowser(["--use-fake-device-for-media-stream"]);
  });
  afterAll(() => asking?.close());

  const open = async (permissions: string[], options = {}): Promise<Page> => {
    const context = await openContext(asking, { permissions, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${app.url}/test-call`);
    return page;
  };
  /** Of every stream that the page was ever given. */
  const REMEMBER_TRACKS = `{
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.tracks = [];
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
  }`;

  test("the camera is seen, the microphone heard, the speaker tried; nothing is sent, and nothing stays on", async () => {
    const page = await open(["camera", "microphone"]);
    await page.evaluate(REMEMBER_TRACKS);
    const sent: string[] = [];
    page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
    page.on("websocket", (socket) => sent.push(socket.url()));
    await page.getByRole("button", { name: "Start the test" }).click();
    await page.getByText("Your camera works.").waitFor();
    await page.getByText("Your microphone works.").waitFor();
    await page.waitForFunction(() => (document.querySelector("video")?.videoWidth ?? 0) > 0);
    await page.waitForFunction(() => Number(document.querySelector("meter")?.value) > 0);
    const cameras = page.getByLabel("Camera", { exact: true });
    const second = await cameras.locator("option").nth(1).getAttribute("value");
    await cameras.focus();
    await cameras.selectOption(second);
    await page.waitForFunction((id) => {
      const shown = document.querySelector("video")?.srcObject;
      return shown instanceof MediaStream && shown.getVideoTracks()[0]?.getSettings().deviceId === id;
    }, second);
    expect(await cameras.evaluate((select) => select === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Play a test sound" }).click();
    expect(sent).toEqual([]);
    await page.locator(".nav").getByRole("link", { name: "Mentors" }).click();
    await page.getByRole("heading", { name: "Mentors", exact: true }).waitFor();
    const left = await page.evaluate(() =>
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
    );
    expect(left.length).toBeGreaterThanOrEqual(2);
    expect(new Set(left)).toEqual(new Set(["ended"]));
    await page.context().close();
  });

  test("denied: it is said for each, with where this browser keeps the permission, and trying again is one press", async () => {
    const page = await open([]);
    await page.getByRole("button", { name: "Start the test" }).click();
    await page.getByText("The browser may not use your camera").waitFor();
    await page.getByText("The browser may not use your microphone").waitFor();
    expect(await page.locator(".is-own dt").textContent()).toBe("Chrome");
    await page.context().grantPermissions(["camera", "microphone"]);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Your camera works.").waitFor();
    await page.context().close();
  });

  test("without JavaScript it is a page that explains, with no button that does nothing", async () => {
    const page = await open([], { javaScriptEnabled: false });
    await page.getByText(/The test itself needs JavaScript/).waitFor();
    await page.getByText("Where browsers keep the permission").waitFor();
    expect(await page.getByRole("button", { name: "Start the test" }).isVisible()).toBe(false);
    await page.context().close();
  });

  test("no other page may use them", async () => {
    const [own, other] = await Promise.all([fetch(`${app.url}/test-call`), fetch(`${app.url}/mentors`)]);
    expect(own.headers.get("permissions-policy")).toMatch(/camera=\(self\), microphone=\(self\)/);
    expect(other.headers.get("permissions-policy")).toMatch(/camera=\(\), microphone=\(\)/);
  });
});

describe("around a session", () => {
  const day = (ahead: number): string => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
  let mentor: Person;
  let mentee: Person;
  let cookies: Awaited<ReturnType<BrowserContext["storageState"]>>;

  beforeAll(async () => {
    mentor = await app.person("flow-mentor", ["mentor"], {
      name: "Carlos Rodriguez",
      timezone: "Europe/Madrid",
      availability: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: "00:00", to: "24:00" })),
      offers: [{ duration_minutes: 60, price: { amount: 5_000, currency: "usd" } }],
    });
    mentee = await app.person("flow-mentee", ["mentee"]);
    for (const [id, ahead] of [
      ["flow-a", 3],
      ["flow-b", 4],
      ["flow-c", 5],
    ] as const) {
      const booked = await app.takeOver(id, { mentor, mentee, startsAt: Date.now() + ahead * DAY });
      expect(booked.status, booked.text).toBe(201);
    }
    cookies = await signedIn(mentee);
  });

  async function signedIn({ email }: Person) {
    const context = await openContext(browser);
    await signIn(app, await context.newPage(), email);
    const state = await context.storageState();
    await context.close();
    return state;
  }

  async function openAs(storageState: typeof cookies, path: string, options = {}): Promise<Page> {
    const context = await openContext(browser, { storageState, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${app.url}${path}`);
    return page;
  }

  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.className);

  test("the arrow keys lead to the sessions beside it, but not out of a field; a calendar opens filled in", async () => {
    const page = await openAs(cookies, "/sessions/flow-b");
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/flow-c/);
    await until(async () => (await focused(page)) === "session-title", { what: "the title's focus" });
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/flow-b/);
    await until(async () => (await focused(page)) === "session-title", { what: "the title's focus" });
    await page.getByRole("link", { name: /^Cancel Session/ }).press("Enter");
    await page.locator("dialog[open] textarea").press("ArrowRight");
    expect(page.url()).toMatch(/flow-b$/);
    const google = await page.locator('a[href^="https://calendar.google.com"]').getAttribute("href");
    expect(new URL(google ?? "").searchParams.get("location")).toBe(`${app.url}/sessions/flow-b`);
    await page.context().close();
    const plain = await openAs(cookies, "/sessions/flow-b", { javaScriptEnabled: false });
    await plain.locator('a[rel="next"]').click();
    await plain.waitForURL(/flow-c/);
    await plain.getByText(/For Carlos: .*GMT\+[12]/).waitFor();
    await plain.context().close();
  });

  test("cancelling by keyboard: an answer that does not come loses nothing, and the end is said aloud", async () => {
    const page = await openAs(cookies, "/sessions/flow-c");
    await page.waitForLoadState("networkidle");
    await page.getByRole("link", { name: /^Cancel Session/ }).press("Enter");
    await page.locator("dialog[open]").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await focused(page)).toBe("cancel-title");
    await page.getByText("This action cannot be undone.").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("I have a cold.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.route(/\/cancel/, (route) => route.abort());
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .getByText(/We could not be reached/)
      .waitFor();
    expect(await focused(page)).toContain("button-irrevocable");
    await page.unroute(/\/cancel/);
    await page.keyboard.press("Enter");
    await page.locator(".toast", { hasText: "The session is cancelled." }).waitFor();
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await until(async () => (await focused(page)) === "session-title", {
      what: "reading to go on at the title",
    });
    await page.getByText("I have a cold.").waitFor();
    await page.context().close();
  });

  test("asked a moment too late: the refusal says since when and who to turn to, and has the focus", async () => {
    const startsAt = Date.now() + DAY + 12_000;
    expect((await app.takeOver("flow-late", { mentor, mentee, startsAt })).status).toBe(201);
    const page = await openAs(cookies, "/sessions/flow-late");
    await page.waitForLoadState("networkidle");
    await page.getByRole("link", { name: /^Cancel Session/ }).press("Enter");
    await page.locator("dialog[open]").waitFor();
    await new Promise((resolve) => setTimeout(resolve, startsAt - DAY + 500 - Date.now()));
    await page.getByRole("button", { name: "Yes, Cancel Session" }).press("Enter");
    await page
      .getByRole("alert")
      .getByText(/Cancelling closed on .* 24 hours before your session. Carlos can still be reached/)
      .waitFor();
    await until(async () => (await focused(page)) === "refusal", { what: "the focus on why" });
    await page.getByText("Your session is still on.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: /^Cancel Session/ }).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("leaving a review by keyboard, from the list; and only once", async () => {
    const startsAt = Date.now() - 3 * HOUR;
    expect((await app.takeOver("flow-over", { mentor, mentee, startsAt })).status).toBe(201);
    const page = await openAs(cookies, "/sessions?tab=past");
    await page.getByRole("link", { name: /^Leave Review/ }).press("Enter");
    await page.getByRole("heading", { name: "How was it with Carlos?" }).waitFor();
    await page.getByRole("radio", { name: /^4/ }).press("Space");
    await page.getByLabel(/What should others know/).fill("Kind, and on time.");
    await page.getByRole("button", { name: "Send review" }).press("Enter");
    await page.getByRole("heading", { name: "Your review" }).waitFor();
    await page.getByRole("img", { name: "4 of 5 stars" }).waitFor();
    await page.getByText("Kind, and on time.").waitFor();
    await page.getByRole("link", { name: "My Sessions" }).press("Enter");
    await page.getByRole("link", { name: "Past", exact: true }).press("Enter");
    await page.locator(".row", { hasText: "Completed" }).waitFor();
    expect(await page.getByRole("link", { name: /^Leave Review/ }).count()).toBe(0);
    await page.context().close();
  });

  test("a mentor turns over the days by links and keys, and takes days off: nobody is offered them then", async () => {
    const own = await signedIn(mentor);
    const page = await openAs(own, `/schedule?view=day&date=${day(40)}`, { timezoneId: "Europe/Madrid" });
    await page.getByText("Nothing on this day").waitFor();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(new RegExp(day(41)));
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("link", { name: "Week", exact: true }).click();
    await page.getByRole("link", { name: "Next week" }).click();
    await page.goto(`${app.url}/schedule?date=${day(4)}`);
    await page.locator(".agenda-entry a[href='/sessions/flow-b']").waitFor();
    await page.context().close();

    const plain = await openAs(own, "/days-off", { javaScriptEnabled: false });
    await plain.fill("[name=from][type=date]", day(20));
    await plain.fill("[name=to]", day(21));
    await plain.getByRole("button", { name: "Add days off" }).click();
    await plain.getByText("Your days off are saved.").waitFor();
    const offered = async () => {
      const range = `from=${day(20)}T12:00:00Z&to=${day(21)}T12:00:00Z`;
      const { json } = await app.call("GET", `/api/mentors/flow-mentor/slots?${range}`, {
        token: mentee.token,
      });
      return (json as { data: unknown[] }).data.length;
    };
    expect(await offered()).toBe(0);
    await plain.getByRole("button", { name: /^Remove/ }).click();
    await plain.getByText("Your days off are taken back.").waitFor();
    expect(await offered()).toBeGreaterThan(20);
    await plain.context().close();
  });
});

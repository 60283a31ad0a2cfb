import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/node/app.ts";
import { openBrowser, openContext } from "../support/node/browser.ts";

// The smaller journeys around a session, each by the hands that need it most.

let app: App;
let browser: Browser;

beforeAll(async () => {
  // A camera with a moving picture and a microphone that beeps; whether they may be used is each test's own matter.
  const fakes = ["--use-fake-device-for-media-stream"];
  [app, browser] = await Promise.all([startApp(), openBrowser(fakes)]);
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

describe("before the first call", () => {
  const open = async (permissions: string[], options = {}): Promise<Page> => {
    const context = await openContext(browser, { permissions, ...options });
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

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import type { Mail } from "../support/node/sandbox-client.ts";
import { signIn } from "../support/node/sign-in.ts";
import { until } from "../support/node/until.ts";

// Two people, each in a browser of their own, while the video service fails them: they meet all the same, and in one room.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** More faults than there can be requests. */
const THROUGHOUT = 100_000;

let app: App;
let browser: Browser;
let mentor: Person;
let mentee: Person;
let pages: { readonly mentor: Page; readonly mentee: Page };

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ standIn: true }), openShell()]);
  mentor = await app.person("two-mentor", ["mentor"], { name: "Carlos Rodriguez" });
  mentee = await app.person("two-mentee", ["mentee"], { name: "Ana Silva" });
  const [one, other] = await Promise.all([signedIn(mentor), signedIn(mentee)]);
  pages = { mentor: one, mentee: other };
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

async function signedIn({ email }: Person): Promise<Page> {
  const context = await openContext(browser);
  context.setDefaultTimeout(20 * SECOND);
  const page = await context.newPage();
  await signIn(app, page, email);
  return page;
}

/** One click on what the page offers. @returns the room that it led to. */
async function join(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Join Call" }).first().click();
  const room = await opened;
  await room.getByRole("heading").waitFor();
  return room;
}

/** Where a room is, without the token, which is each person's own. */
const placeOf = (room: Page): string => room.url().split("?")[0] ?? "";

const clicksOf = (bookingId: string) =>
  app.query("select user_id, clicks from joins where booking_id = ?1 order by user_id", bookingId);

test("Daily is out from the confirmation to the end: both click Join and meet in the room that stands in", async () => {
  await app.sandbox.arm({ service: "daily", fault: "500", times: THROUGHOUT });
  const startsAt = Date.now() + 15 * MINUTE + 5 * SECOND;
  const taken = await app.takeOver("outage", { mentor, mentee, startsAt, minutes: 10 });
  expect(taken.status, taken.text).toBe(201);
  // Both wait on their dashboards; the button comes by itself when the window opens.
  await Promise.all([pages.mentor, pages.mentee].map((page) => page.goto(`${app.url}/sessions`)));
  const rooms = [await join(pages.mentor), await join(pages.mentee)];
  for (const room of rooms) await room.getByText("You are in the call").waitFor();
  const [first, second] = rooms.map(placeOf);
  expect(second).toBe(first);
  expect(rooms[1]?.url()).not.toBe(rooms[0]?.url());
  expect(await rooms[1]?.locator("#service").textContent()).toBe("Jitsi");
  expect(await rooms[1]?.locator("#others").textContent()).toBe("Carlos Rodriguez");
  const { requests } = await app.sandbox.ledger();
  const asked = requests.filter(({ service }) => service === "daily");
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([500]));
  await until(async () => (await clicksOf("outage")).length === 2, { what: "both clicks, counted" });
  expect(await clicksOf("outage")).toEqual([
    { user_id: mentee.id, clicks: 1 },
    { user_id: mentor.id, clicks: 1 },
  ]);
  await Promise.all(rooms.map((room) => room.close()));
});

test("the room goes while one is inside: both are told, on the page and by mail, and meet in another", async () => {
  await app.sandbox.disarm();
  const seenAt = Date.now();
  await app.takeOver("moves", { mentor, mentee, startsAt: Date.now() - 2 * MINUTE, minutes: 10 });
  await Promise.all([
    pages.mentee.goto(`${app.url}/sessions`),
    pages.mentor.goto(`${app.url}/sessions/moves`),
  ]);
  const inside = await join(pages.mentee);
  expect(await inside.locator("#service").textContent()).toBe("Daily");
  await goneAtDaily(placeOf(inside).split("/").at(-1) ?? "");
  await new Promise((resolve) => setTimeout(resolve, seenAt + 11 * SECOND - Date.now()));
  await (await join(pages.mentor)).close();
  for (const page of [pages.mentee, pages.mentor]) {
    await page.locator(".toast", { hasText: "Moved to another room, press Join Call again" }).waitFor();
    await page.getByText("The first room failed. Join Call takes you both to another now.").waitFor();
  }
  // Back by the two other ways in: the mail's link, and the calendar entry's place. Both lead to our own page, and no further.
  await pages.mentor.goto(await linkMailed(mentor));
  await pages.mentee.goto(await placeInCalendar(mentee));

  const again = [await join(pages.mentee), await join(pages.mentor)];
  expect(again.map(placeOf)).toEqual([placeOf(again[0] as Page), placeOf(again[0] as Page)]);
  expect(placeOf(again[0] as Page)).not.toBe(placeOf(inside));
  expect(await again[1]?.locator("#others").textContent()).toBe("Ana Silva");
});

/** The link of the mail that tells of the move, which both get. */
async function linkMailed({ email }: Person): Promise<string> {
  const moved = () => app.sandbox.inbox(email).then((all) => all.find(isAboutTheMove)?.text ?? null);
  const text = await until(moved, { what: `a mail to ${email}` });
  return /^http\S+$/m.exec(text)?.[0] ?? "";
}

const isAboutTheMove = ({ subject }: Mail): boolean => subject.includes("has moved to another room");

async function placeInCalendar(person: Person): Promise<string> {
  await linkMailed(person);
  const { text } = await app.call("GET", "/api/bookings/moves/calendar.ics", { token: person.token });
  const unfolded = text.replaceAll(/\r\n[ \t]/g, "");
  return /^LOCATION:(\S+)/m.exec(unfolded)?.[1] ?? "";
}

/** As by somebody's hand at Daily; and it makes no other. */
async function goneAtDaily(room: string): Promise<void> {
  const secrets = z
    .object({ DAILY_API_KEY: z.string() })
    .parse(JSON.parse(readFileSync(path.join(app.stateDir, "secrets.json"), "utf8")));
  const headers = { authorization: `Bearer ${secrets.DAILY_API_KEY}` };
  const removed = await fetch(`${app.sandbox.url}/daily/v1/rooms/${room}`, {
    method: "DELETE",
    headers,
  });
  expect(removed.status).toBe(200);
  await app.sandbox.arm({ service: "daily", fault: "500", times: THROUGHOUT, match: "POST" });
}

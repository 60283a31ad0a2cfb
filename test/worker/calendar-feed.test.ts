import { env, exports } from "cloudflare:workers";
import ICAL from "ical.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { DashboardRpc } from "../../worker/contract.ts";
import { type Answer, call, hoursAhead, type Somebody, somebody, takeOver, uniqueId } from "./support/api.ts";
import { outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

beforeEach(outsideAsUsual);

const { DashboardService: dashboard } = exports as unknown as { DashboardService: DashboardRpc };

async function addressOf({ token }: Somebody): Promise<string> {
  const told = await dashboard.readCalendarFeed(token);
  if (!told.ok || told.value.state !== "on" || told.value.url === null) throw new Error("no address");
  return told.value.url;
}

async function subscribed(): Promise<{ mentee: Somebody; mentor: Somebody; id: string; path: string }> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  expect((await takeOver(id, mentor, mentee, hoursAhead(72))).status).toBe(201);
  expect(await dashboard.renewCalendarFeed(mentee.token)).toMatchObject({ ok: true });
  return { mentor, mentee, id, path: new URL(await addressOf(mentee)).pathname };
}

const get = (path: string, headers: Record<string, string> = {}) => call("GET", path, { headers });

async function eventsAt(path: string): Promise<ICAL.Event[]> {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  const calendar = new ICAL.Component(ICAL.parse(answer.text));
  expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

describe("a calendar feed", () => {
  test("has the session under the UID of its invitation, and takes it back under a higher SEQUENCE", async () => {
    const { mentee, id, path } = await subscribed();
    const [before] = await eventsAt(path);
    expect(before?.uid).toBe(`${id}@meridian`);
    expect(before?.location).toBe(`${SETTINGS.APP_ORIGIN}/sessions/${id}`);
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
    const [after] = await eventsAt(path);
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 0);
    expect(after?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("that has not changed is 304, without its bytes", async () => {
    const { mentee, id, path } = await subscribed();
    const etag = (await get(path)).headers.get("etag") ?? "";
    expect((await get(path, { "if-none-match": etag })).status).toBe(304);
    expect((await get(path, { "if-none-match": `"other", W/${etag}` })).status).toBe(304);
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
    expect((await get(path, { "if-none-match": etag })).status).toBe(200);
  });

  test("is kept by nobody in between, and its address is told to no page that is opened from it", async () => {
    const { path } = await subscribed();
    const { headers } = await get(path);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8; method=PUBLISH");
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("content-disposition")).toBe('inline; filename="meridian.ics"');
  });

  test("asked for all the time is 429, and another one is not", async () => {
    const [one, other] = [await subscribed(), await subscribed()];
    const answers: Answer[] = [];
    // The counter begins anew at each full minute, which may come in between: 30 before it, and 31 after.
    while (answers.at(-1)?.status !== 429 && answers.length < 61) answers.push(await get(one.path));
    expect(answers.length).toBeGreaterThan(30);
    expect(answers.at(0)?.status).toBe(200);
    expect(answers.at(-1)?.status).toBe(429);
    expect(answers.at(-1)?.headers.get("retry-after")).toBe("60");
    expect((await get(other.path)).status).toBe(200);
  });
});

describe("its address", () => {
  test("is the same whenever it is shown, and lies nowhere", async () => {
    const { mentee, path } = await subscribed();
    expect(await addressOf(mentee)).toBe(`${SETTINGS.APP_ORIGIN}${path}`);
    const secret = /\/calendar\/(\w+)\.ics$/.exec(path)?.[1] ?? "";
    expect(secret).toHaveLength(64);
    const rows = (await env.DB.prepare("select * from calendar_feeds").all()).results;
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("ends at once with a new one, or when it is ended", async () => {
    const { mentee, path } = await subscribed();
    await dashboard.renewCalendarFeed(mentee.token);
    expect((await get(path)).status).toBe(404);
    const next = new URL(await addressOf(mentee)).pathname;
    expect((await get(next)).status).toBe(200);
    await dashboard.endCalendarFeed(mentee.token);
    expect((await get(next)).status).toBe(404);
    expect(await dashboard.readCalendarFeed(mentee.token)).toMatchObject({ value: { state: "none" } });
  });

  test("is its own person's to make, to see and to end", async () => {
    const { path } = await subscribed();
    for (const token of ["", "nobody", `u.${"x".repeat(43)}`]) {
      const refusal = { ok: false, reason: { code: "unauthorized" } };
      expect(await dashboard.readCalendarFeed(token)).toEqual(refusal);
      expect(await dashboard.renewCalendarFeed(token)).toEqual(refusal);
      expect(await dashboard.endCalendarFeed(token)).toEqual(refusal);
    }
    expect((await get(path)).status).toBe(200);
  });

  test("cannot be told once the secret was changed, and works all the same", async () => {
    const { mentee, path } = await subscribed();
    await env.DB.prepare("update calendar_feeds set salt = 'another' where user_id = ?1")
      .bind(mentee.id)
      .run();
    expect(await dashboard.readCalendarFeed(mentee.token)).toMatchObject({
      value: { state: "on", url: null },
    });
    expect((await get(path)).status).toBe(200);
  });

  test.each([
    "x.ics",
    `${"0".repeat(64)}.ics`,
    `${"g".repeat(64)}.ics`,
    `${"0".repeat(64)}`,
    "..%2f.ics",
    "%00.ics",
  ])("that was never given is 404: %s", async (file) => {
    expect((await get(`/calendar/${file}`)).status).toBe(404);
  });

  test("is only read", async () => {
    const { path } = await subscribed();
    const answer = await call("DELETE", path, {});
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });
});

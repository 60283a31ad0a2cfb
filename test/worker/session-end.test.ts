import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { noQuestions, ownPage } from "../../app/server/visit.server.ts";
import { BROWSER_SESSION, SEEN } from "../../auth/limits.ts";
import { redeemCode } from "../../auth/redeem-code.ts";
import { sha256Hex } from "../../auth/secrets.ts";
import { moveSessionEnd } from "../../auth/sessions.ts";
import { issueCode } from "../../auth/sign-in-code.ts";
import { foldName } from "../../db/fold.ts";
import { DAY, HOUR, SECOND } from "../../domain/time.ts";
import type { DashboardRpc } from "../../worker/contract.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import type { Env } from "../../worker/env.ts";
import { serviceFrom } from "../../worker/services.ts";
import { administrator, browserSession, call, ORIGIN, somebody } from "./support/api.ts";
import { counted } from "./support/counted.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

// ASVS 7.3.1: a session that nobody is seen in ends before its time. Seen is who opens a page.

beforeEach(outsideAsUsual);

const dashboard: DashboardRpc = new Dashboard(serviceFrom(env as unknown as Env));

const sessionOf = (userId: string) =>
  env.DB.prepare("select created_at, expires_at from sessions where user_id = ?1 and kind = 'browser'")
    .bind(userId)
    .first<{ created_at: number; expires_at: number }>()
    .then((row) => row ?? Promise.reject(new Error("no session")));

/** A browser signed in `age` ago, whose session ends in `left` unless its person is seen. */
async function browser({ age, left }: { age: number; left: number }, userId?: string) {
  const id = userId ?? (await somebody(["mentee"])).id;
  const cookie = await browserSession(id, left);
  await env.DB.prepare("update sessions set created_at = ?2 where user_id = ?1 and kind = 'browser'")
    .bind(id, Date.now() - age)
    .run();
  return { id, cookie };
}

/** Opens a page of one's own. @returns what is done behind its answer. */
async function openPage(
  cookie: string,
  { DB, service = dashboard }: { DB?: unknown; service?: Partial<DashboardRpc> } = {},
): Promise<Promise<unknown>[]> {
  const headers = { cookie: `__Host-meridian=${cookie}; zone=America%2FNew_York` };
  const request = new Request(`${ORIGIN}/sessions`, { headers });
  const later: Promise<unknown>[] = [];
  const bindings = { ...env, DB: DB ?? env.DB, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: service };
  const context = await dashboardContext(request, bindings, (work) => void later.push(work));
  await ownPage({ request, context }, noQuestions);
  return later;
}

async function signIn(email: string): Promise<{ readonly cookieEndsAt: number; readonly now: number }> {
  const now = Date.now();
  const wish = {
    email,
    browserSecret: "b",
    networkAddress: `2001:db8:${crypto.randomUUID().slice(0, 4)}::1`,
  };
  const issued = await issueCode(env.DB, SETTINGS.SESSION_SECRET, wish, now);
  if (!issued.ok) throw new Error("limited");
  const attempt = { ...issued.value, browserSecret: "b", locale: "en" as const, timezone: "UTC" };
  const signedIn = await redeemCode(env.DB, SETTINGS.SESSION_SECRET, attempt, foldName, now);
  if (!signedIn.ok) throw new Error(signedIn.reason.code);
  return { cookieEndsAt: signedIn.value.expiresAt, now };
}

describe("signing in", () => {
  test("makes a session for two weeks, in a cookie for thirty days", async () => {
    const { id, email } = await somebody(["mentee"]);
    const { cookieEndsAt, now } = await signIn(email);
    expect(await sessionOf(id)).toEqual({ created_at: now, expires_at: now + SEEN.person.within });
    expect(cookieEndsAt).toBe(now + BROWSER_SESSION);
  });

  test("makes an administrator's for twelve hours", async () => {
    const { id } = await administrator();
    await env.DB.prepare("delete from sessions where user_id = ?1").bind(id).run();
    const { now } = await signIn(`${id}@example.test`);
    expect((await sessionOf(id)).expires_at).toBe(now + SEEN.administrator.within);
  });
});

describe("who opens a page", () => {
  test("stays signed in for two weeks from then, stored once a day", async () => {
    const { id, cookie } = await browser({ age: 5 * DAY, left: SEEN.person.within - DAY });
    const before = Date.now();
    await Promise.all(await openPage(cookie));
    const { expires_at: end } = await sessionOf(id);
    expect(end - before - SEEN.person.within).toBeGreaterThanOrEqual(0);
    expect(end - before - SEEN.person.within).toBeLessThan(30 * SECOND);
    expect(await openPage(cookie)).toEqual([]);
  });

  test("as an administrator stays for twelve hours, stored once an hour", async () => {
    const { id } = await administrator();
    await env.DB.prepare("delete from sessions where user_id = ?1").bind(id).run();
    const fresh = await browser({ age: DAY, left: SEEN.administrator.within - HOUR / 2 }, id);
    expect(await openPage(fresh.cookie)).toEqual([]);
    await env.DB.prepare("update sessions set expires_at = expires_at - ?2 where user_id = ?1")
      .bind(id, HOUR)
      .run();
    const before = Date.now();
    await Promise.all(await openPage(fresh.cookie));
    expect((await sessionOf(id)).expires_at).toBeGreaterThanOrEqual(before + SEEN.administrator.within);
  });

  test("is signed out after thirty days all the same, and nothing more is stored once that is the end", async () => {
    const { id, cookie } = await browser({ age: 29 * DAY, left: DAY / 2 });
    await Promise.all(await openPage(cookie));
    const { created_at: since, expires_at: end } = await sessionOf(id);
    expect(end).toBe(since + BROWSER_SESSION);
    expect(await openPage(cookie)).toEqual([]);
  });

  test("has it stored behind the answer, which is one round trip", async () => {
    const { cookie } = await browser({ age: 5 * DAY, left: DAY });
    const costs = counted(1);
    const later = await openPage(cookie, { DB: costs.bindings["DB"] });
    expect([costs.count.trips, later.length]).toEqual([1, 1]);
    await Promise.all(later);
  });

  test("with two pages at once has it stored once", async () => {
    const { id, cookie } = await browser({ age: 5 * DAY, left: DAY });
    const { expires_at: end } = await sessionOf(id);
    const claim = { userId: id, tokenHash: await sha256Hex(cookie) };
    const move = (by: number) => moveSessionEnd(env.DB, claim, end, end + by).run();
    const [one, other] = await Promise.all([move(DAY), move(2 * DAY)]);
    expect([one.meta.changes, other.meta.changes].toSorted()).toEqual([0, 1]);
  });

  test("sees the page where that cannot be stored", async () => {
    const { cookie } = await browser({ age: 5 * DAY, left: DAY });
    const noteSeen = async () => Promise.reject(new Error("not implemented"));
    expect(await Promise.all(await openPage(cookie, { service: { noteSeen } }))).toEqual([undefined]);
  });
});

describe("a session", () => {
  test("that nobody was seen in is over: for the API, for pages, and nothing brings it back", async () => {
    const { id, cookie } = await browser({ age: 15 * DAY, left: -SECOND });
    expect((await call("GET", "/api/bookings", { cookie })).status).toBe(401);
    await expect(openPage(cookie)).rejects.toMatchObject({ status: 302 });
    const { expires_at: end } = await sessionOf(id);
    await dashboard.noteSeen(cookie);
    expect((await sessionOf(id)).expires_at).toBe(end);
  });

  test("of somebody who was made an administrator meanwhile is cut to twelve hours at the next page", async () => {
    const { id, cookie } = await browser({ age: DAY, left: SEEN.person.within - DAY / 2 });
    expect(await openPage(cookie)).toEqual([]);
    await env.DB.prepare("update users set is_admin = 1 where id = ?1").bind(id).run();
    await Promise.all(await openPage(cookie));
    expect((await sessionOf(id)).expires_at).toBeLessThan(Date.now() + SEEN.administrator.within + SECOND);
  });

  test("that a platform made ends when it said, however often it is seen", async () => {
    const { id, token } = await somebody(["mentee"]);
    const end = () =>
      env.DB.prepare("select expires_at from sessions where user_id = ?1")
        .bind(id)
        .first<number>("expires_at");
    const before = await end();
    await dashboard.noteSeen(token);
    expect(await openPage(token)).toEqual([]);
    expect(await end()).toBe(before);
  });

  test("cannot be prolonged by somebody who only knows whose it is", async () => {
    const { id, cookie } = await browser({ age: 5 * DAY, left: DAY });
    const { expires_at: end } = await sessionOf(id);
    await dashboard.noteSeen(`${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`);
    await dashboard.noteSeen("nonsense");
    expect((await sessionOf(id)).expires_at).toBe(end);
  });
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { SIGNED_OUT } from "../../durable-objects/listener-contract.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import { serviceFrom } from "../../worker/services.ts";
import {
  browserSession,
  call,
  hoursAhead,
  KEY,
  ORIGIN,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { askToListen, hears, openPage, pageOf } from "./support/listening.ts";
import { outsideAsUsual } from "./support/outside.ts";

beforeEach(outsideAsUsual);

const dashboard = new Dashboard(serviceFrom(env as never));

async function couple() {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  await takeOver(id, mentor, mentee, hoursAhead(60));
  return { mentor, mentee, id };
}

describe("an open page", () => {
  test("hears that the other party has cancelled, and finds it in D1", async () => {
    const { mentor, mentee, id } = await couple();
    const page = await openPage(await browserSession(mentee.id));
    const { json } = await call("POST", `/api/bookings/${id}/cancel`, { token: mentor.token });
    await hears(page, id, json.version);
    const row = await env.DB.prepare("select status, version from bookings where id = ?1").bind(id).first();
    expect(row).toMatchObject({ status: "cancelled" });
  });

  test("hears which booking and which version, and nothing else", async () => {
    const { mentor, mentee, id } = await couple();
    const page = await openPage(await browserSession(mentor.id));
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token, body: { reason: "secret" } });
    await hears(page, id, 2);
    for (const news of page.heard) expect(Object.keys(news).sort()).toEqual(["booking", "version"]);
    expect(page.said.join("")).not.toContain("secret");
  });

  test("hears of its own person's bookings only", async () => {
    const [one, other] = [await couple(), await couple()];
    const [page, theirs] = [
      await openPage(await browserSession(one.mentee.id)),
      await openPage(await browserSession(other.mentee.id)),
    ];
    const { json } = await call("POST", `/api/bookings/${other.id}/cancel`, { token: other.mentor.token });
    await hears(theirs, other.id, json.version);
    expect(page.heard.filter(({ booking }) => booking !== one.id)).toEqual([]);
  });

  test("with a bearer token listens too, without an Origin", async () => {
    const { mentor, mentee, id } = await couple();
    const page = pageOf(await askToListen({ authorization: `Bearer ${mentee.token}` }));
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentor.token });
    await hears(page, id, 2);
  });
});

describe("who may listen", () => {
  test.each([
    ["nobody", {}],
    ["a cookie that is nobody's", { cookie: `__Host-meridian=nobody.${"x".repeat(43)}`, origin: ORIGIN }],
  ])("%s: 401", async (_, headers) => {
    expect((await askToListen(headers)).status).toBe(401);
  });

  test("a foreign page with the reader's cookie: 403, as is a program that says nothing of where it is", async () => {
    const { mentee } = await couple();
    const cookie = `__Host-meridian=${await browserSession(mentee.id)}`;
    expect((await askToListen({ cookie, origin: "https://evil.example" })).status).toBe(403);
    expect((await askToListen({ cookie, origin: `${ORIGIN}.evil.example` })).status).toBe(403);
    expect((await askToListen({ cookie })).status).toBe(403);
  });

  test("somebody who asks for a page instead of a socket: 400 that says so", async () => {
    const { mentee } = await couple();
    const answer = await call("GET", "/api/live", { token: mentee.token });
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_request"]);
  });

  test("the platform's key is nobody", async () => {
    expect((await askToListen({ authorization: `Bearer ${KEY}` })).status).toBe(401);
  });

  test("one page too many: 429 with Retry-After, the others stay", async () => {
    const { mentee } = await couple();
    const cookie = await browserSession(mentee.id);
    const pages = await Promise.all(Array.from({ length: 50 }, () => openPage(cookie)));
    const answer = await askToListen({ cookie: `__Host-meridian=${cookie}`, origin: ORIGIN });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(pages.every((page) => page.closed() === null)).toBe(true);
  });
});

describe("whoever is signed out", () => {
  test("in one browser: its pages are closed, those of another are not", async () => {
    const { mentee } = await couple();
    const [here, there] = [await browserSession(mentee.id), await browserSession(mentee.id)];
    const [page, other] = [await openPage(here), await openPage(there)];
    await dashboard.signOut(here);
    await vi.waitFor(() => expect(page.closed()).toBe(SIGNED_OUT));
    expect(other.closed()).toBeNull();
  });

  test("everywhere: all of them", async () => {
    const { mentee } = await couple();
    const [here, there] = [await browserSession(mentee.id), await browserSession(mentee.id)];
    const pages = [await openPage(here), await openPage(there)];
    await dashboard.signOutEverywhere(here);
    for (const page of pages) await vi.waitFor(() => expect(page.closed()).toBe(SIGNED_OUT));
  });

  test("by being removed: all of them", async () => {
    const person = await somebody(["mentee"]);
    const page = await openPage(await browserSession(person.id));
    await call("DELETE", `/api/platform/users/${person.id}`, { token: KEY });
    await vi.waitFor(() => expect(page.closed()).toBe(SIGNED_OUT));
  });
});

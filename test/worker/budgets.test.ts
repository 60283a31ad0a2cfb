import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { action as cancelInBrowser } from "../../app/routes/cancel/route.tsx";
import { action as joinInBrowser } from "../../app/routes/join/route.ts";
import { loader as detailsInBrowser } from "../../app/routes/session/route.tsx";
import { CANCEL, DETAILS, JOIN, LIST } from "../../bench/budgets.ts";
import { MINUTE } from "../../domain/time.ts";
import { router } from "../../worker/router.ts";
import { unwantedIn } from "../support/workerd/measure.ts";
import {
  browserSession,
  hoursAhead,
  ORIGIN,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { type Counted, counted } from "./support/counted.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { left, outsideAsUsual } from "./support/outside.ts";

// What each journey costs up to its answer, in counts that no machine changes (issue 6, "Speed, measured").

beforeEach(outsideAsUsual);

/** A paid one, so that a cancel has a refund to write. */
async function session(startsAt: number): Promise<{ id: string; mentee: Somebody }> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  const paid = { price: { amount: 5_000, currency: "usd" }, payment_intent: `pi_${id.replaceAll("-", "")}` };
  const taken = await takeOver(id, mentor, mentee, startsAt, paid);
  expect(taken.status, taken.text).toBe(201);
  const row = "select video_call_url from bookings where id = ?1";
  const room = () => env.DB.prepare(row).bind(id).first<string>("video_call_url");
  await expect.poll(room, { timeout: 10_000 }).not.toBeNull();
  return { id, mentee };
}

/** One call of the API, of a D1 that answers no more round trips than it may cost. */
async function ask(trips: number, { token }: Somebody, path: string, method = "GET"): Promise<Counted> {
  const costs = counted(trips);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const request = new Request(ORIGIN + path, { method, headers, body: method === "POST" ? "{}" : null });
  const answer = await router().fetch(request, costs.bindings as never);
  expect(answer.status, await answer.text()).toBe(200);
  return costs;
}

/** What a loader or an action of the dashboard is given for this person's request, over a D1 as in `ask`. */
async function arriving(trips: number, { id: personId }: Somebody, id: string, path: string, form?: object) {
  const costs = counted(trips);
  // The profile's zone as the page knows it: a first visit, which asks anew in another zone, is not what is counted.
  const cookie = `__Host-meridian=${await browserSession(personId)}; zone=America%2FNew_York`;
  const request = new Request(`${ORIGIN}/sessions/${id}${path}`, {
    headers: { cookie, origin: ORIGIN },
    ...(form && { method: "POST", body: new URLSearchParams({ ...form }) }),
  });
  const edge = { ...costs.bindings, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: {} };
  const context = await dashboardContext(request, edge);
  return { costs, arrival: { request, params: { id }, context } };
}

/** Every statement searches an index, and none sorts. */
async function expectPlans({ plans, letGo }: Counted, statements: number): Promise<void> {
  letGo();
  const all = await plans();
  expect(all.length).toBeGreaterThanOrEqual(statements);
  for (const plan of all) expect(unwantedIn(plan), plan.join("\n")).toEqual([]);
}

describe("a list by the API", () => {
  for (const query of ["status=upcoming", "status=past", "status=past&q=ann&outcome=completed"]) {
    test(`is one round trip, whose every statement is a search, and no object: ${query}`, async () => {
      const { mentee } = await session(hoursAhead(30));
      const costs = await ask(LIST.trips, mentee, `/api/bookings?${query}&limit=20`);
      expect(costs.count).toMatchObject({ trips: LIST.trips, calls: [] });
      expect(costs.count.rows).toBeLessThanOrEqual(LIST.rows);
      await expectPlans(costs, 2);
    });
  }
});

describe("details are one round trip, whose every statement is a search, and no object", () => {
  const expectFew = async (costs: Counted, rows: number): Promise<void> => {
    expect(costs.count.trips).toBe(DETAILS.trips);
    expect(costs.count.calls).toHaveLength(DETAILS.objectCalls);
    expect(costs.count.rows).toBeLessThanOrEqual(rows);
    await expectPlans(costs, 3);
  };

  test("by the API", async () => {
    const { id, mentee } = await session(hoursAhead(30));
    await expectFew(await ask(DETAILS.trips, mentee, `/api/bookings/${id}`), DETAILS.rows);
  });

  test("on the page", async () => {
    const { id, mentee } = await session(hoursAhead(30));
    const { costs, arrival } = await arriving(DETAILS.trips, mentee, id, "");
    expect(await detailsInBrowser(arrival)).toMatchObject({ card: { id } });
    await expectFew(costs, DETAILS.pageRows);
  });
});

describe("joining is answered after one round trip and one call, whose every statement is a search", () => {
  const expectFew = async (costs: Counted): Promise<void> => {
    expect(costs.count).toMatchObject({ trips: JOIN.trips, calls: ["join"] });
    expect(costs.count.calls).toHaveLength(JOIN.objectCalls);
    expect(costs.count.rows).toBeLessThanOrEqual(JOIN.rows);
    const sinceRoom = left.slice(left.findLastIndex(({ url }) => url.pathname === "/v1/rooms") + 1);
    expect(sinceRoom.filter(({ url }) => url.hostname === "daily.test")).toHaveLength(JOIN.outsideCalls);
    await expectPlans(costs, 2);
  };

  test("by the API", async () => {
    const { id, mentee } = await session(Date.now() + 5 * MINUTE);
    await expectFew(await ask(JOIN.trips, mentee, `/api/bookings/${id}/video-link`));
  });

  test("by a click, which tells no other site where the room is", async () => {
    const { id, mentee } = await session(Date.now() + 5 * MINUTE);
    const { costs, arrival } = await arriving(JOIN.trips, mentee, id, "/join", {});
    const { status, headers } = await joinInBrowser(arrival);
    expect([status, headers.get("referrer-policy")]).toEqual([303, "no-referrer"]);
    expect(headers.get("location")).toMatch(/^https:\/\/meridian\.daily\.co\/.+\?t=/);
    await expectFew(costs);
  });
});

describe("cancelling is answered after two round trips, ten rows and one call, whose every statement is a search", () => {
  const expectCancelled = async (costs: Counted, id: string): Promise<void> => {
    expect(costs.count).toMatchObject({ trips: CANCEL.trips, calls: ["cancel"] });
    expect(costs.count.rows).toBeLessThanOrEqual(CANCEL.rows);
    expect(costs.count.calls).toHaveLength(CANCEL.objectCalls);
    const row = "select status from bookings where id = ?1";
    expect(await env.DB.prepare(row).bind(id).first("status")).toBe("cancelled");
    await expectPlans(costs, 6);
  };

  test("by the API", async () => {
    const { id, mentee } = await session(hoursAhead(30));
    await expectCancelled(await ask(CANCEL.trips, mentee, `/api/bookings/${id}/cancel`, "POST"), id);
  });

  test("on the page", async () => {
    const { id, mentee } = await session(hoursAhead(30));
    const { costs, arrival } = await arriving(CANCEL.trips, mentee, id, "/cancel", { reason: "ill" });
    expect(await cancelInBrowser(arrival)).toMatchObject({ status: 303 });
    await expectCancelled(costs, id);
  });
});

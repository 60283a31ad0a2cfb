import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { action } from "../../app/routes/join/route.ts";
import { MINUTE } from "../../domain/time.ts";
import { router } from "../../worker/router.ts";
import { laggingD1 } from "../support/workerd/lagging-d1.ts";
import { browserSession, ORIGIN, type Somebody, somebody, takeOver, uniqueId } from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { left, outsideAsUsual } from "./support/outside.ts";

// What one click costs (issue 5, "Joining"): with tokens that we sign ourselves nobody outside is asked on the way.

beforeEach(outsideAsUsual);

/** A session whose room is open, and bindings that count what is asked of them. */
async function openSession() {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  expect((await takeOver(id, mentor, mentee, Date.now() + 5 * MINUTE)).status).toBe(201);
  const row = "select video_call_url from bookings where id = ?1";
  const address = () => env.DB.prepare(row).bind(id).first<string>("video_call_url");
  await expect.poll(address, { timeout: 10_000 }).not.toBeNull();
  const d1 = laggingD1();
  await d1.catchUp();
  const asked: string[] = [];
  const counted = {
    idFromName: (name: string) => env.BOOKING.idFromName(name),
    get: (objectId: DurableObjectId) => {
      const stub = env.BOOKING.get(objectId) as unknown as Record<string, (...args: unknown[]) => unknown>;
      return new Proxy(stub, {
        get: (_, method: string) => {
          asked.push(method);
          return (...args: unknown[]) => stub[method]?.(...args);
        },
      });
    },
  };
  left.length = 0;
  return { id, mentor, mentee, d1, asked, bindings: { ...env, DB: d1.database, BOOKING: counted } };
}

const clicksOf = async (id: string, { id: userId }: Somebody) =>
  env.DB.prepare("select clicks from joins where booking_id = ?1 and user_id = ?2")
    .bind(id, userId)
    .first<number>("clicks");

describe("a click on Join Call costs one round trip to D1, one call to the object and none outside; it is counted", () => {
  test("from the dashboard", async () => {
    const { id, mentor, d1, asked, bindings } = await openSession();
    const headers = { cookie: `__Host-meridian=${await browserSession(mentor.id)}`, origin: ORIGIN };
    const request = new Request(`${ORIGIN}/sessions/${id}/join`, { method: "POST", headers });
    const pagesEnv = { ...bindings, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: {} } as never;
    const context = await dashboardContext(request, pagesEnv);
    const answer = await action({ request, params: { id }, context });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^https:\/\/meridian\.daily\.co\/\w+\?t=/),
    ]);
    expect([d1.asked, asked]).toEqual([["primary"], ["join"]]);
    await expect.poll(() => clicksOf(id, mentor)).toBe(1);
    expect(left).toEqual([]);
  });

  test("by the API, as often as it is asked", async () => {
    const { id, mentee, d1, asked, bindings } = await openSession();
    const headers = { authorization: `Bearer ${mentee.token}` };
    for (let nth = 1; nth <= 2; nth++) {
      const request = new Request(`${ORIGIN}/api/bookings/${id}/video-link`, { headers });
      expect((await router().fetch(request, bindings as never)).status).toBe(200);
      await expect.poll(() => clicksOf(id, mentee)).toBe(nth);
    }
    expect([d1.asked, asked]).toEqual([
      ["replica", "replica"],
      ["join", "join"],
    ]);
    expect(left).toEqual([]);
  });
});

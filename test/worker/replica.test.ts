import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { isMissing, ownPage } from "../../app/server/visit.server.ts";
import { isBookmark } from "../../db/bookmark.ts";
import { sessionQuery } from "../../db/session-details.ts";
import { DAY } from "../../domain/time.ts";
import { BOOKMARK_HEADER } from "../../worker/bookmark-header.ts";
import { router } from "../../worker/router.ts";
import { laggingD1 } from "../support/workerd/lagging-d1.ts";
import { browserSession, ORIGIN, somebody, takeOver, uniqueId } from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { outsideAsUsual } from "./support/outside.ts";

beforeEach(outsideAsUsual);

const START = Math.floor(Date.now() / DAY) * DAY + 3 * DAY;

/** A mentee with one session in three days, which the replica knows. */
async function withSession(hour: number) {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  expect((await takeOver(id, mentor, mentee, START + hour * 3_600_000)).status).toBe(201);
  const d1 = laggingD1();
  await d1.catchUp();
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const request = new Request(`${ORIGIN}${path}`, {
      method,
      headers: { authorization: `Bearer ${mentee.token}`, "content-type": "application/json", ...headers },
      body: method === "POST" ? "{}" : null,
    });
    const answer = await router().fetch(request, { ...env, DB: d1.database } as never);
    return { status: answer.status, headers: answer.headers, json: await answer.json<{ status: string }>() };
  };
  return { id, mentor, mentee, d1, ask };
}

describe("a program", () => {
  test("that sends back the bookmark of its write reads the write, while the replica still lags", async () => {
    const { id, ask, d1 } = await withSession(1);
    const cancelled = await ask("POST", `/api/bookings/${id}/cancel`);
    const bookmark = cancelled.headers.get(BOOKMARK_HEADER) ?? "";
    expect([cancelled.status, isBookmark(bookmark)]).toEqual([200, true]);
    expect((await ask("GET", `/api/bookings/${id}`)).json.status).toBe("confirmed");
    expect((await ask("GET", `/api/bookings/${id}`, { [BOOKMARK_HEADER]: bookmark })).json.status).toBe(
      "cancelled",
    );
    await d1.catchUp();
    d1.asked.length = 0;
    expect((await ask("GET", `/api/bookings/${id}`, { [BOOKMARK_HEADER]: bookmark })).json.status).toBe(
      "cancelled",
    );
    expect(d1.asked).toEqual(["replica"]);
  });

  test("follows a link of a page to what its browser has just written, while the replica lags", async () => {
    const { id, mentee, d1, ask } = await withSession(6);
    const session = `__Host-meridian=${await browserSession(mentee.id)}`;
    await d1.catchUp();
    const bookmark = (await ask("POST", `/api/bookings/${id}/cancel`)).headers.get(BOOKMARK_HEADER);
    const calendar = async (...cookies: string[]) => {
      const headers = { cookie: [session, ...cookies].join("; ") };
      const request = new Request(`${ORIGIN}/api/bookings/${id}/calendar.ics`, { headers });
      const answer = await router().fetch(request, { ...env, DB: d1.database } as never);
      return /^STATUS:(\w+)/m.exec(await answer.text())?.[1];
    };
    expect(await calendar()).toBe("CONFIRMED");
    expect(await calendar(`__Host-written=${bookmark}`)).toBe("CANCELLED");
    expect(await calendar("__Host-told=1")).toBe("CANCELLED");
  });

  test("that sends nonsense for a bookmark reads as one without", async () => {
    const { id, ask, d1 } = await withSession(2);
    d1.asked.length = 0;
    expect((await ask("GET", `/api/bookings/${id}`, { [BOOKMARK_HEADER]: "first-primary" })).status).toBe(
      200,
    );
    expect(d1.asked).toEqual(["replica"]);
  });

  test("finds what the replica does not know yet: a miss is asked again at the primary", async () => {
    const { mentor, mentee, ask, d1 } = await withSession(3);
    const late = uniqueId();
    await takeOver(late, mentor, mentee, START + 9 * 3_600_000);
    d1.asked.length = 0;
    expect((await ask("GET", `/api/bookings/${late}`)).status).toBe(200);
    expect(d1.asked).toEqual(["replica", "primary"]);
  });
});

describe("a page", () => {
  const open = async (d1: D1Database, id: string, cookies: readonly string[]) => {
    const request = new Request(`${ORIGIN}/sessions/${id}`, {
      // The profile's zone as the page knows it: asking anew in another zone is not what is looked at here.
      headers: { cookie: [...cookies, "zone=America%2FNew_York"].join("; ") },
    });
    const pagesEnv = { ...env, DB: d1, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: {} };
    const context = await dashboardContext(request, pagesEnv);
    const { answer } = await ownPage({ request, context }, ({ db }) => sessionQuery(db, id), isMissing);
    return { status: answer?.facts.status, context };
  };

  test("shows its reader's own cancel at once, by the cookie that the cancel left", async () => {
    const { id, mentee, d1 } = await withSession(4);
    const cookie = `__Host-meridian=${await browserSession(mentee.id)}`;
    await d1.catchUp();
    const { context } = await open(d1.database, id, [cookie]);
    await context.booking(id).cancel({
      by: { kind: "participant", userId: mentee.id },
      reason: null,
      shareReason: false,
    });
    const { bookmark } = context.answer;
    expect(isBookmark(bookmark)).toBe(true);
    expect((await open(d1.database, id, [cookie])).status).toBe("confirmed");
    expect((await open(d1.database, id, [cookie, `written=${bookmark}`])).status).toBe("cancelled");
    expect((await open(d1.database, id, [cookie, "written=primary"])).status).toBe("cancelled");
    await d1.catchUp();
    d1.asked.length = 0;
    await open(d1.database, id, [cookie, `written=${bookmark}`]);
    expect(d1.asked).toEqual(["replica"]);
  });

  test("of a session that somebody else has just made is found", async () => {
    const { mentor, mentee, d1 } = await withSession(5);
    const late = uniqueId();
    await takeOver(late, mentor, mentee, START + 10 * 3_600_000);
    const cookie = `__Host-meridian=${await browserSession(mentee.id)}`;
    d1.asked.length = 0;
    expect((await open(d1.database, late, [cookie])).status).toBe("confirmed");
    expect(d1.asked).toEqual(["replica", "primary"]);
  });
});

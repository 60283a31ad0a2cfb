import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { action as cancelInBrowser } from "../../app/routes/cancel/route.tsx";
import { loader as mentorsPage } from "../../app/routes/mentors/route.tsx";
import { newToken } from "../../auth/token.ts";
import { HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import type { Env } from "../../worker/env.ts";
import { router } from "../../worker/router.ts";
import { serviceFrom } from "../../worker/services.ts";
import { sweep } from "../../worker/sweep.ts";
import {
  ALWAYS_OPEN,
  browserSession,
  call,
  hoursAhead,
  KEY,
  ORIGIN,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { answerWith, left, mailsTo, outsideAsUsual } from "./support/outside.ts";

// Issue "At the edge", 3: structured logs with ids, and without names, mails or tokens.

const BOOKING = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;

let lines: string[] = [];

beforeEach(() => {
  outsideAsUsual();
  lines = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
});

afterEach(() => vi.restoreAllMocks());

const told = (event: string) => lines.map((line) => JSON.parse(line)).filter((line) => line.event === event);

describe("a call of the API", () => {
  test("is one line, with its pattern and who and what it was about", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(100));
    lines = [];
    const headers = { "cf-ray": "ray-1" };
    await call("GET", `/api/bookings/${id}`, { token: mentee.token, headers });
    await call("GET", "/api/bookings/unknown", { headers });
    await call("GET", "/api/nothing/ana@example.test", { headers });
    const times = { took: expect.any(Number), d1: expect.any(Number), objects: 0 };
    const common = { event: "request", part: "api", method: "GET", ...times };
    expect(told("request")).toEqual([
      {
        ...common,
        route: "/api/bookings/:id",
        status: 200,
        request: "ray-1",
        person: mentee.id,
        booking: id,
      },
      {
        ...common,
        route: "/api/bookings/:id",
        status: 401,
        request: "ray-1",
        person: null,
        booking: "unknown",
      },
      { ...common, route: "/*", status: 404, request: "ray-1", person: null, booking: null },
    ]);
  });

  test("that is refused says why under the id of its request", async () => {
    const { id, token } = await somebody(["mentee"]);
    const headers = { "cf-ray": "ray-2" };
    await call("GET", "/api/admin/refunds", { token, headers });
    const refused = { request: "ray-2", operation: "adminListRefunds", code: "forbidden", person: id };
    expect(told("refused")).toEqual([{ event: "refused", ...refused }]);
    expect(told("request").filter(({ request }) => request === "ray-2")).toHaveLength(1);
  });

  test("is a data point, a failed one too", async () => {
    const points: AnalyticsEngineDataPoint[] = [];
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const bindings = {
      ...env,
      ANALYTICS: { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) },
    };
    const { id, token } = await somebody(["mentee"]);
    const headers = { authorization: `Bearer ${token}` };
    const ask = (path: string, broken: object = {}) =>
      router().fetch(new Request(`${ORIGIN}${path}`, { headers }), { ...bindings, ...broken } as never);
    await ask("/api/mentors");
    await ask("/api/mentors", { DB: { withSession: () => ({ prepare: () => null }) } });
    error.mockClear();
    expect(
      points.map(({ indexes, blobs, doubles }) => [indexes?.[0], blobs?.slice(4, 6), doubles?.[1]]),
    ).toEqual([
      ["GET /api/mentors", ["2xx", id], 200],
      ["GET /api/mentors", ["5xx", null], 500],
    ]);
  });
});

describe("an answer", () => {
  /** A D1 and objects that think for a while. In milliseconds. */
  const [D1_TAKES, OBJECT_TAKES] = [40, 70];
  const slow = {
    DB: {
      withSession: (start?: string) => {
        const real = env.DB.withSession(start);
        return {
          prepare: (sql: string) => real.prepare(sql),
          batch: async (statements: D1PreparedStatement[]) => {
            await scheduler.wait(D1_TAKES);
            return real.batch(statements);
          },
          getBookmark: () => real.getBookmark(),
        };
      },
    },
    BOOKING: {
      idFromName: (name: string) => BOOKING.idFromName(name),
      get: (id: DurableObjectId) => ({
        cancel: async (wish: unknown) => {
          await scheduler.wait(OBJECT_TAKES);
          return (BOOKING.get(id) as unknown as { cancel(wish: unknown): Promise<unknown> }).cancel(wish);
        },
      }),
    },
  };

  test("of a page's action counts D1 and the object that it waited for", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(200));
    const cookie = `__Host-meridian=${await browserSession(mentee.id)}; zone=America%2FNew_York`;
    const request = new Request(`${ORIGIN}/sessions/${id}/cancel`, {
      method: "POST",
      headers: { cookie, origin: ORIGIN },
      body: new URLSearchParams({ reason: "ill" }),
    });
    const context = await dashboardContext(request, {
      ...env,
      ...slow,
      APP_ORIGIN: ORIGIN,
      DASHBOARD_SERVICE: {},
    });
    expect(await cancelInBrowser({ request, params: { id }, context })).toMatchObject({ status: 303 });
    expect(context.answer.waited.d1).toBeGreaterThanOrEqual(D1_TAKES - 1);
    expect(context.answer.waited.objects).toBeGreaterThanOrEqual(OBJECT_TAKES - 1);
  });

  test("of a page to whose cookie nobody belongs counts both times that D1 was asked, and the third as for a stranger", async () => {
    const cookie = `__Host-meridian=${newToken("nobody")}`;
    const request = new Request(`${ORIGIN}/mentors`, { headers: { cookie } });
    const context = await dashboardContext(request, {
      ...env,
      ...slow,
      APP_ORIGIN: ORIGIN,
      DASHBOARD_SERVICE: {},
    });
    await mentorsPage({ request, params: {}, context });
    expect(context.answer.waited.d1).toBeGreaterThanOrEqual(3 * (D1_TAKES - 1));
  });

  test.each([
    { what: "a list", trips: 1, calls: 0, of: () => ({ path: "/api/bookings", method: "GET" }) },
    {
      what: "a cancel",
      trips: 1,
      calls: 1,
      of: (id: string) => ({ path: `/api/bookings/${id}/cancel`, method: "POST" }),
    },
    { what: "the document", trips: 0, calls: 0, of: () => ({ path: "/api/openapi.json", method: "GET" }) },
  ])("of the API says where its time went: $what", async ({ trips, calls, of }) => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(200));
    const points: AnalyticsEngineDataPoint[] = [];
    const ANALYTICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) };
    const headers = { authorization: `Bearer ${mentee.token}`, "content-type": "application/json" };
    const { path, method } = of(id);
    const asked = new Request(ORIGIN + path, { method, headers, body: method === "POST" ? "{}" : null });
    lines = [];
    const answer = await router().fetch(asked, { ...env, ...slow, ANALYTICS } as never);
    expect(answer.status, await answer.text()).toBe(200);
    const timing = answer.headers.get("server-timing") ?? "";
    const [, d1, objects, took] = (/^d1;dur=(\d+), object;dur=(\d+), api;dur=(\d+)$/.exec(timing) ?? []).map(
      Number,
    );
    // A timer may ring a millisecond early.
    expect(d1).toBeGreaterThanOrEqual(trips * (D1_TAKES - 1));
    expect(objects).toBeGreaterThanOrEqual(calls * (OBJECT_TAKES - 1));
    expect([d1 === 0, objects === 0]).toEqual([trips === 0, calls === 0]);
    expect(took).toBeGreaterThanOrEqual((d1 ?? 0) + (objects ?? 0));
    expect(told("request")).toMatchObject([{ took, d1, objects }]);
    expect(points.map(({ doubles }) => doubles)).toEqual([[took, 200, d1, 1, objects]]);
  });
});

describe("lives from the first mail to the erasure", () => {
  test("leave ids in the log, and no name, address, word, token, key or way in", async () => {
    const service = serviceFrom(env as unknown as Env);
    const dashboard = new Dashboard(service);
    const words = { mentee: "Zebulon Quillfeather", mentor: "Wilhelmina Oxbridge", why: "aardvark flu" };
    // What the mail service says of a mail that it refuses names whom it was for.
    answerWith(({ url, body }) =>
      url.hostname === "resend.test" && body.includes("reminder-refused")
        ? Response.json(
            { name: "validation_error", message: `Invalid to: ${JSON.parse(body).to}` },
            { status: 422 },
          )
        : null,
    );
    const mentor = await somebody(["mentor"], { name: words.mentor, ...ALWAYS_OPEN });
    const mentee = await somebody(["mentee"], { name: words.mentee });
    const refused = `reminder-refused-${crypto.randomUUID()}@example.test`;
    const other = await somebody(["mentee"], { name: words.mentee, email: refused });

    // Signing in by a code, wrong and right.
    const asked = await dashboard.requestSignIn({
      email: mentee.email,
      browserSecret: "browser-secret",
      networkAddress: "2001:db8:77::1",
      locale: "en",
    });
    if (!asked.ok) throw new Error(asked.reason.code);
    const code = /\b(\d{6})\b/.exec(mailsTo(mentee.email).at(-1)?.subject ?? "")?.[1] ?? "";
    const attempt = { codeId: asked.value.codeId, browserSecret: "browser-secret", locale: "en" } as const;
    await dashboard.redeemSignIn({ ...attempt, code: "000000", timezone: "UTC" });
    const signedIn = await dashboard.redeemSignIn({ ...attempt, code, timezone: "UTC" });
    if (!signedIn.ok) throw new Error(signedIn.reason.code);

    // One booked and paid for by nobody; one cancelled with a reason; one whose mail is refused; one joined, held and reviewed.
    await call("POST", "/api/bookings", {
      token: mentee.token,
      body: {
        mentor_id: mentor.id,
        starts_at: new Date(hoursAhead(400)).toISOString(),
        duration_minutes: 60,
      },
    });
    const [cancelled, running, over] = [uniqueId(), uniqueId(), uniqueId()];
    await takeOver(cancelled, mentor, other, hoursAhead(300));
    const cancel = { token: other.token, body: { reason: words.why, share_reason: true } };
    expect((await call("POST", `/api/bookings/${cancelled}/cancel`, cancel)).status).toBe(200);
    await takeOver(running, mentor, mentee, Date.now() + 5 * MINUTE);
    const way = await vi.waitFor(async () => {
      const answer = await call("GET", `/api/bookings/${running}/video-link`, { token: mentee.token });
      expect(answer.status).toBe(200);
      return answer.json.url as string;
    });
    await takeOver(over, mentor, mentee, Date.now() - 2 * HOUR + SECOND);
    await vi.waitFor(
      async () => {
        const review = { token: mentee.token, body: { rating: 4, comment: words.why } };
        expect((await call("POST", `/api/bookings/${over}/review`, review)).status).toBe(201);
      },
      { timeout: 10_000, interval: 200 },
    );
    await call("GET", `/api/bookings?q=${encodeURIComponent(words.mentor)}`, { token: mentee.token });
    await call("GET", `/calendar/${signedIn.value.token}.ics`);
    await sweep(service);
    await call("GET", "/api/me/export", { token: other.token });
    expect(await dashboard.eraseMe(other.token, refused)).toMatchObject({ ok: true });

    const mailed = () => left.filter(({ url }) => url.hostname === "resend.test").length;
    await vi.waitFor(() => expect(mailed()).toBeGreaterThan(3), { timeout: 10_000 });
    const effects = told("effect").map(({ effect }) => effect);
    expect(effects).toEqual(
      expect.arrayContaining(["project", "open_checkout", "make_room", "mail", "tell"]),
    );
    expect(told("effect").filter(({ effect, person }) => effect === "mail" && person === null)).toEqual([]);
    const all = lines.join("\n");
    for (const id of [mentee.id, cancelled, running, over]) expect(all).toContain(id);
    const unsent =
      "select status from emails_sent where booking_id = ?1 and user_id = ?2 and kind = 'cancelled'";
    expect(await env.DB.prepare(unsent).bind(cancelled, other.id).first("status")).toBe("refused");
    const secrets = [
      ...Object.values(words).flatMap((text) => text.split(" ")),
      "example.test",
      code,
      "browser-secret",
      "2001:db8",
      mentee.token,
      other.token,
      mentor.token,
      signedIn.value.token,
      KEY,
      way,
      "daily.co",
      "checkout.test",
    ];
    expect(secrets.filter((secret) => all.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  });
});

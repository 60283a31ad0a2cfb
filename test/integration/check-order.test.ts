import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { browserCookie, hourAhead } from "./support/people.ts";
import { problemIn } from "./support/shapes.ts";

// Product, HTTP API, "Checked in this order" and "Who is asking", through Pages and the Worker on the real runtime. Every
// documented call is made wrong in every way at once, and then one wrong less at a time.

let app: App;
let mentor: Person;
let mentee: Person;
let cookie: string;
let calls: { method: string; path: string }[];

const documentShape = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.json()).optional() })),
  ),
});

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("order-mentor", ["mentor"]);
  mentee = await app.person("order-mentee", ["mentee", "admin"]);
  cookie = await browserCookie(app, mentee.id);
  await app.takeOver("order-one", { mentor, mentee, startsAt: hourAhead(72) });
  const { paths } = documentShape.parse((await app.call("GET", "/api/openapi.json")).json);
  calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security = [] }]) => security.length > 0)
      .map(([method]) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/, "no%20such") })),
  );
});
afterAll(() => app.remove());

/** A request with a body as it stands. */
async function send(method: string, path: string, headers: Record<string, string>, body?: string) {
  const response = await fetch(new URL(path, app.url), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const json = text.startsWith("{") ? JSON.parse(text) : null;
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, headers: response.headers, json, text };
}

async function refused(method: string, path: string, headers: Record<string, string>, body?: string) {
  const { status, code } = problemIn(await send(method, path, headers, body));
  return `${status} ${code}`;
}

const unsafe = () => calls.filter(({ method }) => method !== "GET");
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
/** Whose the call is: the platform's own calls are made with its key, all others as somebody who may do everything. */
const entitled = (path: string) => bearer(path.startsWith("/api/platform") ? app.platformKey : mentee.token);
const TOO_LARGE = "x".repeat(64 * 1024 + 1);
const TEXT = { "content-type": "text/plain" };
const JSON_TYPE = { "content-type": "application/json" };

test("the document has every call of the table that somebody must be known for", () => {
  // More may come; fewer would mean that a row of the table is no longer walked below.
  expect(calls.length).toBeGreaterThanOrEqual(19);
});

describe("checked in this order", () => {
  test("401 before everything else, with how to ask", async () => {
    for (const { method, path } of calls) {
      const body = method === "GET" ? undefined : TOO_LARGE;
      const answer = await send(method, path, method === "GET" ? {} : TEXT, body);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      for (const wrong of [
        {},
        bearer("wrong"),
        { authorization: "Basic eDp5" },
        { ...bearer("wrong"), cookie },
      ])
        expect(`${path} ${await refused(method, path, { ...TEXT, ...wrong }, body)}`).toBe(
          `${path} 401 unauthorized`,
        );
    }
  });

  test("403 before the body is judged: the wrong role, or a cookie from a foreign page", async () => {
    for (const { method, path } of calls) {
      const wrong = path.startsWith("/api/platform") ? mentee.token : app.platformKey;
      const body = method === "GET" ? undefined : TOO_LARGE;
      expect(`${path} ${await refused(method, path, { ...TEXT, ...bearer(wrong) }, body)}`).toBe(
        `${path} 403 forbidden`,
      );
    }
    for (const { method, path } of unsafe()) {
      const foreign = { ...TEXT, cookie, origin: "https://evil.test" };
      expect(`${path} ${await refused(method, path, foreign, TOO_LARGE)}`).toBe(`${path} 403 forbidden`);
    }
  });

  test("413, 415, invalid_json, invalid_request: one after the other", async () => {
    for (const { method, path } of unsafe()) {
      const who = entitled(path);
      const order = [
        await refused(method, path, { ...who, ...TEXT }, TOO_LARGE),
        await refused(method, path, { ...who, ...TEXT }, "{"),
        await refused(method, path, { ...who, ...JSON_TYPE }, "{"),
        await refused(method, path, { ...who, ...JSON_TYPE }, '{"nonsense":1}'),
      ];
      expect([path, ...order]).toEqual([
        path,
        "413 payload_too_large",
        "415 unsupported_media_type",
        "400 invalid_json",
        "400 invalid_request",
      ]);
    }
  });

  test("400 for a query before 404 for what it is asked of", async () => {
    const who = bearer(mentee.token);
    expect(await refused("GET", "/api/mentors/nobody/slots?from=x", who)).toBe("400 invalid_request");
    expect(await refused("GET", "/api/mentors/nobody/slots", who)).toBe("404 not_found");
    expect(await refused("POST", "/api/bookings/none/review", { ...who, ...JSON_TYPE }, '{"rating":9}')).toBe(
      "400 invalid_request",
    );
    expect(await refused("POST", "/api/bookings/none/review", { ...who, ...JSON_TYPE }, '{"rating":5}')).toBe(
      "404 not_found",
    );
  });

  test("what is no call is a 404 problem, a wrong method a 405 that says what is allowed", async () => {
    for (const path of ["/api", "/api/nonsense", "/api/bookings/x/y", "/webhooks/nobody"])
      expect(`${path} ${await refused("GET", path, {})}`).toBe(`${path} 404 not_found`);
    const wrong = await send("GET", "/api/bookings/order-one/cancel", bearer(mentee.token));
    expect([problemIn(wrong).code, wrong.headers.get("allow")]).toEqual(["method_not_allowed", "POST"]);
  });
});

describe("who is asking", () => {
  const role = async (headers: Record<string, string>) =>
    (await send("GET", "/api/bookings/order-one", headers)).json?.role ?? null;
  const cancel = (headers: Record<string, string>) =>
    send("POST", "/api/bookings/order-one/cancel", { ...JSON_TYPE, ...headers }, '{"nonsense":1}');

  test("an Authorization header decides alone, whatever the cookie says; no other header names anybody", async () => {
    expect(await role({ cookie })).toBe("mentee");
    expect(await role({ cookie, ...bearer(mentor.token) })).toBe("mentor");
    expect(await refused("GET", "/api/bookings", { cookie, authorization: "Bearer" })).toBe(
      "401 unauthorized",
    );
    const named = {
      "x-user-id": mentee.id,
      "x-forwarded-user": mentee.id,
      "cf-access-authenticated-user-email": mentee.email,
    };
    expect(await refused("GET", "/api/bookings", named)).toBe("401 unauthorized");
  });

  test("a cookie on an unsafe call needs our own Origin, or Sec-Fetch-Site without one; a bearer needs neither", async () => {
    // Past the check of the origin, the unknown field is what is refused.
    for (const own of [
      { cookie, origin: app.url },
      { cookie, "sec-fetch-site": "same-origin" },
      { ...bearer(mentee.token), origin: "https://evil.test" },
    ])
      expect((await cancel(own)).status).toBe(400);
    for (const foreign of [
      {},
      { origin: "null" },
      { origin: `${app.url}.evil.test` },
      { origin: "https://evil.test", "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ])
      expect([foreign, (await cancel({ cookie, ...foreign })).status]).toEqual([foreign, 403]);
  });

  test("a cookie that was tampered with, or is over, is nobody's", async () => {
    const asked = (value: string) => refused("GET", "/api/bookings", { cookie: value });
    expect(await asked(`${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`)).toBe("401 unauthorized");
    expect(await asked(cookie.replace(mentee.id, mentor.id))).toBe("401 unauthorized");
    const over = await browserCookie(app, mentor.id);
    await app.query(
      "update sessions set expires_at = ?1 where user_id = ?2 and kind = 'browser'",
      Date.now() - 1,
      mentor.id,
    );
    expect(await asked(over)).toBe("401 unauthorized");
  });
});

import { readFileSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { inProject } from "../../scripts/lib/project.ts";
import { fuzz } from "../fuzz/run.ts";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { browserCookie, hourAhead } from "./support/people.ts";

// What holds of every address of both deployables, whoever asks: docs/security.md leans on it.

const DAY = "2026-11-01";

let app: App;
let mentee: Person;
let cookie: string;
let desk: string;

beforeAll(async () => {
  app = await startApp();
  const mentor = await app.person("x-mentor", ["mentor"]);
  mentee = await app.person("x-mentee", ["mentee"]);
  await app.takeOver("x-booking", { mentor, mentee, startsAt: hourAhead(90) });
  await app.takeOver("x-held", { mentor, mentee, startsAt: hourAhead(-90) });
  cookie = await browserCookie(app, mentee.id);
  const admin = await app.person("x-admin", ["mentee"]);
  await app.query("update users set is_admin = 1 where id = ?1", admin.id);
  desk = await browserCookie(app, admin.id);
  // What the cron counts, and a day that was reconciled, are on the desk's pages, too.
  await app.sweep();
  const reconciled =
    "insert into reconciliations (day, totals, started_at, finished_at) values (?1, '[]', ?1, ?1)";
  await app.query(reconciled, Date.parse(DAY));
});
afterAll(() => app.remove());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, app.url), { redirect: "manual", ...init });

/** What an answer lacks of what every answer carries; over plain http, as here, that is no HSTS (test/app/security.test.ts has it). */
function lacking({ headers }: Response): string[] {
  const policy = headers.get("content-security-policy") ?? "";
  const held: Record<string, boolean> = {
    nosniff: headers.get("x-content-type-options") === "nosniff",
    "no frame": headers.get("x-frame-options") === "DENY" && policy.includes("frame-ancestors 'none'"),
    referrer: /^(no-referrer|strict-origin-when-cross-origin)$/.test(headers.get("referrer-policy") ?? ""),
    "default-src": /default-src '(none|self)'/.test(policy),
    "nothing unsafe": !policy.includes("unsafe"),
    "no other origin let in": ![...headers.keys()].some((name) => name.startsWith("access-control-")),
    // What Remix's own program reads, and as UTF-8, aside.
    "charset of text": /^(?!text\/(?!x-script))|charset=utf-8/i.test(headers.get("content-type") ?? ""),
    "resource policy": headers.has("cross-origin-resource-policy"),
    "says nothing of what it runs on": !headers.has("server") && !headers.has("x-powered-by"),
  };
  return Object.keys(held).filter((name) => !held[name]);
}

/** Read as text: the list itself is Vite's to evaluate. The page for developers is not in what is deployed. */
const PAGES = [
  "/",
  ...[...readFileSync(inProject("app/routes.ts"), "utf8").matchAll(/path: "([^"]+)"/g)].map(
    ([, path = ""]) => `/${path}`,
  ),
]
  .filter((path) => path !== "/design")
  .map((path) => path.replace("people/:id", "people/x-mentee"))
  .map((path) => path.replace(":id", "x-booking").replace(":date", DAY).replace("*", "nowhere"))
  .flatMap((path) => [path, path === "/" ? "/_root.data" : `${path}.data`]);

test("every page, its data, its redirects and its refusals leave under the same headers", async () => {
  expect(PAGES.length).toBeGreaterThan(60);
  for (const path of PAGES) {
    const answers = {
      stranger: await ask(path),
      mentee: await ask(path, { headers: { cookie } }),
      administrator: await ask(path, { headers: { cookie: desk } }),
      "foreign post": await ask(path, { method: "POST", headers: { cookie, origin: "https://evil.test" } }),
      "own post": await ask(path, { method: "POST", headers: { origin: app.url } }),
    };
    for (const [who, answer] of Object.entries(answers)) {
      const where = `${who} at ${path}: ${answer.status}`;
      expect(lacking(answer), where).toEqual([]);
      expect(answer.headers.get("cache-control"), where).toBe("private, no-store");
      expect(answer.status, where).toBeLessThan(500);
      if (who === "foreign post") expect(answer.status, where).toBe(403);
    }
  }
});

test("no page has an inline script without the nonce, a style or a handler in its markup, and each a way out", async () => {
  const pages = PAGES.filter((page) => !page.endsWith(".data")).flatMap((path) => [
    { path, cookie },
    { path, cookie: desk },
  ]);
  const desks: string[] = [];
  for (const { path, ...headers } of pages) {
    const answer = await ask(path, { headers });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    if (path.startsWith("/admin/") && answer.status === 200) desks.push(path);
    const [html, policy] = [await answer.text(), answer.headers.get("content-security-policy") ?? ""];
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    const bare = scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`) && !tag.includes("src="));
    expect(bare, path).toEqual([]);
    // The copy that is kept for the time without a network can ask nothing.
    if (answer.status === 200 && path !== "/offline") expect(html, path).toContain('action="/sign-out"');
    expect(html.match(/<style\b|\sstyle="|\son[a-z]+="|href="javascript:/g), path).toBeNull();
  }
  // All but the search for a session, which leads to one, or is a 404.
  expect(desks).toHaveLength(9);
});

/** One's own answers are kept by nobody; a calendar's program may keep its feed, and asks each time. */
const KEPT_BY = /^((private, )?no-store|private, no-cache)$/;

test("every call of the API, and every file, leaves under them, too", async () => {
  const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const { paths } = document.parse(await (await ask("/api/openapi.json")).json());
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, "x-booking")] as const,
    ),
  );
  expect(calls.length).toBeGreaterThan(30);
  for (const [method, path] of calls) {
    for (const headers of [{}, { authorization: `Bearer ${mentee.token}` }]) {
      const answer = await ask(path, { method, headers });
      const where = `${method} ${path}: ${answer.status}`;
      expect(lacking(answer), where).toEqual([]);
      if ("authorization" in headers) expect(answer.headers.get("cache-control"), where).toMatch(KEPT_BY);
    }
  }
  const assets = /\/assets\/[\w.-]+\.js/.exec(await (await ask("/")).text()) ?? [];
  for (const path of [
    "/favicon.svg",
    "/service-worker.js",
    "/plain.css",
    "/manifest.webmanifest",
    ...assets,
  ]) {
    const answer = await ask(path);
    expect([path, answer.status, lacking(answer)]).toEqual([path, 200, []]);
  }
});

test("an administrators' page answers to one spelling of its path, which a guard in front of it knows it by", async () => {
  const headers = { cookie: desk };
  const paths = ["/admin/refunds", "/ADMIN/refunds", "/%61dmin/refunds", "/admin/%72efunds"];
  const answers = await Promise.all(paths.map((path) => ask(path, { headers })));
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404]);
  expect(answers.flatMap(lacking)).toEqual([]);
});

test("no folder is listed, and what was sent is not sent back", async () => {
  for (const path of ["/assets", "/assets/"]) {
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  }
  for (const path of ["/", "/sessions", "/api/bookings", "/favicon.svg"]) {
    expect([path, await statusOfTrace(path)]).toEqual([path, 405]);
  }
});

/** From a page of our own, and not by `fetch`, which refuses to send it. */
const statusOfTrace = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(new URL(path, app.url), { method: "TRACE", headers: { origin: app.url } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once("error", reject)
      .end();
  });

test("signing out has the browser throw away what it kept", async () => {
  const leaving = {
    method: "POST",
    // A proxy's header changes nothing: who posts is told by `Origin` alone.
    headers: {
      origin: app.url,
      "x-forwarded-host": "evil.test",
      cookie: await browserCookie(app, mentee.id),
    },
  };
  expect((await ask("/sign-out", leaving)).headers.get("clear-site-data")).toBe('"storage"');
});

test("nobody is told of routes by their paths: browsers know them all", async () => {
  const { status } = await ask(`/__manifest?version=1&p=${"/a".repeat(3_700)}`);
  expect(status).toBe(404);
});

test("400 requests made from the OpenAPI document, by everybody, fitting and not: every answer is as it says", async () => {
  const { findings, statuses, operations } = await fuzz(app, 400, 7);
  expect(findings).toEqual([]);
  expect(statuses.size).toBe(operations);
  const answered = [...statuses.values()].flatMap((counts) => [...counts.keys()]);
  expect(answered).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 409]));
  const webhooks = [...statuses].filter(([operation]) => operation.endsWith("Webhook"));
  expect(webhooks.flatMap(([, counts]) => [...counts.keys()])).toContain(413);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";

// Product, "Signing in", and scenario 34: by the forms' own fields, as a browser without JavaScript posts them.

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.remove());

const post = (path: string, fields: Record<string, string>, cookie = ""): Promise<Response> =>
  fetch(new URL(path, app.url), {
    method: "POST",
    redirect: "manual",
    headers: { origin: app.url, ...(cookie === "" ? {} : { cookie }) },
    body: new URLSearchParams(fields),
  });

const cookieIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");

interface Asked {
  /** Where the code is typed. */
  page: string;
  id: string;
  /** The browser that asked. */
  browser: string;
  code: string;
  /** What stands in the mail. */
  link: string;
}

async function askForCode(email: string, returnTo = ""): Promise<Asked> {
  const before = (await app.sandbox.inbox(email)).length;
  const answer = await post("/sign-in", { email, return_to: returnTo });
  expect(answer.status).toBe(303);
  const page = answer.headers.get("location") ?? "";
  const mails = await until(
    async () => {
      const inbox = await app.sandbox.inbox(email);
      return inbox.length > before ? inbox : null;
    },
    { what: `a code for ${email}` },
  );
  const newest = mails.toSorted(
    (a, b) => Number(new Date(b.received_at)) - Number(new Date(a.received_at)),
  )[0];
  const code = /\b\d{6}\b/.exec(newest?.subject ?? "")?.[0] ?? "";
  const link = new RegExp(`${app.url}/sign-in/\\S+`).exec(newest?.text ?? "")?.[0] ?? "";
  const id = new URL(page, app.url).searchParams.get("id") ?? "";
  return { page, id, browser: cookieIn(answer), code, link };
}

const redeem = (asked: Asked, code: string, browser = asked.browser) =>
  post(asked.page, { id: asked.id, code }, browser);

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function statusOf(cookie: string): Promise<number> {
  return (await app.call("GET", "/api/bookings", { headers: { cookie } })).status;
}

describe("a code", () => {
  test("is typed into a field that takes the browser's own suggestion, and a paste with blanks", async () => {
    const asked = await askForCode("pasted@example.test");
    const form = await (
      await fetch(new URL(asked.page, app.url), { headers: { cookie: asked.browser } })
    ).text();
    const field = /<input[^>]*name="code"[^>]*>/.exec(form)?.[0] ?? "";
    expect(field).toContain('autocomplete="one-time-code"');
    const pasted = ` ${asked.code.slice(0, 3)} ${asked.code.slice(3)} `;
    expect((await redeem(asked, pasted)).status).toBe(303);
  });

  test("signs in once, in the browser that asked; the first time makes a mentee", async () => {
    const asked = await askForCode("first@example.test");
    expect(asked.code).toMatch(/^\d{6}$/);
    expect((await redeem(asked, asked.code, "")).status).toBe(400);
    const signedIn = await redeem(asked, asked.code);
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect(await statusOf(cookieIn(signedIn))).toBe(200);
    const sql = "select is_mentee, is_mentor, is_admin from users where email = ?1";
    expect(await app.query(sql, "first@example.test")).toEqual([{ is_mentee: 1, is_mentor: 0, is_admin: 0 }]);
    expect((await redeem(asked, asked.code)).status).toBe(400);
  });

  test("its link may be followed by every mail scanner there is: it changes nothing", async () => {
    const asked = await askForCode("scanned@example.test");
    expect(asked.link).not.toBe("");
    for (const cookie of ["", asked.browser, asked.browser]) {
      const page = await fetch(asked.link, { headers: { cookie }, redirect: "manual" });
      expect(page.status).toBe(200);
      expect(await statusOf(cookieIn(page))).toBe(401);
    }
    expect((await redeem(asked, asked.code)).status).toBe(303);
  });

  test("leads back to where its browser was going, though its mail names no path; never to another site", async () => {
    const asked = await askForCode("on-the-way@example.test", "/mentors?page=2");
    expect([...new URL(asked.link).searchParams.keys()].sort()).toEqual(["code", "id"]);
    const signedIn = await redeem(asked, asked.code);
    expect(signedIn.headers.get("location")).toBe("/mentors?page=2");
    expect(signedIn.headers.getSetCookie().join()).toMatch(/back=;.*Expires=Thu, 01 Jan 1970/);
    const lured = await askForCode("lured@example.test", "//evil.test/");
    const forged = `${lured.browser.replace(/back=[^;]*/, "")}; back=${encodeURIComponent("//evil.test/")}`;
    expect((await redeem(lured, lured.code, forged)).headers.get("location")).toBe("/sessions");
  });
});

describe("a flood (scenario 34)", () => {
  test("twenty wrong codes at once, then the right one: refused", async () => {
    const asked = await askForCode("guessed@example.test");
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(asked, wrong(asked.code))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    expect((await redeem(asked, asked.code)).status).toBe(400);
  });

  test("four wrong ones, then the right one: let in", async () => {
    const asked = await askForCode("clumsy@example.test");
    for (let i = 0; i < 4; i++) expect((await redeem(asked, wrong(asked.code))).status).toBe(400);
    expect((await redeem(asked, asked.code)).status).toBe(303);
  });

  test("a sixth code for one address is 429; another address still gets one", async () => {
    const email = "flooded@example.test";
    const answers = await Promise.all(Array.from({ length: 8 }, () => post("/sign-in", { email })));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429, 429]);
    expect((await app.sandbox.inbox(email)).length).toBeLessThanOrEqual(5);
    await askForCode("calm@example.test");
  });

  test("a form from a foreign page asks for nothing (scenario 30)", async () => {
    for (const origin of ["https://evil.test", "null"]) {
      const foreign = await fetch(new URL("/sign-in", app.url), {
        method: "POST",
        headers: { origin },
        body: new URLSearchParams({ email: "victim@example.test" }),
      });
      expect(foreign.status).toBe(403);
    }
    expect(await app.sandbox.inbox("victim@example.test")).toEqual([]);
  });
});

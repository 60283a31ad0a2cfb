import { describe, expect, it } from "vitest";
import { readSlot } from "../../app/routes/book/slot.server.ts";
import { readMentorsCursor, writeMentorsCursor } from "../../app/routes/mentors/cursor.server.ts";
import { refuseForeign } from "../../app/security/foreign.ts";
import { contentSecurityPolicy } from "../../app/security/headers.ts";
import { serve } from "../../app/serve.ts";
import { COOKIES, setOwn } from "../../app/server/cookies.server.ts";
import { browserCookieName, readOwn, sessionCookieName, setCookie } from "../../auth/cookie.ts";

describe("the content security policy", () => {
  it("lets a form lead to the checkout and the room, and scripts run by nonce alone", () => {
    const policy = contentSecurityPolicy("abc", undefined, false);
    expect(policy.split("; ")).toEqual([
      "default-src 'self'",
      "script-src 'nonce-abc' 'strict-dynamic'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self' https://checkout.stripe.com https://*.daily.co",
      "base-uri 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "worker-src 'self'",
    ]);
  });

  it("takes origins from the setting, and nothing that could be a directive of its own", () => {
    const policy = contentSecurityPolicy(
      "abc",
      "http://localhost:8790 https://*.x.test ;script-src *",
      false,
    );
    expect(policy).toContain("form-action 'self' http://localhost:8790 https://*.x.test;");
  });
});

describe("a form from a foreign page", () => {
  const env = { APP_ORIGIN: "https://meridian.test" };
  const post = (headers: Record<string, string>) =>
    refuseForeign(new Request("https://meridian.test/sessions/a/cancel", { method: "POST", headers }), env);

  it("is refused with a page that says so", async () => {
    const answer = post({ origin: "https://evil.test", "accept-language": "es" });
    expect(answer?.status).toBe(403);
    expect(await answer?.text()).toContain("Esto no vino de nuestra página");
    expect(post({ origin: "null" })?.status).toBe(403);
    expect(post({ origin: "not an origin" })?.status).toBe(403);
    expect(post({})?.status).toBe(403);
  });

  it("is told from our own", () => {
    expect(post({ origin: "https://meridian.test" })).toBeNull();
    expect(post({ "sec-fetch-site": "same-origin" })).toBeNull();
    expect(refuseForeign(new Request("https://meridian.test/"), env)).toBeNull();
  });
});

describe("what a URL brings", () => {
  it("is a place in the directory, in every script, or the beginning", () => {
    const place = { name: "Олена О’Браєн 健", id: "m_1" };
    expect(readMentorsCursor(writeMentorsCursor(place))).toEqual(place);
    for (const text of [null, "", "%%%", "bnVsbA", "W10", "W251bGwsMV0", "a".repeat(2000)]) {
      expect(readMentorsCursor(text)).toBeNull();
    }
  });

  it("is a slot, or none", () => {
    const slot = (text: string) => readSlot(new URLSearchParams(text));
    expect(slot("starts_at=2026-11-20T15:00:00Z&duration=60")).toEqual({
      startsAt: Date.parse("2026-11-20T15:00:00Z"),
      durationMinutes: 60,
    });
    for (const text of [
      "",
      "starts_at=tomorrow&duration=60",
      "starts_at=2026-11-20T15:00:00Z&duration=1.5",
      "starts_at=2026-99-20T15:00:00Z&duration=60",
    ]) {
      expect(slot(text), text).toBeNull();
    }
  });
});

describe("every answer over https", () => {
  const env = { APP_ORIGIN: "https://meridian.test", DASHBOARD_SERVICE: {}, BOOKING: {} };
  const answer = (url: string, remix: Response, init?: RequestInit) =>
    serve(() => ({ pattern: "*", id: null, handle: async () => remix }), {
      request: new Request(url, init),
      env,
      waitUntil: () => undefined,
    });

  it("asks browsers to stay on https, on a redirect and on a refusal, too", async () => {
    const away = new Response(null, { status: 303, headers: { Location: "https://x.daily.co/r?t=1" } });
    const redirected = await answer("https://meridian.test/sessions/a/join", away);
    const refused = await answer("https://meridian.test/", new Response(), { method: "POST" });
    expect([redirected.status, refused.status]).toEqual([303, 403]);
    for (const { headers } of [redirected, refused]) {
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    }
  });

  it("and says nothing of it over http, where it would mean nothing", async () => {
    const { headers } = await answer("http://localhost:8788/", new Response("page"));
    expect(headers.has("strict-transport-security")).toBe(false);
  });

  it("keeps what a page said more exactly", async () => {
    const own = { "Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'self'" };
    const { headers } = await answer("https://meridian.test/", new Response("page", { headers: own }));
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toBe("default-src 'self'");
  });
});

describe("a request that pages answer", () => {
  const url = "https://meridian.test/profile";
  const ask = async (init: RequestInit) => {
    const seen: Request[] = [];
    const handle = async (request: Request) => {
      seen.push(request);
      return new Response(await request.text());
    };
    const answer = await serve(() => ({ pattern: "*", id: null, handle }), {
      request: new Request(url, init),
      env: { APP_ORIGIN: "https://meridian.test", DASHBOARD_SERVICE: {}, BOOKING: {} },
      waitUntil: () => undefined,
    });
    return { status: answer.status, allow: answer.headers.get("allow"), body: await answer.text(), seen };
  };

  it("is judged by its origin here, and not by Remix against a host that anybody can send", async () => {
    const headers = { origin: "https://meridian.test", "x-forwarded-host": "evil.test", host: "x.pages.dev" };
    const { status, body, seen } = await ask({ method: "POST", body: "name=Ada", headers });
    expect([status, body]).toEqual([200, "name=Ada"]);
    expect(seen[0]?.headers.get("x-forwarded-host")).toBe("meridian.test");
    const foreign = await ask({ method: "POST", headers: { ...headers, origin: "https://evil.test" } });
    expect([foreign.status, foreign.seen]).toEqual([403, []]);
  });

  it.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("is not made by %s", async (method) => {
    const headers = { origin: "https://meridian.test" };
    expect(await ask({ method, headers })).toMatchObject({ status: 405, allow: "GET, HEAD, POST", seen: [] });
  });
});

describe("cookies", () => {
  it("are locked to this host and to https, wherever there is https", () => {
    const origin = "https://meridian.test";
    const [session, browser, choice] = [
      setCookie(origin, sessionCookieName(origin), "token", 0),
      setCookie(origin, browserCookieName(origin), "secret", 0),
      setOwn(origin, COOKIES.language, "es", 0),
    ];
    expect(session).toMatch(/^__Host-meridian=token; Path=\/; HttpOnly; SameSite=Lax; Secure; Expires=/);
    expect(browser).toMatch(/^__Host-meridian-browser=secret; Path=\/; HttpOnly; SameSite=Lax; Secure; /);
    expect(choice).toMatch(/^__Host-lang=es; Path=\/; HttpOnly; SameSite=Lax; Secure; /);
    expect(setOwn("http://localhost:8788", COOKIES.language, "es", 0)).toMatch(/^lang=es; Path=\/; HttpOnly/);
  });

  it("that were set before the prefix are still read, the prefixed one first", () => {
    const headers = (cookie: string) => new Headers({ cookie });
    expect(readOwn(headers("lang=es"), COOKIES.language)).toBe("es");
    expect(readOwn(headers("lang=es; __Host-lang=en"), COOKIES.language)).toBe("en");
  });
});

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { networkOf } from "../../auth/network.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { health } from "../../worker/health.ts";
import worker from "../../worker/index.ts";
import { PHOTO_MAX_BYTES } from "../../worker/limits.ts";
import { router } from "../../worker/router.ts";
import { serviceFrom } from "../../worker/services.ts";
import { readSettings } from "../../worker/settings.ts";
import { sweep } from "../../worker/sweep.ts";
import { isOutage, unexpected } from "../../worker/unexpected.ts";
import { call, somebody, takeOver, uniqueId } from "./support/api.ts";
import { answerWith, left, outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

beforeEach(outsideAsUsual);

describe("settings", () => {
  test("a full set is read; empty counts as absent; a default is a real service", () => {
    const read = readSettings({ ...SETTINGS, RESEND_API_BASE: "", SUPPORT_EMAIL: "", PLATFORM_API_KEY: "" });
    expect(read).toMatchObject({
      ok: true,
      value: {
        RESEND_API_BASE: "https://api.resend.com",
        SUPPORT_EMAIL: "hello@meridian.test",
        PLATFORM_API_KEY: [],
      },
    });
  });

  test.each([
    ["APP_ORIGIN", "https://meridian.test/app"],
    ...[
      "http://platform.test/hooks",
      "https://localhost/hooks",
      "https://10.0.0.7/hooks",
      "https://0x7f000001/hooks",
      "https://[::1]/hooks",
      "https://[fd00::1]/hooks",
      "https://metadata.internal/",
      "https://intranet/hooks",
      "https://user:pass@platform.test/hooks",
    ].map((url): [string, string] => ["PLATFORM_WEBHOOK_URL", url]),
    ["PLATFORM_WEBHOOK_SECRET", "whsec_dG9vIHNob3J0"],
    ["PLATFORM_WEBHOOK_SECRET", "a secret that is not base64 at all"],
    ["APP_ORIGIN", "http://meridian.test"],
    ["APP_ORIGIN", undefined],
    ["SESSION_SECRET", "short"],
    ["STRIPE_SECRET_KEY", undefined],
    ["STRIPE_API_BASE", "ftp://x.test"],
    ["PLATFORM_API_KEY", "short"],
    ["PLATFORM_API_KEY", Array(3).fill("long-enough-key-0123").join()],
    ["DAILY_API_KEY", undefined],
    ["DAILY_WEBHOOK_SECRET", undefined],
    ["VIDEO_PROVIDER", "zoom"],
    ["RESEND_API_KEY", ""],
    ["RESEND_WEBHOOK_SECRET", ""],
    ["EMAIL_FROM", "nobody"],
  ])("%s = %s is named, its value is not", (name, value) => {
    const read = readSettings({ ...SETTINGS, [name]: value });
    if (read.ok) throw new Error("it was taken");
    expect(read.reason.map((one) => one.name)).toContain(name);
    if (value) expect(JSON.stringify(read.reason)).not.toContain(value);
  });

  test.each([
    ["whereby", "WHEREBY_API_KEY"],
    ["whereby", "WHEREBY_WEBHOOK_SECRET"],
    ["jitsi", "JITSI_DOMAIN"],
  ])("with %s chosen, its %s is asked for", (provider, name) => {
    const read = readSettings({ ...SETTINGS, VIDEO_PROVIDER: provider });
    if (read.ok) throw new Error("it was taken");
    expect(read.reason.map((one) => one.name)).toContain(name);
  });
});

describe("health", () => {
  test("200 while everything answers", async () => {
    const { status, json } = await call("GET", "/healthz");
    expect([status, json.status]).toEqual([200, "ok"]);
    expect(Object.keys(json.checks)).toEqual(["worker", "settings", "d1", "booking_object"]);
  });

  test("503 names the setting that is missing, or what does not answer; other calls are 503 too", async () => {
    const unset = { ...env, SESSION_SECRET: "" } as never;
    const missing = await health(unset);
    expect(missing.status).toBe(503);
    expect(await missing.json()).toMatchObject({
      checks: { settings: "SESSION_SECRET is missing", d1: "ok" },
    });
    const broken = {
      prepare: () => {
        throw new Error("D1 is away");
      },
    };
    const away = await health({ ...env, DB: broken } as never).catch(() => null);
    expect(await away?.json()).toMatchObject({ checks: { d1: "does not answer", booking_object: "ok" } });
    const other = await router().fetch(new Request("https://meridian.test/api/bookings"), unset);
    expect([other.status, other.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});

describe("what was not expected", () => {
  const request = new Request("https://meridian.test/api/bookings?secret=1");

  test("a bug is a 500 problem with an id and no stack; it is logged", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = unexpected(new Error("SELECT secret FROM stack"), request);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).code]).toEqual([500, "internal_error"]);
    expect(text).not.toContain("SELECT");
    expect(said.mock.calls[0]?.[0]).toContain(JSON.parse(text).request_id);
    expect(said.mock.calls[0]?.[0]).toContain("edges.test.ts");
    expect(said.mock.calls[0]?.[0]).not.toContain("secret=1");
    said.mockClear();
  });

  test("an outage is a 503 that may be asked again", async () => {
    const away = Object.assign(new Error("gone"), { retryable: true });
    const remote = Object.assign(new Error("stripe: no answer"), { name: "ServiceUnavailable" });
    for (const error of [
      away,
      remote,
      new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."),
    ]) {
      expect(isOutage(error)).toBe(true);
      const answer = unexpected(error, request);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    }
    expect(isOutage(new Error("D1_ERROR: UNIQUE constraint failed: users.email: SQLITE_CONSTRAINT"))).toBe(
      false,
    );
  });

  test("D1 away is a 503 through the whole Worker", async () => {
    const { token } = await somebody(["mentee"]);
    const session = {
      prepare: env.DB.prepare.bind(env.DB),
      batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
    };
    const away = { ...env, DB: { withSession: () => session } } as never;
    const answer = await router().fetch(
      new Request("https://meridian.test/api/bookings", { headers: { authorization: `Bearer ${token}` } }),
      away,
    );
    expect([answer.status, (await answer.json<{ code: string }>()).code]).toEqual([503, "unavailable"]);
  });
});

test("every answer asks browsers to stay on https, and to run and frame nothing", async () => {
  for (const path of ["/api/openapi.json", "/api/bookings", "/api/nowhere", "/calendar/x.ics"]) {
    const { headers } = await call("GET", path);
    expect(headers.get("strict-transport-security"), path).toBe("max-age=31536000; includeSubDomains");
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
  }
});

/** @param head each character a byte. */
const bytes = (head: string, ...rest: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...[...head].map((character) => character.charCodeAt(0)), ...rest]);

describe("photos", () => {
  const png = bytes("\x89PNG\r\n\x1a\n", 1, 2, 3);
  const tooLarge = new Uint8Array(PHOTO_MAX_BYTES + 1);
  tooLarge.set(png);
  const serve = (body: BodyInit, contentType: string, status = 200, headers = {}) =>
    answerWith(({ url }) =>
      url.hostname === "photos.test"
        ? new Response(body, { status, headers: { "content-type": contentType, ...headers } })
        : null,
    );
  /** Its five seconds are over before it answers. */
  const tooSlow = () => {
    const timeout = AbortSignal.timeout;
    const over = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation((ms) => (ms === 5_000 ? AbortSignal.abort() : timeout.call(AbortSignal, ms)));
    onTestFinished(() => over.mockRestore());
    serve(png, "image/png");
  };
  const withPhoto = async (photo_url = "https://photos.test/a.png") =>
    (await somebody(["mentor"], { photo_url })).id;
  const fetches = () => left.filter(({ url }) => url.hostname === "photos.test").length;

  test("fetched once, then served from our own origin, harmless whatever it holds", async () => {
    serve(png, "image/png");
    const id = await withPhoto();
    const [first, second] = [await call("GET", `/api/photos/${id}`), await call("GET", `/api/photos/${id}`)];
    expect([first.status, second.status, fetches()]).toEqual([200, 200, 1]);
    expect(first.headers.get("content-type")).toBe("image/png");
    expect(first.headers.get("x-content-type-options")).toBe("nosniff");
    expect(first.headers.get("content-security-policy")).toContain("default-src 'none'; ");
    // An erased person's is in no cache that others read.
    expect(first.headers.get("cache-control")).toBe("private, max-age=3600");
    const etag = first.headers.get("etag") ?? "";
    expect((await call("GET", `/api/photos/${id}`, { headers: { "if-none-match": etag } })).status).toBe(304);
    const mentors = await call("GET", "/api/mentors?limit=100", {
      token: (await somebody(["mentee"])).token,
    });
    expect(mentors.json.data.find((one: { id: string }) => one.id === id).photo_url).toBe(
      `${SETTINGS.APP_ORIGIN}/api/photos/${id}`,
    );
  });

  test.each([
    ["a page", () => serve("<script>", "text/html")],
    ["a page that calls itself a picture", () => serve("<!doctype html><script>", "image/png")],
    ["a program", () => serve(bytes("MZ", 0x90, 0), "image/jpeg")],
    ["nothing at all", () => serve("", "image/png")],
    ["an SVG", () => serve("<svg/>", "image/svg+xml")],
    ["too large", () => serve(tooLarge, "image/png")],
    ["an error", () => serve(png, "image/png", 500)],
    [
      "led away from https",
      () => {
        serve(png, "image/png");
        answerWith(({ url }) =>
          url.href === "https://photos.test/a.png"
            ? new Response(null, { status: 302, headers: { location: "http://photos.test/b.png" } })
            : null,
        );
      },
    ],
    ["too slow", tooSlow],
    ["a circle", () => serve("", "image/png", 302, { location: "https://photos.test/a.png" })],
    [
      "nobody there",
      () =>
        answerWith(({ url }) => {
          if (url.hostname === "photos.test") throw new TypeError("no route");
          return null;
        }),
    ],
  ])("%s is a 404, and is not asked for again by every visitor", async (_what, arrange) => {
    arrange();
    const id = await withPhoto();
    expect((await call("GET", `/api/photos/${id}`)).status).toBe(404);
    const asked = fetches();
    expect((await call("GET", `/api/photos/${id}`)).status).toBe(404);
    expect(fetches()).toBe(asked);
  });

  test.each([
    ["image/png", png],
    ["image/jpeg", bytes("\xff\xd8\xff\xe0")],
    ["image/gif", bytes("GIF89a")],
    ["image/webp", bytes("RIFF....WEBPVP8 ")],
    ["image/avif", bytes("\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf")],
  ])("%s is told by its bytes, whatever its server says", async (type, body) => {
    serve(body, "application/octet-stream");
    const answer = await call("GET", `/api/photos/${await withPhoto()}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
  });

  test("who has no photo, or is nobody, is a 404", async () => {
    const { id } = await somebody(["mentor"]);
    for (const who of [id, "nobody", "x%00"])
      expect((await call("GET", `/api/photos/${who}`)).status).toBe(404);
  });
});

describe("the sweep", () => {
  test("wakes what its alarm forgot, and clears what has served", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, Date.now() - 30 * MINUTE);
    // As if the object's alarm and its write to D1 had both been lost.
    await env.DB.prepare("update bookings set status = 'confirmed', version = 0 where id = ?1")
      .bind(id)
      .run();
    await env.DB.prepare(
      "insert into webhook_events (service, event_id, received_at) values ('stripe', 'old', 0)",
    ).run();
    await env.DB.prepare(
      "insert into sessions (token_hash, user_id, kind, created_at, expires_at) values ('old', 'x', 'browser', 0, 1)",
    ).run();
    const woken: string[] = [];
    const real = serviceFrom(env as never);
    const booking = (one: string) => {
      woken.push(one);
      return real.booking(one);
    };
    await sweep({ ...real, booking });
    expect(woken).toContain(id);
    expect(
      await env.DB.prepare("select count(*) as n from webhook_events where event_id = 'old'").first("n"),
    ).toBe(0);
    expect(
      await env.DB.prepare("select count(*) as n from sessions where token_hash = 'old'").first("n"),
    ).toBe(0);
  });

  test("one booking that fails keeps no other from being woken, and the cron itself runs", async () => {
    const real = serviceFrom(env as never);
    const woken: string[] = [];
    await env.DB.batch(
      ["s1", "s2", "s3"].map((id, at) =>
        env.DB.prepare(
          `insert into bookings (id, version, source, status, mentor_id, mentee_id, starts_at, ends_at, price_amount, price_currency,
           cancel_notice, created_at, cancellation_reason_shared, refund_issued)
         values (?1, 1, 'platform', 'confirmed', ?2, ?3, ?4, ?5, 0, 'usd', 0, 0, 0, 0)`,
        ).bind(
          id,
          `mentor-${id}`,
          `mentee-${id}`,
          Date.now() - (at + 3) * DAY,
          Date.now() - (at + 3) * DAY + HOUR,
        ),
      ),
    );
    const booking = (id: string) =>
      ({
        wake: async () => {
          woken.push(id);
          if (id === "s2") throw new Error("stuck");
        },
      }) as never;
    await sweep({ ...real, booking });
    expect(woken).toEqual(expect.arrayContaining(["s1", "s2", "s3"]));
    const context = createExecutionContext();
    await worker.scheduled(createScheduledController({ scheduledTime: new Date() }), env as never);
    await waitOnExecutionContext(context);
  });
});

test("one IPv6 network is one network, one IPv4 address one address", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:0DB8:0001:0002::9"));
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
  expect(networkOf("::ffff:192.0.2.1")).toBe(networkOf("192.0.2.1"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
});

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { CODE_LIFETIME } from "../../auth/limits.ts";
import { redeemCode } from "../../auth/redeem-code.ts";
import { issueCode } from "../../auth/sign-in-code.ts";
import { foldName } from "../../db/fold.ts";
import { MINUTE } from "../../domain/time.ts";
import type { DashboardRpc } from "../../worker/contract.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import { serviceFrom } from "../../worker/services.ts";
import { call, somebody } from "./support/api.ts";
import { answerWith, mailsTo, outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

const dashboard: DashboardRpc = new Dashboard(serviceFrom(env as never));

let people = 0;
const newAddress = () => `new.person-${++people}-${crypto.randomUUID().slice(0, 6)}@example.test`;
/** Each test has a network of its own, or they would share its limit. */
let networks = 0;
const newNetwork = () => `2001:db8:${(++networks).toString(16)}::1`;

beforeEach(outsideAsUsual);

const request = (email: string, fields: object = {}) =>
  dashboard.requestSignIn({
    email,
    browserSecret: "browser-one",
    networkAddress: newNetwork(),
    locale: "en",
    ...fields,
  });

const redeem = (codeId: string, code: string, fields: object = {}) =>
  dashboard.redeemSignIn({
    codeId,
    code,
    browserSecret: "browser-one",
    locale: "en",
    timezone: "Europe/Madrid",
    ...fields,
  });

async function asked(email: string): Promise<{ codeId: string; code: string }> {
  const answer = await request(email);
  if (!answer.ok) throw new Error(answer.reason.code);
  const code = /\b(\d{6})\b/.exec(mailsTo(email).at(-1)?.subject ?? "")?.[1];
  if (code === undefined) throw new Error("no code in the mail");
  return { codeId: answer.value.codeId, code };
}

const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("signing in", () => {
  test("the first time makes a mentee; the token works as cookie and bearer; a code works once", async () => {
    const email = newAddress();
    const { codeId, code } = await asked(email.toUpperCase().replace("EXAMPLE.TEST", "Example.test")).catch(
      async () => asked(email),
    );
    const signedIn = await redeem(codeId, ` ${code.slice(0, 3)} ${code.slice(3)} `);
    if (!signedIn.ok) throw new Error(signedIn.reason.code);
    expect((await call("GET", "/api/bookings", { cookie: signedIn.value.token })).status).toBe(200);
    expect((await call("GET", "/api/bookings", { token: signedIn.value.token })).status).toBe(200);
    const row = await env.DB.prepare("select * from users where email = ?1").bind(email).first();
    expect(row).toMatchObject({
      is_mentee: 1,
      is_mentor: 0,
      is_admin: 0,
      source: "meridian",
      timezone: "Europe/Madrid",
    });
    expect(row?.["name"]).toMatch(/^New Person /);
    expect(await redeem(codeId, code)).toMatchObject({ ok: false, reason: { code: "code_ended" } });
    const { codeId: next, code: nextCode } = await asked(email);
    expect((await redeem(next, nextCode)).ok).toBe(true);
    expect(
      await env.DB.prepare("select count(*) as n from users where email = ?1").bind(email).first("n"),
    ).toBe(1);
  });

  test("twenty wrong codes at once, then the right one: refused", async () => {
    const { codeId, code } = await asked(newAddress());
    const wrong = await Promise.all(Array.from({ length: 20 }, () => redeem(codeId, wrongFor(code))));
    expect(wrong.every((answer) => !answer.ok)).toBe(true);
    expect(await redeem(codeId, code)).toMatchObject({ ok: false, reason: { code: "code_ended" } });
  });

  test("four wrong codes, then the right one: let in; five end it", async () => {
    const [first, second] = [await asked(newAddress()), await asked(newAddress())];
    for (let tries = 1; tries <= 4; tries++) {
      expect(await redeem(first.codeId, wrongFor(first.code))).toMatchObject({
        reason: { code: "wrong_code" },
      });
      await redeem(second.codeId, wrongFor(second.code));
    }
    expect((await redeem(first.codeId, first.code)).ok).toBe(true);
    expect(await redeem(second.codeId, wrongFor(second.code))).toMatchObject({
      reason: { code: "code_ended" },
    });
    expect(await redeem(second.codeId, second.code)).toMatchObject({ reason: { code: "code_ended" } });
  });

  test("the right code twenty times at once signs in once, and makes one person", async () => {
    const email = newAddress();
    const { codeId, code } = await asked(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(codeId, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { n } = (await env.DB.prepare(
      "select count(*) as n from sessions s join users u on u.id = s.user_id where u.email = ?1",
    )
      .bind(email)
      .first<{ n: number }>()) ?? { n: 0 };
    expect(n).toBe(1);
  });

  test("two codes of one new address at once: both sign in, as one person", async () => {
    const email = newAddress();
    const [one, two] = [await asked(email), await asked(email)];
    const answers = await Promise.all([redeem(one.codeId, one.code), redeem(two.codeId, two.code)]);
    const ids = answers.map((answer) => (answer.ok ? answer.value.token.split(".")[0] : answer.reason.code));
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  test("the code works in the browser that asked, and no other browser can use up its attempts", async () => {
    const { codeId, code } = await asked(newAddress());
    for (let tries = 0; tries < 10; tries++) {
      expect(await redeem(codeId, code, { browserSecret: "browser-two" })).toMatchObject({
        reason: { code: "other_browser" },
      });
    }
    expect((await redeem(codeId, code)).ok).toBe(true);
  });

  test("a code is over after ten minutes; an unknown one is no different from one that ended", async () => {
    const db = env.DB;
    const now = Date.now();
    const wish = { email: newAddress(), browserSecret: "b", networkAddress: newNetwork() };
    const issued = await issueCode(db, SETTINGS.SESSION_SECRET, wish, now);
    if (!issued.ok) throw new Error("limited");
    const attempt = { ...issued.value, browserSecret: "b", locale: "en", timezone: "UTC" } as const;
    const late = await redeemCode(db, SETTINGS.SESSION_SECRET, attempt, foldName, now + CODE_LIFETIME);
    expect(late).toMatchObject({ ok: false, reason: { code: "code_ended" } });
    expect(await redeem("nothing", "123456")).toMatchObject({ ok: false, reason: { code: "code_ended" } });
  });

  test("every code is equally likely: a draw beyond the last whole million is drawn again", async () => {
    const draws = [4_294_967_295, 4_294_000_000, 7_000_042];
    const random = vi.spyOn(crypto, "getRandomValues").mockImplementation((into) => {
      (into as unknown as Uint32Array)[0] = draws.shift() ?? 0;
      return into;
    });
    const wish = { email: newAddress(), browserSecret: "b", networkAddress: newNetwork() };
    const issued = await issueCode(env.DB, SETTINGS.SESSION_SECRET, wish, Date.now());
    random.mockRestore();
    expect(issued).toMatchObject({ ok: true, value: { code: "000042" } });
  });

  test("D1 knows neither code nor browser nor network address", async () => {
    const { codeId, code } = await asked(newAddress());
    const row = JSON.stringify(
      await env.DB.prepare("select * from sign_in_codes where id = ?1").bind(codeId).first(),
    );
    expect(row).not.toContain(`"${code}"`);
    expect(row).not.toContain("browser-one");
    expect(row).not.toContain("2001:db8");
  });

  test("hostile forms are refused, never an exception", async () => {
    for (const email of [
      "",
      "no address",
      "a@b",
      "x\0@example.test",
      `${"x".repeat(300)}@example.test`,
      "a@example.test\nBcc: b@example.test",
    ]) {
      expect(await request(email)).toMatchObject({ ok: false, reason: { code: "invalid_request" } });
    }
    for (const [id, code] of [
      ["x\0", "123456"],
      ["", ""],
      ["x".repeat(9999), "123456"],
      ["x", "١٢٣٤٥٦"],
    ] as const) {
      expect((await redeem(id, code)).ok).toBe(false);
    }
  });

  test("the mail service down: says so", async () => {
    answerWith(({ url }) => (url.hostname === "resend.test" ? new Response("no", { status: 500 }) : null));
    expect(await request(newAddress())).toMatchObject({ ok: false, reason: { code: "mail_unavailable" } });
  });
});

test("the log tells each step by its code's id, and nothing of who asked", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  const email = newAddress();
  const { codeId, code } = await asked(email);
  await redeem(codeId, wrongFor(code));
  await redeem(codeId, code);
  for (let more = 2; more <= 6; more++) await request(email);
  const lines = said.mock.calls.map(([line]) => JSON.parse(line));
  const ours = lines.filter((line) => line.code === codeId || line.event === "sign_in_limited");
  expect(ours).toEqual([
    { event: "sign_in_asked", code: codeId },
    { event: "sign_in_refused", code: codeId, why: "wrong_code" },
    { event: "signed_in", code: codeId },
    { event: "sign_in_limited" },
  ]);
});

describe("limits", () => {
  test("an address gets five codes in a quarter of an hour, however many ask at once", async () => {
    const email = newAddress();
    const answers = await Promise.all(Array.from({ length: 12 }, () => request(email)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    const refused = answers.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      reason: { code: "rate_limited", retryAfterSeconds: expect.any(Number) },
    });
    expect(mailsTo(email)).toHaveLength(5);
  });

  test("a network gets thirty an hour, and an IPv6 one counts by its /64", async () => {
    const prefix = `2001:db8:ffff:${(++networks).toString(16)}`;
    const answers = await Promise.all(
      Array.from({ length: 36 }, (_, at) =>
        request(newAddress(), { networkAddress: `${prefix}::${at.toString(16)}` }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
  });

  test("the window moves on", async () => {
    const wish = { email: newAddress(), browserSecret: "b", networkAddress: newNetwork() };
    const at = (now: number) => issueCode(env.DB, SETTINGS.SESSION_SECRET, wish, now);
    const start = Date.now();
    for (let minute = 0; minute < 5; minute++) expect((await at(start + minute * MINUTE)).ok).toBe(true);
    expect(await at(start + 10 * MINUTE)).toMatchObject({ reason: { retryAfterSeconds: 5 * 60 } });
    expect((await at(start + 15 * MINUTE)).ok).toBe(true);
  });
});

describe("signed in", () => {
  test("signing in anew ends what this browser had before, and nothing else", async () => {
    const email = newAddress();
    const tokenOf = async (fields: object = {}) => {
      const { codeId, code } = await asked(email);
      const answer = await redeem(codeId, code, fields);
      return answer.ok ? answer.value.token : answer.reason.code;
    };
    const [elsewhere, before] = [await tokenOf(), await tokenOf()];
    expect(await tokenOf({ replaces: null })).toMatch(/\./);
    const { codeId, code } = await asked(email);
    expect(await redeem(codeId, wrongFor(code), { replaces: before })).toMatchObject({ ok: false });
    expect((await call("GET", "/api/bookings", { cookie: before })).status).toBe(200);
    expect(await redeem(codeId, code, { replaces: before })).toMatchObject({ ok: true });
    expect((await call("GET", "/api/bookings", { cookie: before })).status).toBe(401);
    expect((await call("GET", "/api/bookings", { cookie: elsewhere })).status).toBe(200);
  });

  test("signing out ends one session, everywhere ends all, tokens of the platform included", async () => {
    const email = newAddress();
    const tokens: string[] = [];
    for (let at = 0; at < 3; at++) {
      const { codeId, code } = await asked(email);
      const signedIn = await redeem(codeId, code);
      if (signedIn.ok) tokens.push(signedIn.value.token);
    }
    const [one = "", two = "", three = ""] = tokens;
    await dashboard.signOut(one);
    const statusOf = async (token: string) => (await call("GET", "/api/bookings", { token })).status;
    expect([await statusOf(one), await statusOf(two)]).toEqual([401, 200]);
    expect(await dashboard.signOutEverywhere(two)).toEqual({ ok: true, value: null });
    expect([await statusOf(two), await statusOf(three)]).toEqual([401, 401]);
    expect(await dashboard.signOutEverywhere(two)).toMatchObject({ reason: { code: "unauthorized" } });
  });

  test("profile, hours and offers are checked, and are one's own only", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const profile = {
      name: " Zoë  O'Hara ",
      headline: "",
      photoUrl: null,
      timezone: "Asia/Tokyo",
      locale: "es",
    } as const;
    expect(await dashboard.saveProfile(mentor.token, profile)).toEqual({ ok: true, value: null });
    expect(
      await env.DB.prepare("select name, headline, timezone from users where id = ?1")
        .bind(mentor.id)
        .first(),
    ).toEqual({ name: "Zoë  O'Hara", headline: null, timezone: "Asia/Tokyo" });
    expect(
      await dashboard.saveProfile(mentor.token, {
        ...profile,
        name: "a\nb",
        timezone: "+01:00",
        photoUrl: "http://x.test/a.png",
      }),
    ).toMatchObject({
      reason: {
        code: "invalid_request",
        errors: [{ field: "name" }, { field: "photoUrl" }, { field: "timezone" }],
      },
    });
    const hours = [{ weekday: 1, from: "09:00", to: "24:00" }];
    expect(await dashboard.saveAvailability(mentor.token, hours)).toEqual({ ok: true, value: null });
    expect(
      await dashboard.saveAvailability(mentor.token, [...hours, { weekday: 1, from: "10:00", to: "11:00" }]),
    ).toMatchObject({ reason: { code: "invalid_request" } });
    expect(await dashboard.saveAvailability(mentee.token, hours)).toMatchObject({
      reason: { code: "forbidden" },
    });
    expect(await dashboard.saveAvailability("nobody", hours)).toMatchObject({
      reason: { code: "unauthorized" },
    });
    const offers = [{ durationMinutes: 30, price: { amount: 1000, currency: "jpy" } }];
    expect(await dashboard.saveOffers(mentor.token, offers)).toEqual({ ok: true, value: null });
    expect(await dashboard.saveOffers(mentor.token, [...offers, ...offers])).toMatchObject({
      reason: { code: "invalid_request" },
    });
    expect(
      await dashboard.saveOffers(mentor.token, [
        { durationMinutes: 30, price: { amount: -1, currency: "xyz" } },
      ]),
    ).toMatchObject({ reason: { code: "invalid_request" } });
  });

  test("days off are a mentor's own, real days in order, and as many as anybody plans", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const off = { from: "2099-02-27", to: "2099-02-28" };
    expect(await dashboard.addDaysOff(mentor.token, off)).toEqual({ ok: true, value: null });
    for (const wrong of [
      { from: "2099-02-29", to: "2099-03-01" },
      { from: "2099-03-02", to: "2099-03-01" },
      { from: "2099-01-01", to: "2100-06-01" },
      { from: "tomorrow", to: "2099-03-01" },
    ]) {
      expect(await dashboard.addDaysOff(mentor.token, wrong)).toMatchObject({
        reason: { code: "invalid_request" },
      });
    }
    for (const [token, code] of [
      [mentee.token, "forbidden"],
      ["nobody", "unauthorized"],
    ] as const) {
      expect(await dashboard.addDaysOff(token, off)).toMatchObject({ reason: { code } });
      expect(await dashboard.removeDaysOff(token, off.from)).toMatchObject({ reason: { code } });
    }
    const stored = () =>
      env.DB.prepare("select from_day, to_day from days_off where user_id = ?1").bind(mentor.id).all();
    expect((await stored()).results).toEqual([{ from_day: off.from, to_day: off.to }]);
    expect(await dashboard.removeDaysOff(mentor.token, off.from)).toEqual({ ok: true, value: null });
    expect((await stored()).results).toEqual([]);
    for (let day = 1; day <= 50; day++) {
      const date = new Date(Date.UTC(2098, 0, day)).toISOString().slice(0, 10);
      await dashboard.addDaysOff(mentor.token, { from: date, to: date });
    }
    expect(await dashboard.addDaysOff(mentor.token, off)).toMatchObject({ reason: { code: "too_many" } });
  });
});

import "./support/settings.ts";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { action as eraseAction, loader as eraseLoader } from "../../app/routes/erase/route.tsx";
import { CONFIRMED_FOR } from "../../auth/limits.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import type { BookingRpc } from "../../durable-objects/contract.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import { Desk } from "../../worker/desk.ts";
import type { Env } from "../../worker/env.ts";
import { finishErasing } from "../../worker/erase-person.ts";
import { personalDataJson } from "../../worker/schemas/personal-data.ts";
import { serviceFrom } from "../../worker/services.ts";
import {
  administrator,
  call,
  hoursAhead,
  KEY,
  ORIGIN,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { everything } from "./support/everything.ts";
import { mailsTo, outsideAsUsual } from "./support/outside.ts";

// Issue "People's data": a person takes everything with them, and is erased; money and what happened stay.

beforeEach(outsideAsUsual);

const NAMESPACE = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;
const objectOf = (id: string) => NAMESPACE.get(NAMESPACE.idFromName(id)) as unknown as BookingRpc;
const service = () => serviceFrom(env as unknown as Env);
const dashboard = () => new Dashboard(service());
const desk = () => new Desk(service());

interface Past {
  readonly id: string;
  readonly mentor: Somebody;
  readonly mentee: Somebody;
}

/** A session that its mentee cancelled with a reason, and told the mentor; nothing lies ahead. */
let hours = 500;
async function cancelledSession(): Promise<Past> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"], { name: "Ben Nakamura" })];
  const id = uniqueId();
  hours += 2;
  expect((await takeOver(id, mentor, mentee, hoursAhead(hours))).status).toBe(201);
  const body = { reason: "My knee hurts", share_reason: true };
  expect((await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token, body })).status).toBe(200);
  await vi.waitFor(() => expect(mailsTo(mentor.email).some(({ text }) => text.includes("knee"))).toBe(true));
  return { id, mentor, mentee };
}

describe("erasing oneself", () => {
  test("leaves no name, address or word, in D1 or in the booking's object; and what happened", async () => {
    const { id, mentor, mentee } = await cancelledSession();
    expect(await everything()).toMatch(/Nakamura.*knee|knee.*Nakamura/s);
    expect(await dashboard().eraseMe(mentee.token, ` ${mentee.email.toUpperCase()}`)).toMatchObject({
      ok: true,
    });
    const left = await everything();
    for (const word of ["Nakamura", "nakamura", "knee", mentee.email]) expect(left).not.toContain(word);
    const stored = await objectOf(id).read();
    expect(JSON.stringify(stored)).not.toMatch(/knee/);
    expect(stored).toMatchObject({ status: "cancelled", menteeId: mentee.id, erased: [mentee.id] });
    const seen = await call("GET", `/api/bookings/${id}`, { token: mentor.token });
    expect(seen.json).toMatchObject({
      mentee: { id: mentee.id, name: "Former member" },
      cancellation_reason: null,
    });
    expect(
      await env.DB.prepare("select count(*) as n from progress where job like 'erase:%'").first("n"),
    ).toBe(0);
  });

  test("is in the audit log, refused or done, begun before it happens", async () => {
    const { mentor, mentee } = await cancelledSession();
    const id = uniqueId();
    hours += 2;
    await takeOver(id, mentor, mentee, hoursAhead(hours));
    await dashboard().eraseMe(mentee.token, mentee.email);
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
    await dashboard().eraseMe(mentee.token, mentee.email);
    const { results } = await env.DB.prepare(
      "select user_id, action, reason, outcome from audit_log where subject_id = ?1 order by at, outcome desc",
    )
      .bind(mentee.id)
      .all();
    const act = { user_id: mentee.id, action: "erase_person", reason: null };
    expect(results).toEqual([
      { ...act, outcome: "has_upcoming_bookings" },
      { ...act, outcome: "done" },
    ]);
  });

  test("signs out everywhere, frees the address, and the same id is nobody's again", async () => {
    const { mentee } = await cancelledSession();
    await dashboard().eraseMe(mentee.token, mentee.email);
    expect((await call("GET", "/api/bookings", { token: mentee.token })).status).toBe(401);
    expect((await call("GET", "/api/me/export", { token: mentee.token })).status).toBe(401);
    const body = { name: "Ben", email: mentee.email, roles: ["mentee"], timezone: "UTC", locale: "en" };
    expect((await call("PUT", `/api/platform/users/${mentee.id}`, { token: KEY, body })).json.code).toBe(
      "conflict",
    );
    expect((await call("PUT", `/api/platform/users/${uniqueId()}`, { token: KEY, body })).status).toBe(201);
  });

  test("stays so when D1 is restored to yesterday and its tables are made anew from the objects", async () => {
    const { id, mentee } = await cancelledSession();
    await dashboard().eraseMe(mentee.token, mentee.email);
    await env.DB.prepare(
      "update users set name = 'Ben Nakamura', name_folded = ' ben nakamura', email = ?2, removed_at = null where id = ?1",
    )
      .bind(mentee.id, mentee.email)
      .run();
    await env.DB.prepare("delete from bookings where id = ?1").bind(id).run();
    const objects = { object_ids: [NAMESPACE.idFromName(id).toString()] };
    const rebuilt = await call("POST", "/api/platform/projection/rebuild", { token: KEY, body: objects });
    expect(rebuilt.json.data).toMatchObject([{ booking_id: id, outcome: "written" }]);
    expect(await everything()).not.toMatch(/nakamura/i);
  });

  test("is refused unless the own address is typed, and while sessions are ahead", async () => {
    const { mentor, mentee } = await cancelledSession();
    expect(await dashboard().eraseMe(mentee.token, mentor.email)).toMatchObject({
      reason: { code: "not_confirmed" },
    });
    hours += 2;
    expect((await takeOver(uniqueId(), mentor, mentee, hoursAhead(hours))).status).toBe(201);
    expect(await dashboard().eraseMe(mentee.token, mentee.email)).toMatchObject({
      reason: { code: "has_upcoming_bookings" },
    });
    expect(await dashboard().eraseMe(mentor.token, mentor.email)).toMatchObject({
      reason: { code: "has_upcoming_bookings" },
    });
    expect((await call("GET", "/api/bookings", { token: mentee.token })).status).toBe(200);
  });

  test("is refused to the payer while money is on its way back, and not to the mentor", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    hours += 2;
    const price = { amount: 5000, currency: "usd" };
    expect((await takeOver(id, mentor, mentee, hoursAhead(hours), { price })).status).toBe(201);
    const cancelled = await call("POST", `/api/bookings/${id}/cancel`, { token: mentor.token });
    expect(cancelled.json.refund.status).toMatch(/requested|manual/);
    expect(await dashboard().eraseMe(mentee.token, mentee.email)).toMatchObject({
      reason: { code: "refund_open" },
    });
    expect(await dashboard().eraseMe(mentor.token, mentor.email)).toMatchObject({ ok: true });
    const left = await env.DB.prepare("select amount, status from refunds where booking_id = ?1")
      .bind(id)
      .first();
    expect(left).toMatchObject({ amount: 5000 });
  });
});

describe("what an object could not be told at once", () => {
  test("is told by the sweep, and goes on where it was", async () => {
    const { id, mentee } = await cancelledSession();
    const real = service();
    const down = {
      ...real,
      log: () => undefined,
      booking: () => ({ erase: () => Promise.reject(new Error("down")) }),
    };
    const stubborn = new Dashboard(down as unknown as typeof real);
    expect(await stubborn.eraseMe(mentee.token, mentee.email)).toMatchObject({ ok: true });
    expect((await objectOf(id).read())?.erased).toEqual([]);
    await finishErasing(real);
    expect((await objectOf(id).read())?.erased).toEqual([mentee.id]);
    expect(
      await env.DB.prepare("select count(*) as n from progress where job like 'erase:%'").first("n"),
    ).toBe(0);
  });
});

describe("an administrator who erases somebody", () => {
  test("says why, and it is in the audit log", async () => {
    const [{ mentee }, admin] = [await cancelledSession(), await administrator()];
    expect(await desk().erasePerson(admin.cookie, mentee.id, " ")).toMatchObject({
      reason: { code: "invalid_request" },
    });
    expect(await desk().erasePerson(admin.cookie, mentee.id, "Asked by letter")).toMatchObject({ ok: true });
    const act = await env.DB.prepare("select * from audit_log where subject_id = ?1").bind(mentee.id).first();
    expect(act).toMatchObject({
      action: "erase_person",
      user_id: admin.id,
      reason: "Asked by letter",
      outcome: "done",
    });
    expect(await desk().erasePerson(admin.cookie, "nobody", "Typing error")).toMatchObject({
      reason: { code: "not_found" },
    });
  });

  test("has confirmed lately that it is them", async () => {
    const [{ mentee }, admin] = [await cancelledSession(), await administrator()];
    await env.DB.prepare("update sessions set created_at = ?2 where user_id = ?1")
      .bind(admin.id, Date.now() - DAY)
      .run();
    expect(await desk().erasePerson(admin.cookie, mentee.id, "Asked by letter")).toMatchObject({
      reason: { code: "confirmation_required" },
    });
    expect((await call("GET", "/api/bookings", { token: mentee.token })).status).toBe(200);
  });

  test("nobody else can", async () => {
    const { mentor, mentee } = await cancelledSession();
    expect(await desk().erasePerson(mentor.token, mentee.id, "Why not")).toMatchObject({
      reason: { code: "forbidden" },
    });
  });
});

describe("an administrator who erases themselves", () => {
  const isThere = async ({ id }: { readonly id: string }): Promise<boolean> =>
    (await env.DB.prepare("select email from users where id = ?1").bind(id).first("email")) !== null;
  const signedInAgo = (admin: { readonly id: string }, ago: number) =>
    env.DB.prepare("update sessions set created_at = ?2 where user_id = ?1")
      .bind(admin.id, Date.now() - ago)
      .run();

  test("has confirmed lately that it is them; the page says so in place of its form", async () => {
    const [admin] = [await administrator(), await administrator()];
    await signedInAgo(admin, CONFIRMED_FOR);
    const headers = { cookie: `__Host-meridian=${admin.cookie}; zone=UTC`, origin: ORIGIN };
    const bindings = { DB: env.DB, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: dashboard() };
    const asked = async (request: Request) => ({
      request,
      params: {},
      context: await dashboardContext(request, bindings),
    });
    const page = async () => eraseLoader(await asked(new Request(`${ORIGIN}/profile/erase`, { headers })));
    expect((await page()).frame.confirmed).toBe(false);
    const body = new URLSearchParams({ email: `${admin.id}@example.test` });
    const post = new Request(`${ORIGIN}/profile/erase`, { method: "POST", headers, body });
    expect(await eraseAction(await asked(post))).toMatchObject({
      data: { problem: "confirmation_required" },
      init: { status: 403 },
    });
    expect(await isThere(admin)).toBe(true);
    await signedInAgo(admin, CONFIRMED_FOR - MINUTE);
    expect((await page()).frame.confirmed).toBe(true);
    expect(await dashboard().eraseMe(admin.cookie, `${admin.id}@example.test`)).toMatchObject({ ok: true });
    expect(await isThere(admin)).toBe(false);
  });

  test("is not the last one, not even when the last two go at once, or by the desk", async () => {
    await env.DB.prepare("update users set is_admin = 0").run();
    const [one, other] = [await administrator(), await administrator()];
    const answers = await Promise.all(
      [one, other].map(({ id, cookie }) => dashboard().eraseMe(cookie, `${id}@example.test`)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: { code: "last_administrator" } });
    const left = (await isThere(one)) ? one : other;
    expect(await isThere(left)).toBe(true);
    expect(await desk().erasePerson(left.cookie, left.id, "I leave")).toMatchObject({
      reason: { code: "last_administrator" },
    });
    expect((await call("GET", "/api/admin/refunds", { cookie: left.cookie })).status).toBe(200);
  });
});

describe("the export", () => {
  test("has all of it, fits its schema, and holds nothing private of the other", async () => {
    const { id, mentor, mentee } = await cancelledSession();
    const answer = await call("GET", "/api/me/export", { token: mentee.token });
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="meridian-[\d-]{10}\.json"$/,
    );
    const data = personalDataJson.parse(answer.json);
    expect(data.profile).toMatchObject({
      id: mentee.id,
      email: mentee.email,
      name: "Ben Nakamura",
      roles: ["mentee"],
    });
    expect(data.sessions).toHaveLength(1);
    expect(data.bookings).toMatchObject([
      {
        id,
        role: "mentee",
        with: { id: mentor.id },
        cancellation: { by: "mentee", reason: "My knee hurts" },
      },
    ]);
    expect(data.bookings[0]?.timeline.map(({ type }) => type)).toContain("cancelled");
    expect(answer.text).not.toContain(mentor.email);
    expect(answer.text).not.toMatch(/token_hash|browser_hash|video_call_url/);
  });

  test("tells the other party's reason only where it was shared, and never who acted", async () => {
    const [mentor, mentee, admin] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await administrator(),
    ];
    const id = uniqueId();
    hours += 2;
    await takeOver(id, mentor, mentee, hoursAhead(hours));
    await desk().cancelBooking(admin.cookie, id, { reason: "Fraud suspected", refund: false });
    const { text, json } = await call("GET", "/api/me/export", { token: mentor.token });
    expect(json.bookings[0]).toMatchObject({ cancellation: { by: "administrator", reason: null } });
    expect(json.bookings[0].acts).toMatchObject([
      { by: "administrator", action: "cancel_booking", outcome: "done" },
    ]);
    expect(text).not.toContain("Fraud");
    expect(text).not.toContain(admin.id);
  });

  test("walks through every page of many bookings once", async () => {
    const person = await somebody(["mentee"]);
    const insert = `insert into bookings (id, version, source, status, mentor_id, mentee_id, starts_at, ends_at, price_amount,
        price_currency, cancel_notice, created_at, cancellation_reason_shared, refund_issued)
      select 'many-' || value, 2, 'meridian', 'cancelled', 'm' || value, ?1, ?2 + value / 7, ?2 + 1000, 0, 'usd', 0, 0, 0, 0
      from json_each(?3)`;
    const numbers = JSON.stringify(Array.from({ length: 450 }, (_, n) => n));
    await env.DB.prepare(insert)
      .bind(person.id, Date.now() - 30 * DAY - HOUR, numbers)
      .run();
    const { json } = await call("GET", "/api/me/export", { token: person.token });
    expect(new Set(json.bookings.map((one: { id: string }) => one.id)).size).toBe(450);
    expect(json.bookings).toHaveLength(450);
  });
});

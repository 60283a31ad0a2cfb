import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Called, Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { type Contract, contractOf } from "./support/contract.ts";
import { ALWAYS_OPEN, HOUR, hourAhead, MINUTE, rfc } from "./support/people.ts";
import { fieldsIn, foreignShape, refusal } from "./support/shapes.ts";

// The platform's and the administrators' rows of the product's API table, walked over HTTP.

const NEXT_KEY = "the-next-platform-key-9876543210";
const OLD_KEY = "test-platform-key-0123456789";
const USD = { amount: 5_000, currency: "usd" };

let app: App;
let contract: Contract;
let mentor: Person;
let mentee: Person;
let admin: Person;

beforeAll(async () => {
  app = await startApp({ env: { PLATFORM_API_KEY: `${NEXT_KEY},${OLD_KEY}` } });
  contract = contractOf(app);
  mentor = await app.person("p-mentor", ["mentor"]);
  mentee = await app.person("p-mentee", ["mentee"]);
  admin = await app.person("p-admin", ["admin"]);
  await app.query(
    `insert into users (id, email, name, name_folded, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at)
     values ('p-own', 'own@example.test', 'Own Person', ' own person', 'UTC', 'en', 1, 0, 0, 'meridian', 0)`,
  );
});
afterAll(() => app.remove());

const platform = (method: string, path: string, body?: unknown): Promise<Called> =>
  contract.call(method, `/api/platform${path}`, { token: OLD_KEY, body });

const user = (id: string, fields: Record<string, unknown> = {}) => ({
  name: "Petra Person",
  email: `${id}@example.test`,
  roles: ["mentee"],
  timezone: "Europe/Madrid",
  locale: "es",
  ...fields,
});

const tokenIn = (called: Called): string => z.object({ token: z.string() }).parse(called.json).token;
const statusFor = async (token: string): Promise<number> =>
  (await contract.call("GET", "/api/bookings", { token })).status;

describe("who may call", () => {
  test("both keys count while one replaces the other; a person's token, and anything else, does not", async () => {
    const put = (token: string) =>
      contract.call("PUT", "/api/platform/users/key-user", { token, body: user("key-user") });
    expect((await put(NEXT_KEY)).status).toBe(201);
    expect((await put(OLD_KEY)).status).toBe(200);
    expect(refusal(await put(mentee.token))).toEqual([403, "forbidden"]);
    expect(refusal(await put(admin.token))).toEqual([403, "forbidden"]);
    for (const wrong of [`${NEXT_KEY},${OLD_KEY}`, NEXT_KEY.slice(1), "x"])
      expect(refusal(await put(wrong))).toEqual([401, "unauthorized"]);
    for (const path of ["/api/bookings", "/api/mentors", "/api/admin/refunds"])
      expect(refusal(await contract.call("GET", path, { token: OLD_KEY }))).toEqual([403, "forbidden"]);
    expect(refusal(await contract.call("GET", "/api/admin/refunds", { token: mentee.token }))).toEqual([
      403,
      "forbidden",
    ]);
  });
});

describe("PUT and DELETE /api/platform/users/:id", () => {
  test("201, then 200; hours and offers that are left out stay", async () => {
    const offers = [{ duration_minutes: 30, price: USD }];
    const availability = [{ weekday: 1, from: "09:00", to: "17:30" }];
    const roles = ["mentor"];
    expect(
      (await platform("PUT", "/users/u-one", user("u-one", { roles, availability, offers }))).status,
    ).toBe(201);
    const renamed = await platform("PUT", "/users/u-one", user("u-one", { roles, name: "Renamed" }));
    expect([renamed.status, renamed.json]).toMatchObject([200, { id: "u-one", name: "Renamed" }]);
    const mentors = await contract.call("GET", "/api/mentors?limit=100", { token: mentee.token });
    const { data } = z.object({ data: z.array(z.looseObject({ id: z.string() })) }).parse(mentors.json);
    expect(data.find(({ id }) => id === "u-one")).toMatchObject({ name: "Renamed", offers });
  });

  test("who is no mentor any more is in no directory, has no slots and cannot be booked", async () => {
    const left = await app.person("u-left", ["mentor"], ALWAYS_OPEN);
    await platform("PUT", "/users/u-left", user("u-left", { email: left.email }));
    const mentors = await contract.call("GET", "/api/mentors?limit=100", { token: mentee.token });
    expect(mentors.text).not.toContain("u-left");
    const slots = await contract.call("GET", "/api/mentors/u-left/slots", { token: mentee.token });
    expect(refusal(slots)).toEqual([404, "not_found"]);
    const body = { mentor_id: "u-left", starts_at: rfc(hourAhead(30)), duration_minutes: 60 };
    const booked = await contract.call("POST", "/api/bookings", { token: mentee.token, body });
    expect(refusal(booked)).toEqual([404, "not_found"]);
  });

  test("touches only people it made; an address in use, in any case, is another's", async () => {
    expect(refusal(await platform("PUT", "/users/p-own", user("p-own")))).toEqual([409, "conflict"]);
    expect(refusal(await platform("DELETE", "/users/p-own"))).toEqual([409, "conflict"]);
    expect(refusal(await platform("POST", "/users/p-own/tokens"))).toEqual([409, "conflict"]);
    expect(refusal(await platform("DELETE", "/users/p-own/tokens"))).toEqual([409, "conflict"]);
    for (const email of ["own@example.test", "OWN@Example.Test"])
      expect(refusal(await platform("PUT", "/users/u-two", user("u-two", { email })))).toEqual([
        409,
        "email_taken",
      ]);
    expect(refusal(await platform("POST", "/users/u-two/tokens"))).toEqual([404, "not_found"]);
    expect(refusal(await platform("DELETE", "/users/u-two"))).toEqual([404, "not_found"]);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "two\nlines" }, "name"],
    [{ email: "nobody" }, "email"],
    [{ roles: [] }, "roles"],
    [{ roles: ["owner"] }, "roles.0"],
    [{ timezone: "Mars/Base" }, "timezone"],
    [{ locale: "fr" }, "locale"],
    [{ photo_url: "http://insecure.test/a.png" }, "photo_url"],
    [{ availability: [{ weekday: 7, from: "09:00", to: "10:00" }] }, "availability.0.weekday"],
    [{ availability: [{ weekday: 1, from: "9", to: "10:00" }] }, "availability.0.from"],
    [{ offers: [{ duration_minutes: 30, price: { amount: -1, currency: "usd" } }] }, "offers.0.price.amount"],
    [
      { offers: [{ duration_minutes: 30, price: { amount: 1, currency: "USD" } }] },
      "offers.0.price.currency",
    ],
    [{ id: "u-bad" }, "id"],
  ])("%j is a 400 that names its field", async (fields, field) => {
    expect(fieldsIn(await platform("PUT", "/users/u-bad", user("u-bad", fields)))).toEqual([field]);
  });

  test("an id that cannot be one makes nobody, and is what does not fit", async () => {
    for (const id of ["x".repeat(41), "a%20b", "%F0%9F%98%80"])
      expect(fieldsIn(await platform("PUT", `/users/${id}`, user("u-bad")))).toEqual(["id"]);
    expect(fieldsIn(await platform("PUT", `/bookings/${"x".repeat(41)}`, {}))).not.toEqual([]);
  });

  test("removed: 204 and again 204, their tokens end at once; not while something is ahead", async () => {
    const gone = await app.person("u-gone", ["mentee"]);
    await app.takeOver("u-ahead", { mentor, mentee: gone, startsAt: hourAhead(300) });
    expect(refusal(await platform("DELETE", "/users/u-gone"))).toEqual([409, "has_upcoming_bookings"]);
    expect(await statusFor(gone.token)).toBe(200);
    await platform("POST", "/bookings/u-ahead/cancel", { reason: "moved away", refund: true });
    const removed = await platform("DELETE", "/users/u-gone");
    expect([removed.status, removed.text]).toEqual([204, ""]);
    expect(await statusFor(gone.token)).toBe(401);
    expect((await platform("DELETE", "/users/u-gone")).status).toBe(204);
    const past = await contract.call("GET", "/api/bookings/u-ahead", { token: mentor.token });
    expect([past.status, past.json]).toMatchObject([
      200,
      { mentee: { id: "u-gone", name: "Person u-gone" } },
    ]);
    const address = user("u-heir", { email: gone.email });
    expect((await platform("PUT", "/users/u-heir", address)).status).toBe(201);
    expect((await platform("PUT", "/users/u-gone", user("u-gone-again"))).status).toBe(201);
    expect(await statusFor(gone.token)).toBe(401);
  });
});

describe("POST and DELETE /api/platform/users/:id/tokens", () => {
  test("an hour unless told, at most a day, over when it is over; DELETE ends them all", async () => {
    await app.person("t-one", ["mentee"]);
    const make = (body?: unknown) => platform("POST", "/users/t-one/tokens", body);
    const [hour, short] = [await make(), await make({ expires_in_seconds: 1 })];
    expect([hour.status, short.status, (await make({ expires_in_seconds: 86_400 })).status]).toEqual([
      201, 201, 201,
    ]);
    for (const seconds of [0, -1, 86_401, 1.5, "60"])
      expect(fieldsIn(await make({ expires_in_seconds: seconds }))).toEqual(["expires_in_seconds"]);
    expect(await statusFor(tokenIn(hour))).toBe(200);
    await sleep(1_100);
    expect(await statusFor(tokenIn(short))).toBe(401);
    expect((await platform("DELETE", "/users/t-one/tokens")).status).toBe(204);
    expect(await statusFor(tokenIn(hour))).toBe(401);
    expect(refusal(await platform("DELETE", "/users/t-none/tokens"))).toEqual([404, "not_found"]);
  });
});

describe("PUT /api/platform/bookings/:id", () => {
  const body = (startsAt: number, fields: Record<string, unknown> = {}) => ({
    mentor_id: mentor.id,
    mentee_id: mentee.id,
    starts_at: rfc(startsAt),
    duration_minutes: 60,
    price: USD,
    status: "confirmed",
    ...fields,
  });
  const put = (id: string, given: unknown) => platform("PUT", `/bookings/${id}`, given);

  test("201, the same body again 200, however it is written; any other body 409 conflict", async () => {
    const startsAt = hourAhead(40);
    const payment_intent = await app.sandbox.paidIntent(5_000);
    const given = body(startsAt, { payment_intent });
    const made = await put("o-one", given);
    expect(made.status, made.text).toBe(201);
    expect(foreignShape.parse(made.json)).toMatchObject({ status: "confirmed", price: USD, refund: null });
    expect((await put("o-one", given)).status).toBe(200);
    const elsewhere = rfc(startsAt + 2 * HOUR).replace("Z", "+02:00");
    expect((await put("o-one", { ...given, starts_at: elsewhere })).status).toBe(200);
    const other = await app.person("o-other", ["mentor", "mentee"]);
    for (const change of [
      { starts_at: rfc(startsAt + HOUR) },
      { duration_minutes: 30 },
      { price: { amount: 4_999, currency: "usd" } },
      { mentee_id: other.id },
      { mentor_id: other.id },
      { payment_intent: await app.sandbox.paidIntent(5_000) },
      { status: "draft" },
    ])
      expect([change, refusal(await put("o-one", { ...given, ...change }))]).toEqual([
        change,
        [409, "conflict"],
      ]);
    expect(await app.sandbox.inbox(mentee.email)).toEqual([]);
  });

  test("a draft becomes confirmed with its payment, which is the one change there is", async () => {
    const draft = body(hourAhead(44), { status: "draft" });
    expect(foreignShape.parse((await put("o-draft", draft)).json).status).toBe("draft");
    expect((await put("o-draft", draft)).status).toBe(200);
    const payment_intent = await app.sandbox.paidIntent(5_000);
    const paid = { ...draft, status: "confirmed", payment_intent };
    const confirmed = await put("o-draft", paid);
    expect([confirmed.status, confirmed.json]).toMatchObject([200, { status: "confirmed" }]);
    expect((await put("o-draft", paid)).status).toBe(200);
    expect(refusal(await put("o-draft", draft))).toEqual([409, "conflict"]);
    expect(refusal(await put("o-thief", { ...paid, starts_at: rfc(hourAhead(46)) }))).toEqual([
      409,
      "payment_in_use",
    ]);
    const second = body(hourAhead(48), { status: "draft" });
    await put("o-draft-two", second);
    expect(refusal(await put("o-draft-two", { ...second, status: "confirmed", payment_intent }))).toEqual([
      409,
      "payment_in_use",
    ]);
  });

  test("no two of one mentor overlap, nor of one mentee; touching is no overlap; a cancelled one is in nobody's way", async () => {
    const startsAt = hourAhead(52);
    const other = await app.person("o-busy", ["mentor", "mentee"]);
    expect((await put("o-held", body(startsAt, { price: { amount: 0, currency: "usd" } }))).status).toBe(201);
    const overlap = body(startsAt + 30 * MINUTE);
    expect(refusal(await put("o-late", overlap))).toEqual([409, "slot_taken"]);
    expect(refusal(await put("o-late", { ...overlap, mentee_id: other.id }))).toEqual([409, "slot_taken"]);
    expect(refusal(await put("o-late", { ...overlap, mentor_id: other.id }))).toEqual([409, "slot_taken"]);
    expect((await put("o-touch", body(startsAt + HOUR))).status).toBe(201);
    await platform("POST", "/bookings/o-held/cancel", { reason: "moved", refund: false });
    expect((await put("o-late", body(startsAt))).status).toBe(201);
  });

  test("at any time relative to now, and the same again after it moved on", async () => {
    const over = body(Date.now() - 8 * HOUR);
    expect([(await put("o-over", over)).json, (await put("o-over", over)).status]).toMatchObject([
      { status: "completed", can_cancel: false, can_join: false },
      200,
    ]);
    const running = body(Date.now() - 5 * MINUTE);
    expect((await put("o-running", running)).json).toMatchObject({ status: "in_progress" });
    const off = body(hourAhead(60));
    await put("o-off", off);
    await contract.call("POST", "/api/bookings/o-off/cancel", { token: mentee.token });
    expect([(await put("o-off", off)).json]).toMatchObject([{ status: "cancelled" }]);
  });

  test("the same body again is 200 with what became of it: reviewed, and one of its people gone", async () => {
    const guest = await app.person("o-guest", ["mentee"]);
    const given = body(Date.now() - 30 * HOUR, { mentee_id: guest.id });
    expect((await put("o-past", given)).status).toBe(201);
    const review = { token: guest.token, body: { rating: 5 } };
    expect((await contract.call("POST", "/api/bookings/o-past/review", review)).status).toBe(201);
    expect((await platform("DELETE", "/users/o-guest")).status).toBe(204);
    const again = await put("o-past", given);
    expect([again.status, again.json]).toMatchObject([
      200,
      { status: "completed", review: { rating: 5, comment: null }, mentee: { name: "Person o-guest" } },
    ]);
    expect(refusal(await put("o-past", { ...given, duration_minutes: 30 }))).toEqual([409, "conflict"]);
  });

  test("said five times at once it is one booking; of five that want one time, or one payment, one gets it", async () => {
    const times = <T>(make: (i: number) => T): T[] => Array.from({ length: 5 }, (_, i) => make(i));
    const codes = async (calls: Promise<Called>[]) =>
      (await Promise.all(calls))
        .map((called) => (called.status < 300 ? called.status : refusal(called)[1]))
        .sort();
    const same = body(hourAhead(80));
    expect(await codes(times(() => put("o-same", same)))).toEqual([200, 200, 200, 200, 201]);
    const rivals = body(hourAhead(82));
    const taken = ["slot_taken", "slot_taken", "slot_taken", "slot_taken"];
    expect(await codes(times((i) => put(`o-rival-${i}`, rivals)))).toEqual([201, ...taken]);
    const payment_intent = await app.sandbox.paidIntent(5_000);
    const payers = times((i) => put(`o-payer-${i}`, body(hourAhead(84 + 2 * i), { payment_intent })));
    const inUse = ["payment_in_use", "payment_in_use", "payment_in_use", "payment_in_use"];
    expect(await codes(payers)).toEqual([201, ...inUse]);
  });

  test("people must be there, and be that; a refused one leaves nothing behind", async () => {
    for (const change of [
      { mentor_id: "nobody" },
      { mentee_id: "nobody" },
      { mentor_id: mentee.id, mentee_id: mentor.id },
    ])
      expect(refusal(await put("o-none", { ...body(hourAhead(70)), ...change }))).toEqual([404, "not_found"]);
    const twice = body(hourAhead(70), { mentee_id: mentor.id });
    expect(fieldsIn(await put("o-none", twice))).toEqual(["mentee_id"]);
    expect(fieldsIn(await put("o-none", {})).sort()).toEqual(
      ["duration_minutes", "mentee_id", "mentor_id", "price", "starts_at", "status"].sort(),
    );
    const read = await contract.call("GET", "/api/bookings/o-none", { token: mentee.token });
    expect(refusal(read)).toEqual([404, "not_found"]);
  });
});

describe("cancelling for others, and refunds that wait for a person", () => {
  const near = async (id: string, hours: number) => {
    const made = await app.takeOver(id, { mentor, mentee, startsAt: hourAhead(hours), price: USD });
    expect(made.status, made.text).toBe(201);
  };
  const asAdmin = (method: string, path: string, body?: unknown) =>
    contract.call(method, `/api/admin${path}`, { token: admin.token, body });
  const waiting = async () => {
    const answer = await asAdmin("GET", "/refunds?limit=100");
    const shape = z.strictObject({
      data: z.array(z.looseObject({ id: z.string(), booking_id: z.string() })),
      next_cursor: z.null(),
    });
    return shape.parse(answer.json).data;
  };

  test("inside 24 hours too, with or without a refund, and the reason must be given", async () => {
    await near("x-one", 10);
    await near("x-two", 12);
    const cancels = [
      (body: unknown) => platform("POST", "/bookings/x-one/cancel", body),
      (body: unknown) => asAdmin("POST", "/bookings/x-two/cancel", body),
    ];
    for (const cancel of cancels) {
      expect(fieldsIn(await cancel({}))).toEqual(["reason", "refund"]);
      expect(fieldsIn(await cancel({ reason: " ", refund: true }))).toEqual(["reason"]);
      const done = await cancel({ reason: "the mentor fell ill", refund: true });
      expect(foreignShape.parse(done.json)).toMatchObject({ status: "cancelled", price: USD });
      expect((await cancel({ reason: "again", refund: false })).status).toBe(200);
    }
    await near("x-kept", 14);
    const kept = await platform("POST", "/bookings/x-kept/cancel", { reason: "fraud", refund: false });
    expect(kept.json).toMatchObject({ status: "cancelled", refund: null, cancelled_by: null });
    const over = await asAdmin("POST", "/bookings/o-over/cancel", { reason: "late", refund: true });
    expect(refusal(over)).toEqual([409, "not_cancellable"]);
    expect(refusal(await asAdmin("POST", "/bookings/none/cancel", { reason: "x", refund: true }))).toEqual([
      404,
      "not_found",
    ]);
    const audit = await app.query<{ subject_id: string; reason: string }>(
      "select subject_id, reason from audit_log where subject_id like 'x-%' order by at",
    );
    expect(audit).toEqual(
      expect.arrayContaining([
        { subject_id: "x-one", reason: "the mentor fell ill" },
        { subject_id: "x-two", reason: "the mentor fell ill" },
        { subject_id: "x-kept", reason: "fraud" },
      ]),
    );
  });

  test("without a known payment it is listed; retrying is a conflict, settling needs a reason and works once", async () => {
    const [refund] = (await waiting()).filter(({ booking_id }) => booking_id === "x-two");
    expect(refund).toMatchObject({
      status: "manual",
      amount: 5_000,
      currency: "usd",
      payer: { id: mentee.id },
    });
    const of = (act: string, body?: unknown) => asAdmin("POST", `/refunds/${refund?.id}/${act}`, body);
    expect(refusal(await of("retry", { reason: "hope" }))).toEqual([409, "conflict"]);
    expect(fieldsIn(await of("settle"))).toEqual(["reason"]);
    const settled = await of("settle", { reason: "bank transfer" });
    expect([settled.status, settled.json]).toMatchObject([
      200,
      { status: "succeeded", settled_outside: true },
    ]);
    expect(refusal(await of("settle", { reason: "again" }))).toEqual([409, "conflict"]);
    expect((await waiting()).some(({ id }) => id === refund?.id)).toBe(false);
    for (const act of ["retry", "settle"])
      expect(refusal(await asAdmin("POST", `/refunds/none/${act}`, { reason: "x" }))).toEqual([
        404,
        "not_found",
      ]);
    const seen = await contract.call("GET", "/api/bookings/x-two", { token: mentee.token });
    expect(seen.json).toMatchObject({ refund: { status: "succeeded" }, cancelled_by: admin.id });
    const sql = "select action, reason from audit_log where subject_id = ?1 and reason = 'bank transfer'";
    expect(await app.query(sql, refund?.id ?? "")).toHaveLength(1);
    expect(fieldsIn(await asAdmin("GET", "/refunds?status=lost&cursor=x"))).toEqual(["status", "cursor"]);
  });
});

test("every answer above is as the OpenAPI document says", async () => {
  expect(await contract.deviations()).toEqual([]);
  expect((await contract.walked()).length).toBeGreaterThanOrEqual(30);
});

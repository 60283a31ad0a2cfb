import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import {
  ALWAYS_OPEN,
  administrator,
  call,
  hoursAhead,
  KEY,
  ORIGIN,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { outsideAsUsual } from "./support/outside.ts";

beforeEach(outsideAsUsual);

const put = (path: string, body: unknown) => call("PUT", path, { token: KEY, body });
const PERSON = { name: "Carlos", email: "", roles: ["mentor"], timezone: "Europe/Madrid", locale: "es" };
const person = () => {
  const id = uniqueId();
  return { path: `/api/platform/users/${id}`, id, body: { ...PERSON, email: `${id}@example.test` } };
};

describe("people", () => {
  test("201, then 200; a new body changes them", async () => {
    const { path, body } = person();
    expect((await put(path, body)).status).toBe(201);
    const again = await put(path, {
      ...body,
      name: "Carlos R.",
      roles: ["mentor", "mentee"],
      ...ALWAYS_OPEN,
    });
    expect([again.status, again.json.name, again.json.roles]).toEqual([
      200,
      "Carlos R.",
      ["mentor", "mentee"],
    ]);
  });

  test("only the platform's own: others are 409 conflict, an address in use 409 email_taken", async () => {
    const { id } = await administrator();
    const { body } = person();
    const conflict = await put(`/api/platform/users/${id}`, body);
    expect([conflict.status, conflict.json.code]).toEqual([409, "conflict"]);
    expect((await call("DELETE", `/api/platform/users/${id}`, { token: KEY })).json.code).toBe("conflict");
    expect((await call("POST", `/api/platform/users/${id}/tokens`, { token: KEY })).json.code).toBe(
      "conflict",
    );
    const first = person();
    await put(first.path, first.body);
    const taken = await put(person().path, { ...first.body, email: first.body.email.toUpperCase() });
    expect([taken.status, taken.json.code]).toEqual([409, "email_taken"]);
  });

  test("no administrators outside a local run", async () => {
    const { path, body } = person();
    expect((await put(path, { ...body, roles: ["admin"] })).status).toBe(403);
  });

  test("each field is checked", async () => {
    const { path, body } = person();
    const wrong: [string, unknown][] = [
      ["name", "two\nlines"],
      ["name", ""],
      ["name", "x".repeat(101)],
      ["email", "nobody"],
      ["roles", []],
      ["roles", ["king"]],
      ["timezone", "Mars/Base"],
      ["timezone", "+05:00"],
      ["locale", "fr"],
      ["photo_url", "http://plain.test/a.png"],
      ["availability", [{ weekday: 7, from: "09:00", to: "10:00" }]],
      ["availability", [{ weekday: 1, from: "24:00", to: "24:00" }]],
      ["availability", [{ weekday: 1, from: "10:00", to: "09:00" }]],
      ["offers", [{ duration_minutes: 0, price: { amount: 1, currency: "usd" } }]],
      ["offers", [{ duration_minutes: 30, price: { amount: 1.5, currency: "usd" } }]],
      ["offers", [{ duration_minutes: 30, price: { amount: 1, currency: "USD" } }]],
      ["offers", [{ duration_minutes: 30, price: { amount: 12_345, currency: "kwd" } }]],
    ];
    for (const [field, value] of wrong) {
      const refused = await put(path, { ...body, [field]: value });
      expect([field, refused.status, refused.json.code]).toEqual([field, 400, "invalid_request"]);
      expect(refused.json.errors[0].field.split(".")[0]).toBe(field);
    }
  });

  test("removed: 204, tokens end at once, their address is free; not while something is ahead", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(48));
    const early = await call("DELETE", `/api/platform/users/${mentee.id}`, { token: KEY });
    expect([early.status, early.json.code]).toEqual([409, "has_upcoming_bookings"]);
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
    expect((await call("DELETE", `/api/platform/users/${mentee.id}`, { token: KEY })).status).toBe(204);
    const left = env.DB.prepare("select count(*) as n from sessions where user_id = ?1").bind(mentee.id);
    expect(await left.first("n")).toBe(0);
    expect((await call("GET", "/api/bookings", { token: mentee.token })).status).toBe(401);
    expect((await call("POST", `/api/platform/users/${mentee.id}/tokens`, { token: KEY })).status).toBe(404);
    const other = person();
    expect((await put(other.path, { ...other.body, email: mentee.email })).status).toBe(201);
  });
});

describe("tokens", () => {
  test("an hour unless told, at most a day", async () => {
    const { id } = await somebody(["mentee"]);
    const make = (body?: unknown) =>
      call("POST", `/api/platform/users/${id}/tokens`, {
        token: KEY,
        ...(body === undefined ? {} : { body }),
      });
    const usual = await make();
    expect(usual.status).toBe(201);
    expect(Math.abs(Date.parse(usual.json.expires_at) - Date.now() - HOUR)).toBeLessThan(MINUTE);
    expect((await make({ expires_in_seconds: 86_400 })).status).toBe(201);
    for (const seconds of [0, 86_401, 1.5, "60", null]) {
      expect((await make({ expires_in_seconds: seconds })).status).toBe(400);
    }
  });
});

describe("bookings", () => {
  test("201, the same body again 200, anything else 409; a draft becomes confirmed with its payment", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    const price = { amount: 5000, currency: "usd" };
    const startsAt = hoursAhead(72);
    const made = await takeOver(id, mentor, mentee, startsAt, { price, status: "draft" });
    expect([made.status, made.json.status, made.json.role]).toEqual([201, "draft", null]);
    expect((await takeOver(id, mentor, mentee, startsAt, { price, status: "draft" })).status).toBe(200);
    const other = await takeOver(id, mentor, mentee, startsAt + HOUR, { price, status: "draft" });
    expect([other.status, other.json.code]).toEqual([409, "conflict"]);
    const payment_intent = `pi_${uniqueId().replaceAll("-", "")}`;
    const confirmed = await takeOver(id, mentor, mentee, startsAt, { price, payment_intent });
    expect([confirmed.status, confirmed.json.status]).toEqual([200, "confirmed"]);
    const elsewhere = await takeOver(uniqueId(), mentor, mentee, startsAt + DAY, { price, payment_intent });
    expect([elsewhere.status, elsewhere.json.code]).toEqual([409, "payment_in_use"]);
    const overlap = await takeOver(uniqueId(), mentor, mentee, startsAt + 30 * MINUTE);
    expect([overlap.status, overlap.json.code]).toEqual([409, "slot_taken"]);
  });

  test("at any time relative to now: over is completed at once, running is in progress", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const over = await takeOver(uniqueId(), mentor, mentee, Date.now() - 61 * MINUTE - HOUR);
    expect([over.status, over.json.status]).toEqual([201, "completed"]);
    const running = await takeOver(uniqueId(), mentor, mentee, Date.now() - 5 * MINUTE);
    expect([running.status, running.json.status]).toEqual([201, "in_progress"]);
  });

  test("people must be there, and be that", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    expect((await takeOver(uniqueId(), mentee, mentee, hoursAhead(5))).status).toBe(400);
    const swapped = await takeOver(uniqueId(), mentee, mentor, hoursAhead(5));
    expect([swapped.status, swapped.json.detail]).toEqual([404, "mentor_id: there is no such mentor."]);
    const nobody = { ...mentee, id: "nobody" };
    expect((await takeOver(uniqueId(), mentor, nobody, hoursAhead(5))).json.detail).toContain("mentee_id");
    for (const fields of [
      { duration_minutes: 1441 },
      { price: { amount: 100_000_000, currency: "usd" } },
      { starts_at: "1999-12-31T23:59:59Z" },
      { starts_at: "2099-01-01T00:00:00Z" },
      { status: "cancelled" },
      { payment_intent: "pi 1" },
    ]) {
      expect((await takeOver(uniqueId(), mentor, mentee, hoursAhead(5), fields)).status).toBe(400);
    }
  });

  test("a platform and an administrator cancel inside 24 hours too, say why, and it is in the audit log", async () => {
    const [mentor, mentee, admin] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await administrator(),
    ];
    const price = { amount: 700, currency: "usd" };
    const [one, two] = [uniqueId(), uniqueId()];
    await takeOver(one, mentor, mentee, hoursAhead(3), { price });
    await takeOver(two, mentor, mentee, hoursAhead(6), { price });
    const silent = await call("POST", `/api/platform/bookings/${one}/cancel`, {
      token: KEY,
      body: { reason: " ", refund: true },
    });
    expect([silent.status, silent.json.errors[0].field]).toEqual([400, "reason"]);
    const byPlatform = await call("POST", `/api/platform/bookings/${one}/cancel`, {
      token: KEY,
      body: { reason: "fraud", refund: false },
    });
    expect([byPlatform.status, byPlatform.json.status, byPlatform.json.refund]).toEqual([
      200,
      "cancelled",
      null,
    ]);
    const byAdmin = await call("POST", `/api/admin/bookings/${two}/cancel`, {
      cookie: admin.cookie,
      origin: ORIGIN,
      body: { reason: "illness", refund: true },
    });
    expect([byAdmin.status, byAdmin.json.cancelled_by, byAdmin.json.refund.status]).toEqual([
      200,
      admin.id,
      "manual",
    ]);
    const { results } = await env.DB.prepare(
      "select user_id, action, reason, outcome from audit_log where subject_id in (?1, ?2) order by at",
    )
      .bind(one, two)
      .all();
    expect(results).toEqual([
      { user_id: null, action: "cancel_booking", reason: "fraud", outcome: "done" },
      { user_id: admin.id, action: "cancel_booking", reason: "illness", outcome: "done" },
    ]);
    const seen = await call("GET", `/api/bookings/${two}`, { token: mentee.token });
    expect(seen.json).toMatchObject({
      status: "cancelled",
      cancellation_reason: null,
      cancelled_by: admin.id,
    });
    expect(
      (
        await call("POST", "/api/platform/bookings/nothing/cancel", {
          token: KEY,
          body: { reason: "x", refund: true },
        })
      ).status,
    ).toBe(404);
  });
});

describe("refunds that wait for a person", () => {
  test("are listed, retried and settled, each act in the audit log", async () => {
    const [mentor, mentee, { cookie, id: adminId }] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await administrator(),
    ];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(48), { price: { amount: 900, currency: "eur" } });
    await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
    const list = await call("GET", "/api/admin/refunds?limit=100", { cookie });
    const refund = list.json.data.find((one: { booking_id: string }) => one.booking_id === id);
    expect(refund).toMatchObject({
      status: "manual",
      amount: 900,
      currency: "eur",
      manual_reason: "no_payment_known",
      payer: { id: mentee.id },
    });
    const act = (what: string, body: unknown) =>
      call("POST", `/api/admin/refunds/${refund.id}/${what}`, { cookie, origin: ORIGIN, body });
    expect((await act("retry", { reason: "Stripe is back" })).json.code).toBe("conflict");
    expect([(await act("retry", {})).status, (await act("settle", {})).status]).toEqual([400, 400]);
    const settled = await act("settle", { reason: "by bank transfer" });
    expect([settled.status, settled.json.status, settled.json.settled_outside]).toEqual([
      200,
      "succeeded",
      true,
    ]);
    expect((await act("settle", { reason: "again" })).json.code).toBe("conflict");
    const { results } = await env.DB.prepare(
      "select user_id, action, outcome from audit_log where subject_id = ?1 order by at, outcome",
    )
      .bind(refund.id)
      .all();
    expect(results).toHaveLength(3);
    expect(results.every((row) => row["user_id"] === adminId)).toBe(true);
    const unknown = await call("POST", "/api/admin/refunds/nothing/settle", {
      cookie,
      origin: ORIGIN,
      body: { reason: "x" },
    });
    expect(unknown.status).toBe(404);
    expect((await call("GET", "/api/admin/refunds?status=nonsense", { cookie })).status).toBe(400);
  });
});

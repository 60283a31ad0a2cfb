import "./support/settings.ts";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { healDrift } from "../../worker/drift.ts";
import type { Env } from "../../worker/env.ts";
import { serviceFrom } from "../../worker/services.ts";
import { call, hoursAhead, KEY, somebody, takeOver, uniqueId } from "./support/api.ts";
import { answerWith, left, outsideAsUsual } from "./support/outside.ts";

// What D1 has lost comes back from the bookings' objects.

beforeEach(outsideAsUsual);

const NAMESPACE = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;
const service = () => serviceFrom(env as unknown as Env);
const TABLES = ["bookings", "refunds", "timeline", "emails_sent"] as const;

const rows = async () =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(async (table) => {
        const { results } = await env.DB.prepare(`select * from ${table} order by 1, 2`).all();
        return [table, results] as const;
      }),
    ),
  );

const roomsAsked = () => left.filter(({ url }) => url.pathname === "/v1/rooms").length;

let hours = 300;
async function booked(cancelled: boolean): Promise<string> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  hours += 2;
  expect((await takeOver(id, mentor, mentee, hoursAhead(hours))).status).toBe(201);
  if (!cancelled) return id;
  const body = { reason: "Ill", refund: false };
  expect((await call("POST", `/api/platform/bookings/${id}/cancel`, { token: KEY, body })).status).toBe(200);
  return id;
}

/** Until nothing of the objects' doing is under way. */
async function settled(): Promise<void> {
  let before = "";
  await vi.waitFor(
    async () => {
      const now = JSON.stringify(await rows());
      const same = now === before;
      before = now;
      if (!same) throw new Error("still moving");
    },
    { interval: 400, timeout: 10_000 },
  );
}

const rebuild = (objectIds: readonly string[], token = KEY) =>
  call("POST", "/api/platform/projection/rebuild", { token, body: { object_ids: objectIds } });

describe("rebuilding the projection", () => {
  test("makes every row again that was dropped, the review's columns included", async () => {
    const ids = [await booked(true), await booked(false)];
    await settled();
    const [reviewed = ""] = ids;
    await env.DB.batch([
      env.DB.prepare("insert into reviews values (?1, 'm', 'n', 4, 'Good', 0)").bind(reviewed),
      env.DB.prepare("update bookings set review_rating = 4, review_comment = 'Good' where id = ?1").bind(
        reviewed,
      ),
    ]);
    const before = await rows();
    expect(before["timeline"]?.length).toBeGreaterThan(2);
    await env.DB.batch(TABLES.map((table) => env.DB.prepare(`delete from ${table}`)));
    const answer = await rebuild(ids.map((id) => NAMESPACE.idFromName(id).toString()));
    expect(answer.json.data.map((one: { outcome: string }) => one.outcome)).toEqual(["written", "written"]);
    expect(answer.json.data.map((one: { booking_id: string }) => one.booking_id)).toEqual(ids);
    expect(await rows()).toEqual(before);
  });

  test("says of an object without a booking that it is empty, and takes no other ids", async () => {
    const nobody = NAMESPACE.idFromName(uniqueId()).toString();
    expect((await rebuild([nobody])).json.data[0].outcome).toBe("empty");
    expect((await rebuild(["nonsense"])).status).toBe(400);
    expect((await rebuild([])).status).toBe(400);
    const many = { object_ids: Array(30).fill(nobody), booking_ids: Array(21).fill("some") };
    const tooMany = await call("POST", "/api/platform/projection/rebuild", { token: KEY, body: many });
    expect([tooMany.status, tooMany.json.errors?.[0]?.field]).toEqual([400, "booking_ids"]);
    // Of the right form, and of another namespace.
    expect((await rebuild(["0".repeat(64)])).json.data[0].outcome).toBe("failed");
    const { token } = await somebody(["mentee"]);
    expect((await rebuild([nobody], token)).status).toBe(403);
  });

  test("says which booking's slot another has taken meanwhile", async () => {
    const id = await booked(false);
    await settled();
    const row = await env.DB.prepare("select * from bookings where id = ?1").bind(id).first();
    await env.DB.prepare("delete from bookings where id = ?1").bind(id).run();
    const columns = Object.keys(row ?? {}).filter((column) => column !== "stage");
    await env.DB.prepare(`insert into bookings (${columns}) values (${columns.map((_, i) => `?${i + 1}`)})`)
      .bind(...columns.map((column) => (column === "id" ? "meanwhile" : row?.[column])))
      .run();
    const answer = await rebuild([NAMESPACE.idFromName(id).toString()]);
    expect(answer.json.data[0]).toMatchObject({ booking_id: id, outcome: "slot_taken" });
    await env.DB.prepare("delete from bookings where id = 'meanwhile'").run();
    await rebuild([NAMESPACE.idFromName(id).toString()]);
  });
});

describe("an object that has lost its alarm", () => {
  const stub = (id: string) => NAMESPACE.get(NAMESPACE.idFromName(id));
  const loseAlarm = (id: string) =>
    runInDurableObject(stub(id), (_instance, { storage }) => storage.deleteAlarm());
  const alarmOf = (id: string) =>
    runInDurableObject(stub(id), (_instance, { storage }) => storage.getAlarm());
  const waitingIn = (id: string) =>
    runInDurableObject(stub(id), (_instance, { storage }) =>
      storage.sql
        .exec("select key from outbox")
        .toArray()
        .map(({ key }) => key),
    );

  /** A session whose room could not be had, and whose next try nobody makes any more. */
  async function stuck(): Promise<string> {
    answerWith(({ url }) => (url.pathname === "/v1/rooms" ? new Response(null, { status: 503 }) : null));
    const id = await booked(false);
    await vi.waitFor(async () => {
      const tried = await runInDurableObject(stub(id), (_instance, { storage }) =>
        storage.sql.exec("select attempts from outbox where key = 'make_room'").one(),
      );
      expect(tried["attempts"]).toBe(1);
    });
    await loseAlarm(id);
    outsideAsUsual();
    await scheduler.wait(1_100);
    expect(await waitingIn(id)).toEqual(["make_room"]);
    expect(await alarmOf(id)).toBeNull();
    return id;
  }

  test.each([
    ["by its booking's id", (id: string) => ({ booking_ids: [id] })],
    ["by its own id", (id: string) => ({ object_ids: [NAMESPACE.idFromName(id).toString()] })],
  ])("does what waits, and has an alarm again, once it is rebuilt %s", async (_how, body) => {
    const id = await stuck();
    const asked = { token: KEY, body: body(id) };
    const answer = await call("POST", "/api/platform/projection/rebuild", asked);
    expect(answer.json.data).toEqual([
      { object_id: NAMESPACE.idFromName(id).toString(), booking_id: id, outcome: "written" },
    ]);
    await vi.waitFor(async () => expect(await waitingIn(id)).toEqual([]));
    expect(roomsAsked()).toBe(1);
    expect(await alarmOf(id)).toBeGreaterThan(Date.now());
  });

  test("is found by the sweep's round, though D1 shows nothing of it", async () => {
    const id = await stuck();
    await env.DB.prepare("delete from progress").run();
    for (let run = 0; run < 3; run++) await healDrift(service());
    await vi.waitFor(async () => expect(await waitingIn(id)).toEqual([]));
    expect(roomsAsked()).toBe(1);
  });

  test("has it again though it still believes that it has it", async () => {
    const id = await booked(false);
    await settled();
    const before = await alarmOf(id);
    expect(before).not.toBeNull();
    await loseAlarm(id);
    await call("POST", "/api/platform/projection/rebuild", { token: KEY, body: { booking_ids: [id] } });
    expect(await alarmOf(id)).toBe(before);
  });
});

describe("a database that was restored to an earlier day", () => {
  /** D1 as it was at version 1: a confirmed row, one entry, no mail. */
  async function restored(id: string): Promise<void> {
    await env.DB.batch([
      env.DB.prepare(
        "update bookings set version = 1, status = 'confirmed', cancelled_at = null where id = ?1",
      ).bind(id),
      env.DB.prepare("delete from timeline where booking_id = ?1 and position > 0").bind(id),
      env.DB.prepare("delete from emails_sent where booking_id = ?1").bind(id),
    ]);
  }

  test("is found by the sweep, and healed", async () => {
    const id = await booked(true);
    await settled();
    const before = await rows();
    await restored(id);
    expect(await rows()).not.toEqual(before);
    // Round and round: the one that is behind comes up in at most two runs here.
    await healDrift(service());
    await healDrift(service());
    expect(await rows()).toEqual(before);
  });

  test("is healed by the booking's own next write, with all that it had lost", async () => {
    const id = await booked(false);
    await settled();
    const before = await rows();
    await env.DB.batch([
      env.DB.prepare("delete from bookings where id = ?1").bind(id),
      env.DB.prepare("delete from timeline where booking_id = ?1").bind(id),
    ]);
    await service()
      .booking(id)
      .cancel({ by: { kind: "platform", refund: false }, reason: "Ill", shareReason: false });
    await settled();
    const entries = (await rows())["timeline"]?.filter((one) => one["booking_id"] === id);
    expect(entries?.map((one) => one["type"])).toEqual(["taken_over", "cancelled"]);
    expect((await rows())["bookings"]).toHaveLength(before["bookings"]?.length ?? 0);
  });

  test("rows that never had an object are told of in one line, and not as drift", async () => {
    await booked(false);
    await settled();
    const one = await env.DB.prepare("select * from bookings where status = 'cancelled' limit 1").first();
    const columns = Object.keys(one ?? {}).filter((column) => column !== "stage");
    const insert = `insert into bookings (${columns}) values (${columns.map((_, i) => `?${i + 1}`)})`;
    for (const id of ["0-1", "0-2"]) {
      const values = columns.map((column) => (column === "id" ? id : one?.[column]));
      await env.DB.prepare(insert)
        .bind(...values)
        .run();
    }
    await env.DB.prepare("delete from progress").run();
    const said: [string, Readonly<Record<string, unknown>>][] = [];
    await healDrift({ ...service(), log: (event, fields) => void said.push([event, fields]) });
    expect(said).toEqual([["rows_without_object", { rows: 2, first: "0-1" }]]);
    await env.DB.prepare("delete from bookings where id like '0-%'").run();
  });

  test("one object that fails keeps no other from being looked at", async () => {
    await env.DB.prepare("delete from progress").run();
    const id = await booked(true);
    await settled();
    const before = await rows();
    await restored(id);
    const broken = {
      ...service(),
      booking: (other: string) => (other === id ? service().booking(id) : service().bookingByObject("x")),
    };
    await healDrift(broken);
    expect((await rows())["bookings"]).toEqual(before["bookings"]);
  });
});

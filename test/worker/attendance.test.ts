import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { waitingMissedQuery } from "../../db/missed.ts";
import type { Booking } from "../../domain/booking.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import type { BookingRpc } from "../../durable-objects/contract.ts";
import type { DashboardRpc, DeskRpc } from "../../worker/contract.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import {
  administrator,
  browserSession,
  call,
  hoursAhead,
  ORIGIN,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { outsideAsUsual } from "./support/outside.ts";

// Who came (product, "Statuses"): a missed session is contested by its people and ruled on by an administrator; its status stays.

beforeEach(outsideAsUsual);

const { DashboardService: service } = exports as unknown as { DashboardService: DeskRpc & DashboardRpc };
const REASON = "I sat there for an hour";
const refusedAs = (code: string) => ({ ok: false, reason: expect.objectContaining({ code }) });

interface Cast {
  readonly id: string;
  readonly mentor: Somebody;
  readonly mentee: Somebody;
  readonly admin: { readonly id: string; readonly cookie: string };
}

async function session(startsAt: number): Promise<Cast> {
  const [mentor, mentee, admin] = [
    await somebody(["mentor"]),
    await somebody(["mentee"]),
    await administrator(),
  ];
  const id = uniqueId();
  const taken = await takeOver(id, mentor, mentee, startsAt, { price: { amount: 4_200, currency: "usd" } });
  expect(taken.status, taken.text).toBe(201);
  return { id, mentor, mentee, admin };
}

/** As its object would have judged it an hour after its end: only the mentee came. It cannot be waited for here. */
async function missed(startsAt: number): Promise<Cast> {
  const made = await session(startsAt);
  const stub = env.BOOKING.get(env.BOOKING.idFromName(made.id)) as unknown as DurableObjectStub & BookingRpc;
  await runInDurableObject(stub, (_, { storage: { sql } }) => {
    const row = sql.exec<{ state: string }>("select state from booking").one();
    const booking = JSON.parse(row.state) as Booking;
    const state: Booking = {
      ...booking,
      status: "no_show",
      missing: ["mentor"],
      version: booking.version + 1,
    };
    sql.exec("update booking set state = ?", JSON.stringify(state));
  });
  // It remembers what it has read.
  await evictDurableObject(stub);
  await stub.reproject(null);
  return made;
}

const rowOf = async (id: string) =>
  env.DB.prepare("select status, attendance, waits_since from bookings where id = ?1")
    .bind(id)
    .first<{ status: string; attendance: string; waits_since: number | null }>();

describe("a missed session", () => {
  test("is contested once by each, ruled on by an administrator, and stays missed", async () => {
    const { id, mentor, mentee, admin } = await missed(Date.now() - 5 * HOUR);
    expect(await rowOf(id)).toMatchObject({ status: "no_show", waits_since: expect.any(Number) });
    const waiting = (await measure(env.DB, waitingMissedQuery(env.DB, 50))).answer;
    expect(waiting.map((one) => one.id)).toContain(id);
    await expectIndexed(env.DB, (db) => waitingMissedQuery(db, 20));
    const cookie = await browserSession(mentor.id);
    expect(await service.contest(cookie, id, " ")).toEqual(refusedAs("invalid_request"));
    expect(await service.contest(cookie, id, REASON)).toMatchObject({ ok: true });
    const again = await call("POST", `/api/bookings/${id}/contest`, {
      token: mentor.token,
      body: { reason: "once more" },
    });
    expect([again.status, again.json.status]).toEqual([200, "no_show"]);
    expect(JSON.parse((await rowOf(id))?.attendance ?? "")).toMatchObject({
      missing: ["mentor"],
      contests: [{ by: "mentor", reason: REASON }],
      ruling: null,
    });
    expect(await service.ruleAttendance(admin.cookie, id, "held", "the log was wrong")).toMatchObject({
      ok: true,
    });
    const row = await rowOf(id);
    expect([row?.status, row?.waits_since]).toEqual(["no_show", null]);
    const left = (await measure(env.DB, waitingMissedQuery(env.DB, 50))).answer;
    expect(left.map((one) => one.id)).not.toContain(id);
    expect(JSON.parse(row?.attendance ?? "").ruling).toMatchObject({ verdict: "held" });
    expect(await service.contest(await browserSession(mentee.id), id, REASON)).toEqual(refusedAs("conflict"));
  });

  test("is contested by nobody else, and not after 72 hours", async () => {
    const { id } = await missed(Date.now() - 5 * HOUR);
    const stranger = await somebody(["mentee"]);
    expect(await service.contest(await browserSession(stranger.id), id, REASON)).toEqual(
      refusedAs("not_found"),
    );
    expect(await service.contest("nobody", id, REASON)).toEqual(refusedAs("unauthorized"));
    const old = await missed(Date.now() - 74 * HOUR - 10 * MINUTE);
    expect(await service.contest(await browserSession(old.mentor.id), old.id, REASON)).toEqual(
      refusedAs("contest_window_closed"),
    );
  });
});

describe("POST /api/admin/bookings/:id/attendance", () => {
  const rule = (id: string, cookie: string, body: unknown) =>
    call("POST", `/api/admin/bookings/${id}/attendance`, { cookie, origin: ORIGIN, body });

  test("says who came to a session that is over, with the reason in the audit log", async () => {
    const { id, admin, mentee } = await session(Date.now() - 5 * HOUR);
    const body = { verdict: "mentor_missing", reason: REASON };
    const ruled = await rule(id, admin.cookie, body);
    expect([ruled.status, ruled.json.status]).toEqual([200, "completed"]);
    expect(ruled.json.timeline).toContainEqual(
      expect.objectContaining({ type: "ruled", by: "administrator" }),
    );
    const log = await env.DB.prepare("select action, reason, outcome from audit_log where subject_id = ?1")
      .bind(id)
      .all();
    expect(log.results).toEqual([{ action: "rule_attendance", reason: REASON, outcome: "done" }]);
    expect((await rule(id, await browserSession(mentee.id), body)).status).toBe(403);
    expect((await rule("nothing", admin.cookie, body)).status).toBe(404);
    expect((await rule(id, admin.cookie, { ...body, verdict: "maybe" })).json.code).toBe("invalid_request");
    expect((await rule(id, admin.cookie, { verdict: "held" })).json.code).toBe("invalid_request");
  });

  test("of one that is ahead is refused", async () => {
    const { id, admin } = await session(hoursAhead(5));
    const answer = await rule(id, admin.cookie, { verdict: "held", reason: REASON });
    expect([answer.status, answer.json.code]).toEqual([409, "conflict"]);
    expect(await service.ruleAttendance(admin.cookie, id, "held", REASON)).toEqual(refusedAs("conflict"));
    expect(await service.ruleAttendance(admin.cookie, id, "maybe", REASON)).toEqual(
      refusedAs("invalid_request"),
    );
  });
});

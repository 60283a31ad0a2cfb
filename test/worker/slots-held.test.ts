import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { BOOKINGS_AN_HOUR, DRAFTS_AT_ONCE, UPCOMING_WITH_ONE_MENTOR } from "../../domain/limits.ts";
import { HOUR, MINUTE, toRfc3339 } from "../../domain/time.ts";
import type { DashboardRpc } from "../../worker/contract.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import type { Service } from "../../worker/service.ts";
import { serviceFrom } from "../../worker/services.ts";
import { insertBookings } from "../support/workerd/rows.ts";
import { ALWAYS_OPEN, type Answer, call, hoursAhead, somebody, takeOver, uniqueId } from "./support/api.ts";
import { outsideAsUsual } from "./support/outside.ts";

// ENGINEERING, "Slots": only the booking's object gives a claim back; who meets a holder whose time is over asks that object to
// look at its clock, then tries once more.

beforeEach(outsideAsUsual);

const real = serviceFrom(env as never);

/** A draft's row, as its object left it; the object itself is what `wake` below stands for. */
async function draftRow(id: string, mentorId: string, menteeId: string, startsAt: number, holdUntil: number) {
  await env.DB.prepare(
    `insert into bookings (id, version, source, status, mentor_id, mentee_id, starts_at, ends_at, price_amount, price_currency,
       cancel_notice, created_at, hold_until, cancellation_reason_shared, refund_issued)
     values (?1, 1, 'meridian', 'draft', ?2, ?3, ?4, ?5, 5000, 'usd', 0, 0, ?6, 0, 0)`,
  )
    .bind(id, mentorId, menteeId, startsAt, startsAt + HOUR, holdUntil)
    .run();
}

/** The Worker with one object replaced. */
function dashboardWith(id: string, wake: () => Promise<void>): DashboardRpc {
  const booking: Service["booking"] = (one) => (one === id ? ({ wake } as never) : real.booking(one));
  return new Dashboard({ ...real, booking });
}

describe("an overdue draft holds the slot", () => {
  async function story(wake: (id: string) => Promise<void>, holdUntil = Date.now() - MINUTE) {
    const [mentor, before, mentee] = [
      await somebody(["mentor"], ALWAYS_OPEN),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    const id = `held-${crypto.randomUUID().slice(0, 8)}`;
    const startsAt = hoursAhead(48);
    await draftRow(id, mentor.id, before.id, startsAt, holdUntil);
    let woken = 0;
    const dashboard = dashboardWith(id, async () => {
      woken++;
      await wake(id);
    });
    const booked = await dashboard.book(mentee.token, { mentorId: mentor.id, startsAt, durationMinutes: 60 });
    return { booked, woken };
  }

  test("its object looks at its clock and frees it: the next one gets it", async () => {
    const { booked, woken } = await story(async (id) => {
      await env.DB.prepare("update bookings set status = 'expired', version = 2 where id = ?1")
        .bind(id)
        .run();
    });
    expect(booked).toMatchObject({ ok: true, value: { created: true } });
    expect(woken).toBe(1);
  });

  test("its object finds it paid just now: taken", async () => {
    const { booked } = await story(async (id) => {
      await env.DB.prepare("update bookings set status = 'confirmed', version = 2 where id = ?1")
        .bind(id)
        .run();
    });
    expect(booked).toMatchObject({ ok: false, reason: { code: "slot_taken" } });
  });

  test("Stripe cannot be asked, so the hold stays: taken, after one more try and no other", async () => {
    const { booked, woken } = await story(async () => {});
    expect(booked).toMatchObject({ ok: false, reason: { code: "slot_taken" } });
    expect(woken).toBe(2);
  });

  test("one whose time is not over is left alone", async () => {
    const { booked, woken } = await story(async () => {}, Date.now() + MINUTE);
    expect(booked).toMatchObject({ ok: false, reason: { code: "slot_taken" } });
    expect(woken).toBe(0);
  });
});

describe("over RPC, as Pages calls it", () => {
  const { DashboardService } = exports as unknown as { DashboardService: DashboardRpc };

  test("refusals are data, and so are bookings", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const slot = { mentorId: mentor.id, startsAt: hoursAhead(60), durationMinutes: 30 };
    expect(await DashboardService.book("nobody", slot)).toEqual({
      ok: false,
      reason: { code: "unauthorized" },
    });
    const booked = await DashboardService.book(mentee.token, slot);
    expect(booked).toMatchObject({ ok: true, value: { checkoutUrl: null, created: true } });
    if (!booked.ok) return;
    const review = await DashboardService.review(mentee.token, booked.value.bookingId, {
      rating: 5,
      comment: null,
    });
    expect(review).toEqual({ ok: false, reason: { code: "not_completed" } });
    expect(await DashboardService.review(mentee.token, "x\0", { rating: 5, comment: null })).toMatchObject({
      ok: false,
    });
    expect(await DashboardService.book(mentor.token, slot)).toEqual({
      ok: false,
      reason: { code: "own_slot" },
    });
  });
});

describe("a mentee who holds ten unpaid drafts", () => {
  test("gets no eleventh: 429, with how long to wait, and nothing of it is left", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const holdUntil = Date.now() + 20 * MINUTE;
    for (let at = 0; at < DRAFTS_AT_ONCE; at++) {
      await draftRow(`cap-${at}`, `cap-mentor-${at}`, mentee.id, hoursAhead(100 + 2 * at), holdUntil);
    }
    const body = { mentor_id: mentor.id, starts_at: toRfc3339(hoursAhead(60)), duration_minutes: 60 };
    const refused = await call("POST", "/api/bookings", { token: mentee.token, body });
    expect([refused.status, refused.json.code]).toEqual([429, "rate_limited"]);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(19 * 60);
    expect(wait).toBeLessThanOrEqual(20 * 60);
    const free = { ...body, duration_minutes: 30 };
    expect((await call("POST", "/api/bookings", { token: mentee.token, body: free })).status).toBe(201);
    await env.DB.prepare("update bookings set status = 'expired', version = 2 where id = 'cap-0'").run();
    const later = { ...body, starts_at: toRfc3339(hoursAhead(62)) };
    expect((await call("POST", "/api/bookings", { token: mentee.token, body: later })).status).toBe(201);
  });
});

describe("a mentee who books free sessions without end", () => {
  const wish = (mentorId: string, hours: number) => ({
    mentor_id: mentorId,
    starts_at: toRfc3339(hoursAhead(hours)),
    duration_minutes: 30,
  });
  const waitOf = (refused: Answer): number => {
    expect([refused.status, refused.json.code]).toEqual([429, "rate_limited"]);
    return Number(refused.headers.get("retry-after"));
  };

  test("has twenty with one mentor, and waits until one has begun or cancels one: 429", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const book = (hours: number) =>
      call("POST", "/api/bookings", { token: mentee.token, body: wish(mentor.id, hours) });
    const all = Array.from({ length: UPCOMING_WITH_ONE_MENTOR }, (_, at) => book(48 + 2 * at));
    const booked = await Promise.all(all);
    expect(new Set(booked.map(({ status }) => status))).toEqual(new Set([201]));
    const wait = waitOf(await book(200));
    expect(wait).toBeLessThanOrEqual((hoursAhead(48) - Date.now()) / 1_000 + 1);
    expect(wait).toBeGreaterThan((hoursAhead(47) - Date.now()) / 1_000);
    const first = booked[0]?.json.booking.id;
    expect((await call("POST", `/api/bookings/${first}/cancel`, { token: mentee.token })).status).toBe(200);
    expect((await book(200)).status).toBe(201);
  });

  test("makes sixty an hour and no more, cancelled or not: 429 with what is left of the hour; a platform brings more", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const ago = 40 * MINUTE;
    const rows = Array.from({ length: BOOKINGS_AN_HOUR }, (_, at) => ({
      id: uniqueId(),
      mentorId: mentor.id,
      menteeId: mentee.id,
      startsAt: hoursAhead(48 + 2 * at),
      status: "cancelled" as const,
      createdAt: Date.now() - ago + at,
    }));
    await insertBookings(env.DB, rows);
    const refused = await call("POST", "/api/bookings", {
      token: mentee.token,
      body: wish(mentor.id, 60),
    });
    const wait = waitOf(refused);
    expect(wait).toBeGreaterThan(19 * 60);
    expect(wait).toBeLessThanOrEqual(20 * 60);
    expect((await takeOver(uniqueId(), mentor, mentee, hoursAhead(60))).status).toBe(201);
  });
});

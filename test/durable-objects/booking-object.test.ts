import "../worker/support/settings.ts";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Booking } from "../../domain/booking.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import { bookingObject } from "../../durable-objects/client.ts";
import type { CancelRequest, TakenOverBooking } from "../../durable-objects/contract.ts";
import { uniqueId } from "../worker/support/api.ts";
import { answerWith, left, outsideAsUsual } from "../worker/support/outside.ts";

const NAMESPACE = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;

const object = (id: string) => bookingObject(NAMESPACE, id);
const stub = (id: string) => NAMESPACE.get(NAMESPACE.idFromName(id));

let made = 0;

/** A confirmed, free booking at least two days ahead; each in an hour of its own, so that slots do not meet. */
function takenOver(fields: Partial<TakenOverBooking> = {}): TakenOverBooking {
  const startsAt = Date.now() + 2 * DAY + 3 * HOUR * ++made;
  return {
    id: uniqueId(),
    mentorId: "mentor",
    menteeId: "mentee",
    startsAt,
    endsAt: startsAt + HOUR,
    price: { amount: 0, currency: "usd" },
    status: "confirmed",
    paymentIntentId: null,
    ...fields,
  };
}

const byMentee: CancelRequest = {
  by: { kind: "participant", userId: "mentee" },
  reason: null,
  shareReason: false,
};

async function row(id: string): Promise<Record<string, unknown> | null> {
  return env.DB.prepare("select * from bookings where id = ?1").bind(id).first();
}

const alarmOf = (id: string): Promise<number | null> =>
  runInDurableObject(stub(id), (_instance, state) => state.storage.getAlarm());

/** Until the object has nothing left to do now. */
async function settled(id: string): Promise<void> {
  await vi.waitFor(async () => {
    const undone = await runInDurableObject(stub(id), (_instance, state) =>
      state.storage.sql.exec("select key from outbox").toArray(),
    );
    expect(undone).toEqual([]);
  });
}

afterEach(() => {
  outsideAsUsual();
  vi.useRealTimers();
});

describe("the booking's object", () => {
  it("is made once: its row, its alarm at what comes next, its room", async () => {
    const booking = takenOver();
    const made = await object(booking.id).takeOver(booking);
    expect(made).toMatchObject({ ok: true, value: { created: true } });
    await settled(booking.id);
    expect(await row(booking.id)).toMatchObject({ status: "confirmed", mentor_id: "mentor" });
    expect(await alarmOf(booking.id)).toBe(booking.startsAt - DAY);
    expect(left.filter(({ url }) => url.pathname === "/v1/rooms")).toHaveLength(1);
  });

  it("moves by its alarm, and ringing again moves nothing", async () => {
    const booking = takenOver({ startsAt: Date.now() + 60 * DAY, endsAt: Date.now() + 60 * DAY + HOUR });
    await object(booking.id).takeOver(booking);
    await settled(booking.id);
    vi.setSystemTime(booking.startsAt + 1);
    expect(await runDurableObjectAlarm(stub(booking.id))).toBe(true);
    await vi.waitFor(async () => expect((await row(booking.id))?.["status"]).toBe("in_progress"));
    const { version } = (await row(booking.id)) ?? {};
    await runDurableObjectAlarm(stub(booking.id));
    expect((await row(booking.id))?.["version"]).toBe(version);
    vi.setSystemTime(booking.endsAt + HOUR);
    await runDurableObjectAlarm(stub(booking.id));
    await vi.waitFor(async () => expect((await row(booking.id))?.["status"]).toBe("completed"));
  });

  // Eviction waits for what is in flight, and a time-out that was never needed (8 s, of the call to the video service) counts.
  it("remembers after each eviction, and goes on where it was", { timeout: 40_000 }, async () => {
    const booking = takenOver();
    await object(booking.id).takeOver(booking);
    await settled(booking.id);
    await evictDurableObject(stub(booking.id));
    expect((await object(booking.id).read())?.status).toBe("confirmed");
    await object(booking.id).cancel(byMentee);
    await evictDurableObject(stub(booking.id));
    const after = await object(booking.id).read();
    expect(after?.status).toBe("cancelled");
    await settled(booking.id);
    expect(await row(booking.id)).toMatchObject({
      status: "cancelled",
      cancelled_by: "mentee",
      video_call_url: null,
    });
    expect(await alarmOf(booking.id)).toBeNull();
  });

  it("cancelled by thirty at once: thirty the same answers, and D1 shows it by then", async () => {
    const booking = takenOver();
    await object(booking.id).takeOver(booking);
    const answers = await Promise.all(Array.from({ length: 30 }, () => object(booking.id).cancel(byMentee)));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.cancellation?.at)).size).toBe(1);
    expect((await row(booking.id))?.["status"]).toBe("cancelled");
  });

  it("keeps trying what fails: the alarm stands at the next try, whatever happens", async () => {
    const booking = takenOver();
    answerWith(({ url }) => (url.hostname === "daily.test" ? new Response("down", { status: 503 }) : null));
    await object(booking.id).takeOver(booking);
    await vi.waitFor(async () => {
      const entries = await runInDurableObject(stub(booking.id), (_instance, state) =>
        state.storage.sql.exec<{ attempts: number }>("select key, attempts from outbox").toArray(),
      );
      expect(entries).toMatchObject([{ key: "make_room", attempts: 1 }]);
    });
    const at = (await alarmOf(booking.id)) ?? Number.POSITIVE_INFINITY;
    expect(at).toBeLessThanOrEqual(Date.now() + 5 * SECOND);
    outsideAsUsual();
    vi.setSystemTime(Date.now() + MINUTE);
    await runDurableObjectAlarm(stub(booking.id));
    await vi.waitFor(async () => expect((await object(booking.id).read())?.room).not.toBeNull());
  });
});

describe("slots", () => {
  it("of one mentor are taken once, however close the two come, and freed by cancelling", async () => {
    const first = takenOver({ menteeId: "mentee-1" });
    const second = { ...first, id: uniqueId(), menteeId: "mentee-2", startsAt: first.endsAt - 1 };
    const answers = await Promise.all([object(first.id).takeOver(first), object(second.id).takeOver(second)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok)).toEqual([{ ok: false, reason: { code: "slot_taken" } }]);
    const [winner, loser] = answers[0]?.ok === true ? [first, second] : [second, first];
    expect(await object(loser.id).read()).toBeNull();
    expect(await row(loser.id)).toBeNull();
    expect(await alarmOf(loser.id)).toBeNull();
    await object(winner.id).cancel({ ...byMentee, by: { kind: "participant", userId: "mentor" } });
    expect((await object(loser.id).takeOver(loser)).ok).toBe(true);
  });

  it("that touch do not overlap", async () => {
    const first = takenOver();
    const next = { ...first, id: uniqueId(), startsAt: first.endsAt, endsAt: first.endsAt + HOUR };
    expect((await object(first.id).takeOver(first)).ok).toBe(true);
    expect((await object(next.id).takeOver(next)).ok).toBe(true);
  });

  it("of one mentee are taken once as well", async () => {
    const first = takenOver({ mentorId: "mentor-1" });
    const second = { ...first, id: uniqueId(), mentorId: "mentor-2" };
    await object(first.id).takeOver(first);
    expect(await object(second.id).takeOver(second)).toEqual({ ok: false, reason: { code: "slot_taken" } });
  });

  it("a payment belongs to one booking, at its making and later", async () => {
    const priced = { price: { amount: 5_000, currency: "usd" }, paymentIntentId: "pi_shared" };
    const first = takenOver(priced);
    expect((await object(first.id).takeOver(first)).ok).toBe(true);
    const second = takenOver(priced);
    const refusal = { ok: false, reason: { code: "payment_in_use" } };
    expect(await object(second.id).takeOver(second)).toEqual(refusal);
    const draft = takenOver({ ...priced, status: "draft", paymentIntentId: null });
    await object(draft.id).takeOver(draft);
    const confirming: TakenOverBooking = { ...draft, status: "confirmed", paymentIntentId: "pi_shared" };
    expect(await object(draft.id).takeOver(confirming)).toEqual(refusal);
    expect((await object(draft.id).read())?.status).toBe("draft");
    const paid = await object(draft.id).takeOver({ ...confirming, paymentIntentId: "pi_own" });
    expect(paid.ok && paid.value.booking.status).toBe("confirmed");
    expect((await row(draft.id))?.["payment_intent"]).toBe("pi_own");
  });
});

describe("D1", () => {
  it("is written by version: an older write that arrives late changes nothing", async () => {
    const booking = takenOver();
    const taken = await object(booking.id).takeOver(booking);
    const before: Booking | null = taken.ok ? taken.value.booking : null;
    await object(booking.id).cancel(byMentee);
    await settled(booking.id);
    const { drizzle } = await import("drizzle-orm/d1");
    const { project } = await import("../../db/projection.ts");
    if (before !== null) await project(drizzle(env.DB), before, 0);
    expect((await row(booking.id))?.["status"]).toBe("cancelled");
  });

  it("is not marked with a payment once the draft has ended, though the mark was asked for before", async () => {
    const booking = takenOver({ status: "draft", price: { amount: 900, currency: "usd" } });
    await object(booking.id).takeOver(booking);
    await object(booking.id).cancel(byMentee);
    const { claimPayment } = await import("../../db/projection.ts");
    expect(await claimPayment(env.DB, booking.id, "pi_late")).toBe(true);
    expect((await row(booking.id))?.["payment_intent"]).toBeNull();
  });

  it("shows a mail that was withdrawn, and left after all, as what became of it last", async () => {
    const booking = takenOver();
    const taken = await object(booking.id).takeOver(booking);
    if (!taken.ok) throw new Error("it was not taken over");
    const mail = { key: "mail:reminder_24h:mentee", kind: "reminder_24h", userId: "mentee" } as const;
    const { drizzle } = await import("drizzle-orm/d1");
    const { project } = await import("../../db/projection.ts");
    const shown = async (status: "withdrawn" | "accepted", version: number) => {
      const settledMail = { ...mail, status, providerId: null, detail: null, at: version, version };
      await project(drizzle(env.DB), { ...taken.value.booking, version, mails: [settledMail] }, version - 1);
      const sql = "select status from emails_sent where booking_id = ?1";
      return (await env.DB.prepare(sql).bind(booking.id).first<{ status: string }>())?.status;
    };
    const { version } = taken.value.booking;
    expect(await shown("withdrawn", version + 1)).toBe("withdrawn");
    expect(await shown("accepted", version + 2)).toBe("accepted");
    expect(await shown("withdrawn", version + 3)).toBe("accepted");
  });

  it("shows a long history, once, however often it is written", async () => {
    const booking = takenOver();
    const taken = await object(booking.id).takeOver(booking);
    if (!taken.ok) throw new Error("it was not taken over");
    const { version } = taken.value.booking;
    const MANY = 40;
    const entries = Array.from({ length: MANY }, (_, nth) => ({
      at: nth,
      type: "room_moved" as const,
      by: "system" as const,
      userId: null,
      version: version + 1,
    }));
    const asked = Array.from({ length: MANY }, (_, nth) => ({
      kind: "confirmed" as const,
      userId: `person-${nth}`,
      refundId: null,
      at: nth,
      version: version + 1,
    }));
    const { drizzle } = await import("drizzle-orm/d1");
    const { project } = await import("../../db/projection.ts");
    const next = { ...taken.value.booking, version: version + 1, timeline: entries, mailsAsked: asked };
    await project(drizzle(env.DB), next, 0);
    await project(drizzle(env.DB), next, 0);
    const all = async (sql: string) => (await env.DB.prepare(sql).bind(booking.id).all()).results;
    const times = [...Array(MANY).keys()];
    const shown = await all("select position from timeline where booking_id = ?1 order by position");
    expect(shown.map(({ position }) => position)).toEqual(times);
    const mails = await all(
      "select at from emails_sent where booking_id = ?1 and user_id like 'person-%' order by at",
    );
    expect(mails.map(({ at }) => at)).toEqual(times);
  });

  it("shows each refund, each entry of the timeline and each mail", async () => {
    await env.DB.prepare(
      `insert or ignore into users (id, email, name, name_folded, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at)
       values ('mentor', 'mentor@example.test', 'Mo', ' mo', 'UTC', 'en', 0, 1, 0, 'meridian', 0),
              ('mentee', 'mentee@example.test', 'Me', ' me', 'UTC', 'es', 1, 0, 0, 'meridian', 0)`,
    ).run();
    const booking = takenOver({ price: { amount: 900, currency: "usd" } });
    await object(booking.id).takeOver(booking);
    await object(booking.id).cancel(byMentee);
    await settled(booking.id);
    const all = async (sql: string) => (await env.DB.prepare(sql).bind(booking.id).all()).results;
    expect(await all("select status, amount, manual_reason from refunds where booking_id = ?1")).toEqual([
      { status: "manual", amount: 900, manual_reason: "no_payment_known" },
    ]);
    expect(await all("select type from timeline where booking_id = ?1 order by position")).toEqual(
      ["taken_over", "cancelled", "refund_requested", "refund_manual"].map((type) => ({ type })),
    );
    expect(
      await all("select user_id, status from emails_sent where booking_id = ?1 order by user_id"),
    ).toEqual([
      { user_id: "mentee", status: "accepted" },
      { user_id: "mentor", status: "accepted" },
    ]);
    expect(await row(booking.id)).toMatchObject({
      refund_status: "manual",
      refund_amount: 900,
      refund_issued: 0,
    });
  });
});

import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../domain/time.ts";
import { confirmedWorld, newBooking, SimulatedWorld, START } from "./world/world.ts";

async function draftWorld(): Promise<SimulatedWorld> {
  const world = new SimulatedWorld();
  await world.life.create(newBooking());
  await world.rest();
  return world;
}

const sessionOf = (world: SimulatedWorld): string => world.booking.checkoutSession?.id ?? "";

describe("a draft", () => {
  it.each(["slot_taken", "too_many_drafts", "too_many_upcoming", "too_many_made"] as const)(
    "claims its slot first; refused, it is as if it had never been, and nobody is asked to pay (%s)",
    async (refusal) => {
      const world = new SimulatedWorld();
      world.claimAnswer = refusal;
      const answer = await world.life.create(newBooking());
      await world.rest();
      expect(answer).toEqual({ ok: false, reason: { code: refusal } });
      expect(world.forgotten).toBe(true);
      expect(world.stripe.sessions.size).toBe(0);
      expect(world.alarmAt).toBeNull();
    },
  );

  it("has one checkout, however often opening it was tried", async () => {
    const world = new SimulatedWorld();
    world.stripe.faults.push({ method: "openCheckout", fault: "lost_after" });
    const answer = await world.life.create(newBooking());
    expect(answer.ok && answer.value.checkoutSession).toBeNull();
    const again = await world.life.openCheckout();
    expect(again?.checkoutSession?.id).toBe([...world.stripe.sessions.keys()][0]);
    expect(world.stripe.sessions.size).toBe(1);
  });

  it("is confirmed once by five webhooks at once and the way back: one room, one mail each", async () => {
    const world = await draftWorld();
    world.stripe.pay(sessionOf(world));
    await Promise.all([
      ...Array.from({ length: 5 }, () => world.life.noticeCheckout()),
      world.life.settleCheckout(),
    ]);
    await world.rest();
    expect(world.booking.status).toBe("confirmed");
    expect(world.booking.payment?.card).toEqual({ brand: "visa", last4: "4242" });
    expect(new Set(world.roomsMade).size).toBe(1);
    expect(world.mails.map((mail) => mail.to).sort()).toEqual(["mentee@example.test", "mentor@example.test"]);
  });

  it("stays a draft while its checkout is not paid", async () => {
    const world = await draftWorld();
    await world.life.noticeCheckout();
    await world.rest();
    expect(world.booking.status).toBe("draft");
  });

  it("expires when Stripe has expired its checkout, and not before", async () => {
    const world = await draftWorld();
    for (let attempt = 0; attempt < 3; attempt++) {
      world.stripe.faults.push({ method: "expireCheckout", fault: "lost_before" });
    }
    await world.until(START + 30 * MINUTE);
    expect(world.booking.status).toBe("draft");
    await world.until(START + 40 * MINUTE);
    expect(world.booking.status).toBe("expired");
    expect(world.projected?.status).toBe("expired");
    expect(world.outbox).toEqual([]);
    expect(world.alarmAt).toBeNull();
  });

  it("paid at the last moment is confirmed: Stripe's answer to the expiry decides", async () => {
    const world = await draftWorld();
    world.now = START + 30 * MINUTE - 1;
    world.stripe.pay(sessionOf(world));
    await world.until(START + 31 * MINUTE);
    expect(world.booking.status).toBe("confirmed");
    expect(world.stripe.refunds).toHaveLength(0);
  });

  it("that died before its checkout's answer was stored finds that checkout and closes it", async () => {
    const world = new SimulatedWorld();
    world.stripe.faults.push({ method: "openCheckout", fault: "lost_after" });
    world.life.create(newBooking()).catch(() => {});
    await world.rest();
    world.crash();
    await world.until(START + HOUR);
    expect(world.booking.status).toBe("expired");
    expect([...world.stripe.sessions.values()].map((session) => session.status)).toEqual(["expired"]);
  });

  it("cancelled by its mentee expires at once, its checkout too, and nobody is mailed", async () => {
    const world = await draftWorld();
    const answer = await world.life.cancel({
      by: { kind: "participant", userId: "mentee" },
      reason: null,
      shareReason: false,
    });
    expect(answer.ok && answer.value.status).toBe("expired");
    await world.until(START + MINUTE);
    expect(world.stripe.sessions.get(sessionOf(world))?.status).toBe("expired");
    expect(world.mails).toEqual([]);
  });
});

describe("a payment that comes too late", () => {
  it("never revives the booking: it goes back once, with a mail that says why", async () => {
    const world = await draftWorld();
    world.stripe.faults.push({ method: "expireCheckout", fault: "lost_before" });
    await world.life.cancel({
      by: { kind: "participant", userId: "mentee" },
      reason: null,
      shareReason: false,
    });
    await world.rest();
    const intentId = world.stripe.pay(sessionOf(world));
    await Promise.all([
      world.life.noticeCheckout(),
      world.life.noticeCheckout(),
      world.life.settleCheckout(),
    ]);
    await world.until(START + HOUR);
    expect(world.booking.status).toBe("expired");
    expect(world.stripe.refunded(intentId)).toBe(5_000);
    expect(world.stripe.refunds).toHaveLength(1);
    expect(world.mails.map((mail) => mail.key.split(":")[2])).toEqual(["payment_returned"]);
  });

  it("is ignored when it is another's, or of another amount", async () => {
    const world = await draftWorld();
    const session = world.stripe.sessions.get(sessionOf(world));
    if (session === undefined) throw new Error("no checkout");
    world.stripe.pay(sessionOf(world));
    const paid = world.stripe.sessions.get(sessionOf(world));
    if (paid === undefined) throw new Error("no checkout");
    world.stripe.sessions.set(sessionOf(world), { ...paid, amount: 1 });
    await world.life.settleCheckout();
    await world.rest();
    expect(world.booking.status).toBe("draft");
    expect(world.stripe.refunds).toHaveLength(0);
    expect(world.logged).toContain("report_refused");
  });
});

describe("a booking taken over", () => {
  const takenOver = {
    id: "booking",
    mentorId: "mentor",
    menteeId: "mentee",
    startsAt: START + 26 * HOUR,
    endsAt: START + 27 * HOUR,
    price: { amount: 5_000, currency: "usd" },
  };

  it("is the same again, takes its payment when it was a draft, and refuses one that is another's", async () => {
    const world = new SimulatedWorld();
    const draft = await world.life.takeOver({ ...takenOver, status: "draft", paymentIntentId: null });
    expect(draft.ok && draft.value.created).toBe(true);
    world.otherPayments.add("pi_taken");
    const stolen = await world.life.takeOver({
      ...takenOver,
      status: "confirmed",
      paymentIntentId: "pi_taken",
    });
    expect(stolen).toEqual({ ok: false, reason: { code: "payment_in_use" } });
    const paid = await world.life.takeOver({ ...takenOver, status: "confirmed", paymentIntentId: "pi_1" });
    const again = await world.life.takeOver({ ...takenOver, status: "confirmed", paymentIntentId: "pi_1" });
    expect([paid.ok && paid.value.created, again.ok && again.value.created]).toEqual([false, false]);
    expect(world.projected?.payment?.intentId).toBe("pi_1");
    expect(world.mails).toEqual([]);
  });

  it("is refused after a try that D1 never answered: should that arrive yet, a later version has taken it back", async () => {
    const world = new SimulatedWorld();
    world.down.add("d1");
    const body = { ...takenOver, status: "confirmed", paymentIntentId: "pi_1" } as const;
    await expect(world.life.takeOver(body)).rejects.toThrow("the slot could not be claimed");
    world.down.delete("d1");
    world.claimAnswer = "slot_taken";
    expect(await world.life.takeOver(body)).toEqual({ ok: false, reason: { code: "slot_taken" } });
    await world.until(START + MINUTE);
    expect(world.projected).toMatchObject({ status: "expired", version: 2, payment: null });
    expect([world.mails, world.outbox]).toEqual([[], []]);
  });

  it("and cancelled refunds its payment, read from Stripe first", async () => {
    const world = new SimulatedWorld();
    const paymentIntentId = world.stripe.payment(5_000, "usd");
    await world.life.takeOver({ ...takenOver, status: "confirmed", paymentIntentId });
    await world.life.cancel({
      by: { kind: "participant", userId: "mentor" },
      reason: null,
      shareReason: false,
    });
    await world.until(START + HOUR);
    expect(world.stripe.refunded(paymentIntentId)).toBe(5_000);
  });

  it("whose payment is of less, or of another currency, refunds nothing: a person looks", async () => {
    for (const [amount, currency] of [
      [4_999, "usd"],
      [5_000, "eur"],
    ] as const) {
      const world = new SimulatedWorld();
      const paymentIntentId = world.stripe.payment(amount, currency);
      await world.life.takeOver({ ...takenOver, status: "confirmed", paymentIntentId });
      await world.life.cancel({
        by: { kind: "participant", userId: "mentor" },
        reason: null,
        shareReason: false,
      });
      await world.until(START + HOUR);
      expect(world.stripe.refunds).toHaveLength(0);
      expect(world.booking.refunds[0]?.status).toBe("manual");
    }
  });
});

describe("joining", () => {
  it("opens at its instant and not a millisecond before, for the two of them only", async () => {
    const world = await confirmedWorld();
    const opensAt = world.booking.startsAt - 15 * MINUTE;
    await world.until(opensAt - 1);
    expect(await world.life.join("mentee", "Person")).toEqual({
      ok: false,
      reason: { code: "too_early", joinOpensAt: opensAt },
    });
    await world.until(opensAt);
    const link = await world.life.join("mentee", "Person");
    expect(link.ok && link.value.url).toContain("t=mentee");
    expect(await world.life.join("stranger", "Person")).toEqual({ ok: false, reason: { code: "not_found" } });
    await world.until(world.booking.endsAt + HOUR - 1);
    expect((await world.life.join("mentor", "Person")).ok).toBe(true);
    await world.until(world.booking.endsAt + HOUR);
    expect(await world.life.join("mentor", "Person")).toEqual({ ok: false, reason: { code: "expired" } });
  });

  it("makes the room that the video service could not make at confirmation", async () => {
    const world = new SimulatedWorld();
    world.down.add("video");
    await world.life.create(newBooking());
    await world.rest();
    world.stripe.pay(sessionOf(world));
    await world.life.settleCheckout();
    await world.until(world.booking.startsAt - 5 * MINUTE);
    expect(world.booking.status).toBe("confirmed");
    expect(await world.life.join("mentee", "Person")).toEqual({
      ok: false,
      reason: { code: "video_unavailable" },
    });
    world.down.clear();
    expect((await world.life.join("mentee", "Person")).ok).toBe(true);
    expect(world.rooms.size).toBe(1);
  });
});

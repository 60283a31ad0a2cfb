import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import type { CancelRequest } from "../../durable-objects/contract.ts";
import { confirmedWorld, newBooking, SimulatedWorld, START } from "./world/world.ts";

const by = (userId: string): CancelRequest => ({
  by: { kind: "participant", userId },
  reason: null,
  shareReason: false,
});

/** A booking made and paid elsewhere. */
function takenOver() {
  const { checkoutRequest: _, ...details } = newBooking();
  return { ...details, status: "confirmed" as const };
}

const refundOf = (world: SimulatedWorld) => world.booking.refunds[0];

describe("cancelling", () => {
  it("by both at once makes one cancellation, one refund, one mail each", async () => {
    const world = await confirmedWorld();
    const [mentee, mentor] = await Promise.all([
      world.life.cancel(by("mentee")),
      world.life.cancel(by("mentor")),
    ]);
    await world.rest();
    expect(mentee.ok && mentee.value.cancellation?.by).toBe("mentee");
    expect(mentor.ok && mentor.value.cancellation?.by).toBe("mentee");
    expect(world.stripe.refunds).toHaveLength(1);
    expect(world.mailsTo("mentee").filter((key) => key.includes("cancelled"))).toHaveLength(1);
    expect(world.mailsTo("mentor").filter((key) => key.includes("cancelled"))).toHaveLength(1);
  });

  it("thirty times at once, and again later, is the same", async () => {
    const world = await confirmedWorld();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => world.life.cancel(by(index % 2 === 0 ? "mentee" : "mentor"))),
    );
    await world.until(START + HOUR);
    const again = await world.life.cancel(by("mentor"));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(again.ok && again.value.refunds).toHaveLength(1);
    expect(world.stripe.refunds.map((refund) => refund.amount)).toEqual([5_000]);
  });

  it("answers once D1 shows it, before Stripe has said a word", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "lost_before" });
    const answer = await world.life.cancel(by("mentee"));
    expect(answer.ok && answer.value.refunds[0]?.status).toBe("requested");
    expect(world.projected?.status).toBe("cancelled");
    await world.until(START + MINUTE);
    expect(refundOf(world)?.status).toBe("succeeded");
  });

  it("is not kept from anybody by D1 being down: the object is the truth, and D1 follows", async () => {
    const world = await confirmedWorld();
    world.down.add("d1");
    const answer = await world.life.cancel(by("mentee"));
    expect(answer.ok).toBe(true);
    expect(world.projected?.status).toBe("confirmed");
    await world.until(START + 30 * MINUTE);
    world.down.clear();
    await world.until(START + 40 * MINUTE);
    expect(world.projected).toEqual(world.booking);
  });

  it("at the deadline to the millisecond is refused, one before it is allowed", async () => {
    const late = await confirmedWorld();
    late.now = late.booking.startsAt - 24 * HOUR;
    const refusal = await late.life.cancel(by("mentee"));
    expect(refusal.ok || refusal.reason).toEqual({
      code: "cancellation_window_closed",
      cancelDeadline: late.booking.startsAt - DAY,
    });
    const early = await confirmedWorld();
    early.now = early.booking.startsAt - 24 * HOUR - 1;
    expect((await early.life.cancel(by("mentee"))).ok).toBe(true);
  });

  it("stops every reminder and removes the room", async () => {
    const world = await confirmedWorld();
    expect(world.rooms.size).toBe(1);
    await world.life.cancel(by("mentor"));
    await world.until(world.booking.startsAt + 3 * HOUR);
    expect(world.rooms.size).toBe(0);
    expect(world.mails.filter((mail) => mail.key.includes("reminder"))).toEqual([]);
    expect(world.booking.status).toBe("cancelled");
  });
});

describe("the refund", () => {
  it("is one when Stripe made it and the answer was lost", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "lost_after" });
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    expect(world.stripe.refunds).toHaveLength(1);
    expect(refundOf(world)?.status).toBe("succeeded");
  });

  it("tried again 25 hours later, when Stripe has forgotten the key, is found in its list and not sent again", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "lost_after" });
    await world.life.cancel(by("mentee"));
    await world.rest();
    const away = { method: "readPayment", fault: "lost_before" } as const;
    world.stripe.faults.push(...Array.from({ length: 1_000 }, () => away));
    await world.until(START + 25 * HOUR);
    expect(refundOf(world)?.status).toBe("requested");
    world.stripe.pruneKeys();
    world.stripe.faults.length = 0;
    const sent = world.stripe.calls.filter((call) => call === "createRefund").length;
    await world.until(START + 27 * HOUR);
    expect(world.stripe.refunds).toHaveLength(1);
    expect(refundOf(world)?.status).toBe("succeeded");
    expect(world.stripe.calls.filter((call) => call === "createRefund")).toHaveLength(sent);
  });

  it("is one when the object dies at any of Stripe's answers", async () => {
    for (let turns = 0; turns < 40; turns++) {
      const world = await confirmedWorld();
      // The caller of an object that dies gets an error, or nothing.
      world.life.cancel(by("mentee")).catch(() => {});
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      world.crash();
      await world.until(START + HOUR);
      expect(world.stripe.refunds, `after ${turns} turns`).toHaveLength(1);
      expect(refundOf(world)?.status).toBe("succeeded");
      expect(world.projected).toEqual(world.booking);
      expect(world.mails.filter((mail) => mail.key.includes("cancelled"))).toHaveLength(2);
    }
  });

  it("waits for a person after a kept 500 that made nothing, and nobody sends another", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "kept_500" });
    await world.life.cancel(by("mentee"));
    await world.until(START + 2 * HOUR);
    expect(world.stripe.refunds).toHaveLength(0);
    expect(refundOf(world)).toMatchObject({ status: "manual", manualReason: "outcome_unknown" });
    expect(world.mailsTo("admin").filter((key) => key.includes("refund_failed"))).toHaveLength(1);
    expect(world.mailsTo("mentee").filter((key) => key.includes("refund_failed"))).toHaveLength(1);
    await world.life.retryRefund(refundOf(world)?.id ?? "", "admin");
    await world.until(START + 3 * HOUR);
    expect(world.stripe.refunds).toHaveLength(1);
    expect(refundOf(world)?.status).toBe("succeeded");
  });

  it("converges through 409 and 429 on the same key", async () => {
    const world = await confirmedWorld();
    for (const fault of ["conflict", "rate_limited", "conflict"] as const) {
      world.stripe.faults.push({ method: "createRefund", fault });
    }
    const answer = await world.life.cancel(by("mentee"));
    expect(answer.ok && answer.value.refunds[0]?.status).toBe("requested");
    await world.until(START + HOUR);
    expect(world.stripe.refunds).toHaveLength(1);
    expect(refundOf(world)?.status).toBe("succeeded");
  });

  it("made by hand in Stripe before is recorded, not repeated, and nobody is mailed about it", async () => {
    const world = await confirmedWorld();
    const intentId = world.booking.payment?.intentId ?? "";
    world.stripe.makeRefund(intentId, 5_000, null);
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    expect(world.stripe.refunded(intentId)).toBe(5_000);
    expect(refundOf(world)?.status).toBe("succeeded");
    expect(world.mails.some((mail) => mail.key.includes("refund_failed"))).toBe(false);
  });

  it("of a disputed charge is blocked and waits for a person; the session is cancelled all the same", async () => {
    const world = await confirmedWorld();
    const intent = world.stripe.intents.get(world.booking.payment?.intentId ?? "");
    if (intent !== undefined) intent.disputed = true;
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    expect(world.booking.status).toBe("cancelled");
    expect(refundOf(world)).toMatchObject({ status: "manual", manualReason: "payment_disputed" });
  });

  it("of a disputed charge that Stripe would refund all the same goes back when a person retries it, and not before", async () => {
    const world = await confirmedWorld();
    const intent = world.stripe.intents.get(world.booking.payment?.intentId ?? "");
    if (intent === undefined) throw new Error("nothing was paid");
    Object.assign(intent, { disputed: true, refundable: true });
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    const sent = (): number => world.stripe.calls.filter((call) => call === "createRefund").length;
    expect(sent(), "nothing is sent while nobody has looked").toBe(0);
    await world.life.retryRefund(refundOf(world)?.id ?? "", "admin");
    await world.until(START + 2 * HOUR);
    expect(sent()).toBe(1);
    expect(refundOf(world)?.status).toBe("succeeded");
  });

  it("beside one made by hand that leaves room for it waits for a person, who may send it all the same", async () => {
    const world = new SimulatedWorld();
    const intentId = world.stripe.payment(12_000, "usd");
    await world.life.takeOver({ ...takenOver(), paymentIntentId: intentId });
    world.stripe.makeRefund(intentId, 5_000, null);
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    expect(refundOf(world)).toMatchObject({ status: "manual", manualReason: "refunded_in_part_elsewhere" });
    expect(world.stripe.refunded(intentId)).toBe(5_000);
    await world.life.retryRefund(refundOf(world)?.id ?? "", "admin");
    await world.until(START + 2 * HOUR);
    expect(refundOf(world)?.status).toBe("succeeded");
    expect(world.stripe.refunded(intentId)).toBe(10_000);
  });

  it("whose outcome was unknown, and which was made after all, is found when Stripe tells of it", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "kept_500" });
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    const refund = refundOf(world);
    expect(refund).toMatchObject({ status: "manual", manualReason: "outcome_unknown" });
    await world.life.noticeRefund();
    await world.until(START + 2 * HOUR);
    expect(refundOf(world), "an event of somebody else's refund").toEqual(refund);
    world.stripe.makeRefund(world.booking.payment?.intentId ?? "", 5_000, refund?.id ?? null);
    await world.life.noticeRefund();
    await world.until(START + 3 * HOUR);
    expect(refundOf(world)).toMatchObject({ status: "succeeded", manualReason: null });
    expect(world.stripe.refunds).toHaveLength(1);
  });

  it("that was refused, and made a little later all the same, is found without any word of Stripe's", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "kept_500" });
    await world.life.cancel(by("mentee"));
    await world.until(START + MINUTE);
    const refund = refundOf(world);
    expect(refund?.status).toBe("manual");
    world.stripe.makeRefund(world.booking.payment?.intentId ?? "", 5_000, refund?.id ?? null);
    await world.until(START + 10 * MINUTE);
    expect(refundOf(world)).toMatchObject({ status: "succeeded", manualReason: null });
  });

  it("that waits for a person is looked for in Stripe's list for minutes, not for ever", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "kept_500" });
    await world.life.cancel(by("mentee"));
    await world.until(START + 10 * MINUTE);
    const looked = world.stripe.calls.filter((call) => call === "listRefunds").length;
    await world.until(START + 10 * HOUR);
    expect(world.stripe.calls.filter((call) => call === "listRefunds")).toHaveLength(looked);
    expect(await world.life.refundEfforts()).toEqual([]);
  });

  it("that fails after it succeeded waits for a person, and the booking stays cancelled", async () => {
    const world = await confirmedWorld();
    await world.life.cancel(by("mentee"));
    await world.until(START + MINUTE);
    const made = world.stripe.refunds[0];
    if (made === undefined) throw new Error("no refund was made");
    world.stripe.refunds[0] = { ...made, status: "failed" };
    await world.life.noticeRefund();
    await world.until(START + 2 * MINUTE);
    expect(refundOf(world)).toMatchObject({ status: "manual", manualReason: "failed_at_stripe" });
    expect(world.booking.status).toBe("cancelled");
    expect(world.mailsTo("mentee").filter((key) => key.includes("refund_failed"))).toHaveLength(1);
  });

  it("is asked about while it is under way, and found done without any webhook", async () => {
    const world = await confirmedWorld();
    world.stripe.newRefundStatus = "pending";
    await world.life.cancel(by("mentee"));
    await world.until(START + 10 * HOUR);
    expect(refundOf(world)).toMatchObject({ status: "pending", settledAt: null });
    const asked = world.stripe.calls.filter((call) => call === "readRefund").length;
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(40);
    const made = world.stripe.refunds[0];
    if (made === undefined) throw new Error("no refund was made");
    world.stripe.refunds[0] = { ...made, status: "succeeded" };
    await world.until(START + 12 * HOUR);
    expect(refundOf(world)?.status).toBe("succeeded");
  });
});

describe("the alarm", () => {
  it("two hours late, twice, or after an outage: the stored status is right in the end", async () => {
    const world = await confirmedWorld();
    const { startsAt, endsAt } = world.booking;
    world.now = endsAt + 3 * HOUR;
    await world.ring();
    await world.ring();
    expect(world.booking.status).toBe("completed");
    expect(world.booking.timeline.map((entry) => entry.type)).toContain("started");
    expect(world.booking.timeline.find((entry) => entry.type === "started")?.at).toBe(startsAt);
    expect(world.projected).toEqual(world.booking);
    expect(world.alarmAt).toBeNull();
  });

  it("is always set while anything is ahead or undone", async () => {
    const world = await confirmedWorld();
    world.down.add("d1").add("email").add("video");
    await world.life.cancel(by("mentee"));
    await world.rest();
    expect(world.alarmAt).not.toBeNull();
    expect(world.alarmAt ?? 0).toBeLessThanOrEqual(world.now + 5 * SECOND);
  });

  it("tries for half an hour of outage under the same key: each person has one mail in the end", async () => {
    const world = await confirmedWorld();
    world.down.add("email");
    await world.life.cancel(by("mentee"));
    await world.until(START + 31 * MINUTE);
    expect(world.mails.filter((mail) => mail.key.includes("cancelled"))).toEqual([]);
    world.down.clear();
    await world.until(START + 40 * MINUTE);
    expect(world.mails.filter((mail) => mail.key.includes("cancelled"))).toHaveLength(2);
  });
});

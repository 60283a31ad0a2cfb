import { describe, expect, it } from "vitest";
import { refused } from "../../domain/result.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import type { CancelRequest } from "../../durable-objects/contract.ts";
import { confirmedWorld, newBooking, SimulatedWorld, START } from "./world/world.ts";

const by = (userId: string): CancelRequest => ({
  by: { kind: "participant", userId },
  reason: null,
  shareReason: false,
});

describe("a refund", () => {
  it("whose lost answer is replayed after it failed is not said to have succeeded", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "lost_after" });
    await world.life.cancel(by("mentee"));
    await world.rest();
    const made = world.stripe.refunds[0];
    if (made === undefined) throw new Error("no refund was made");
    // The bank sends it back while nobody has the answer; Stripe's webhook about it comes now.
    world.stripe.refunds[0] = { ...made, status: "failed" };
    await world.life.noticeRefund();
    await world.until(START + DAY);
    expect(world.booking.refunds[0]).toMatchObject({ status: "manual" });
  });

  it("that fails again after a person retried it is told again", async () => {
    const world = await confirmedWorld();
    world.stripe.faults.push({ method: "createRefund", fault: "kept_500" });
    await world.life.cancel(by("mentee"));
    await world.until(START + HOUR);
    expect(world.booking.refunds[0]).toMatchObject({ status: "manual" });
    world.stripe.newRefundStatus = "pending";
    await world.life.retryRefund(world.booking.refunds[0]?.id ?? "", "admin");
    await world.until(START + 2 * HOUR);
    expect(world.booking.refunds[0]).toMatchObject({ status: "pending" });
    const made = world.stripe.refunds[0];
    if (made === undefined) throw new Error("no refund was made");
    world.stripe.refunds[0] = { ...made, status: "failed" };
    await world.life.noticeRefund();
    await world.until(START + 3 * HOUR);
    expect(world.booking.refunds[0]).toMatchObject({ status: "manual", manualReason: "failed_at_stripe" });
    expect(world.mailsTo("mentee").filter((key) => key.includes("refund_failed"))).toHaveLength(2);
  });
});

describe("a draft", () => {
  it("whose checkout was paid in another amount does not hold its slot for ever", async () => {
    const world = new SimulatedWorld();
    await world.life.create(newBooking());
    await world.rest();
    const id = world.booking.checkoutSession?.id ?? "";
    world.stripe.pay(id);
    const paid = world.stripe.sessions.get(id);
    if (paid === undefined) throw new Error("no checkout");
    world.stripe.sessions.set(id, { ...paid, amount: 1 });
    await world.until(START + 2 * DAY);
    await world.life.wake();
    await world.rest();
    expect({ status: world.booking.status, alarm: world.alarmAt, outbox: world.outbox }).toMatchObject({
      status: "expired",
    });
  });

  it("is made once when the platform asks again for a lost answer", async () => {
    const world = new SimulatedWorld();
    await world.life.create(newBooking());
    const again = await world.life.create(newBooking());
    expect(again.ok).toBe(true);
  });
});

describe("a free session", () => {
  it("whose booking was answered with an outage is not booked behind the person's back", async () => {
    const world = new SimulatedWorld();
    world.down.add("d1");
    await expect(world.life.create(newBooking({ price: { amount: 0, currency: "usd" } }))).rejects.toThrow();
    world.down.clear();
    await world.until(START + 5 * MINUTE);
    expect(world.mails).toEqual([]);
  });
});

describe("opening a checkout", () => {
  it("that Stripe refuses for good gives the slot back at once, so that asking again can work", async () => {
    const world = new SimulatedWorld();
    for (let i = 0; i < 12; i++) world.stripe.faults.push({ method: "openCheckout", fault: "lost_before" });
    await world.life.create(newBooking());
    await world.until(START + 6 * MINUTE);
    world.stripe.faults.length = 0;
    // Less than 30 minutes are left of the stored expiry: Stripe says no (400), and will for ever.
    world.stripe.openCheckout = async () =>
      refused({ code: "refused", detail: "expires_at is too soon" }) as never;
    await world.until(START + 10 * MINUTE);
    expect(world.booking.status).toBe("expired");
  });
});

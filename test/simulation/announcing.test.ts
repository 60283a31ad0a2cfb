import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import { confirmedWorld, type SimulatedWorld, START } from "./world/world.ts";

// A platform hears of every change by webhook: once D1 shows it, for three days, and never at the cost of anything else.

const byMentor = {
  by: { kind: "participant", userId: "mentor" },
  reason: null,
  shareReason: false,
} as const;

const heard = (world: SimulatedWorld) => world.announced.map(({ event }) => event.type);

/** A cancelled booking whose platform has been down since before the cancel. */
async function cancelledInAnOutage(): Promise<SimulatedWorld> {
  const world = await confirmedWorld();
  world.announced.length = 0;
  world.down.add("platform");
  await world.life.cancel(byMentor);
  await world.rest();
  return world;
}

describe("a platform", () => {
  it("hears of each step once, when D1 shows it", async () => {
    const world = await confirmedWorld();
    await world.life.cancel(byMentor);
    await world.until(START + DAY);
    expect(heard(world).slice(0, 4)).toEqual([
      "booking.created",
      "booking.confirmed",
      "booking.cancelled",
      "refund.requested",
    ]);
    expect(heard(world)).toContain("refund.succeeded");
    expect(new Set(world.announced.map(({ event }) => event.id)).size).toBe(world.announced.length);
    expect(world.announced.every(({ version, shown }) => shown >= version)).toBe(true);
  });

  it("that is down keeps no mail and no refund waiting, and hears of it later under the same id", async () => {
    const world = await cancelledInAnOutage();
    expect(world.mailsTo("mentee").some((key) => key.includes("mail:cancelled"))).toBe(true);
    expect(world.booking.refunds[0]?.status).not.toBe("requested");
    await world.until(START + 4 * MINUTE);
    expect(heard(world)).toEqual([]);
    world.down.delete("platform");
    await world.until(START + 6 * MINUTE);
    expect(heard(world)).toEqual(expect.arrayContaining(["booking.cancelled", "refund.requested"]));
    const id = world.announced.find(({ event }) => event.type === "booking.cancelled")?.event.id;
    expect(id).toBe(`evt_booking_${world.booking.timeline.findIndex(({ type }) => type === "cancelled")}`);
  });

  it("is asked ten times over three days, and what it did not take is then on the list", async () => {
    const world = await cancelledInAnOutage();
    await world.until(START + 75 * HOUR + 35 * MINUTE);
    expect(world.undelivered).toEqual([]);
    await world.until(START + 75 * HOUR + 36 * MINUTE);
    const cancelled = world.undelivered.find(({ type }) => type === "booking.cancelled");
    expect(cancelled).toMatchObject({ attempts: 10, why: "platform: is down" });
    await world.until(START + 90 * DAY);
    expect(world.outbox).toEqual([]);
  });

  it("whose events cannot even be listed, since D1 is down, loses none of them", async () => {
    const world = await cancelledInAnOutage();
    await world.until(START + 75 * HOUR);
    world.down.add("d1");
    await world.until(START + 77 * HOUR);
    expect(world.undelivered).toEqual([]);
    world.down.delete("d1");
    await world.until(START + 78 * HOUR);
    expect(world.undelivered.map(({ type }) => type)).toContain("booking.cancelled");
  });

  it("is told once more by hand, of what there is", async () => {
    const world = await confirmedWorld();
    world.announced.length = 0;
    expect(await world.life.announceAgain(1)).toBe(true);
    expect(await world.life.announceAgain(99)).toBe(false);
    await world.rest();
    expect(world.announced.map(({ event }) => event.id)).toEqual(["evt_booking_1"]);
    await world.until(START + SECOND);
    expect(world.outbox).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { DAY, MINUTE } from "../../domain/time.ts";
import { confirmedWorld, type SimulatedWorld, START } from "./world/world.ts";

// Open pages hear of a booking's changes: after D1 shows them, and never at the cost of anything else.

const byMentor = {
  by: { kind: "participant", userId: "mentor" },
  reason: null,
  shareReason: false,
} as const;

const latest = (world: SimulatedWorld): number => world.booking.timeline.at(-1)?.version ?? 0;

describe("open pages", () => {
  it("of both people hear of a cancel once D1 shows it", async () => {
    const world = await confirmedWorld();
    await world.life.cancel(byMentor);
    await world.rest();
    const last = (userId: string) => world.told.filter((news) => news.userId === userId).at(-1);
    for (const userId of ["mentor", "mentee"]) expect(last(userId)?.version).toBe(latest(world));
    expect(world.told.every(({ version, shown }) => shown >= version)).toBe(true);
  });

  it("hear of the refund's steps, too", async () => {
    const world = await confirmedWorld();
    await world.life.cancel(byMentor);
    await world.until(START + DAY);
    const types = world.booking.timeline.map(({ type }) => type);
    expect(types).toContain("refund_succeeded");
    expect(world.told.at(-1)?.version).toBe(latest(world));
  });

  it("hear nothing of a mail that left or a room that was made", async () => {
    const world = await confirmedWorld();
    const [before, told] = [world.booking.version, world.told.length];
    const mailsBefore = world.booking.mails.length;
    await world.until(START + 2 * DAY + MINUTE);
    expect(world.booking.mails.length).toBeGreaterThan(mailsBefore);
    expect(world.booking.version).toBeGreaterThan(before);
    expect(world.told).toHaveLength(told);
  });

  it("that cannot be reached keep nothing waiting, and are given up after a few seconds", async () => {
    const world = await confirmedWorld();
    world.down.add("pages");
    await world.life.cancel(byMentor);
    await world.rest();
    expect(world.mailsTo("mentee").some((key) => key.includes("mail:cancelled"))).toBe(true);
    expect(world.outbox).toContain("tell");
    await world.until(START + MINUTE);
    expect(world.outbox).not.toContain("tell");
    expect(world.logged).toContain("effect_given_up");
  });

  it("wait for D1 as long as it is down, with an alarm behind them, and are told then", async () => {
    const world = await confirmedWorld();
    world.down.add("d1");
    const told = world.told.length;
    await world.life.cancel(byMentor);
    await world.rest();
    expect(world.told).toHaveLength(told);
    await world.until(START + 10 * MINUTE);
    expect(world.told).toHaveLength(told);
    world.down.delete("d1");
    await world.until(START + 20 * MINUTE);
    expect(world.told.at(-1)?.version).toBe(latest(world));
  });
});

import { expect, it } from "vitest";
import { MAIL_LATE_AFTER } from "../../domain/limits.ts";
import { cancelToldAt } from "../../domain/mail-times.ts";
import { MINUTE, SECOND } from "../../domain/time.ts";
import { newBooking, SimulatedWorld, START } from "./world/world.ts";

// Two thousand objects under one clock, before one email service. `npm run bench:mail-storm` does the same on the real runtime,
// with as many as the machine at hand carries.

const BOOKINGS = 2_000;

/** Every third call, of whatever booking, is turned away. */
function everyThird(): { readonly turnsAway: () => boolean; readonly calls: () => number } {
  let calls = 0;
  return { turnsAway: () => ++calls % 3 === 0, calls: () => calls };
}

/** Confirmed, free and taken over: it has been mailed nothing yet, and cancelling it is about its mails alone. */
async function freeSession(id: string, turnsAway: () => boolean): Promise<SimulatedWorld> {
  const world = new SimulatedWorld();
  world.turnsAway = turnsAway;
  const { checkoutRequest: _, ...details } = newBooking({ id, price: { amount: 0, currency: "usd" } });
  await world.life.takeOver({ ...details, status: "confirmed", paymentIntentId: null });
  await world.rest();
  return world;
}

const tookOf = ({ booking }: SimulatedWorld): number =>
  (cancelToldAt(booking) ?? Number.POSITIVE_INFINITY) - (booking.cancellation?.at ?? 0);

it("2,000 bookings cancelled within a minute, every third call turned away: each has each mail once, the slowest within five minutes", {
  timeout: 120_000,
}, async () => {
  const service = everyThird();
  const worlds: SimulatedWorld[] = [];
  for (let n = 0; n < BOOKINGS; n++) {
    worlds.push(await freeSession(`booking-${n}`, service.turnsAway));
  }
  // All clocks go on together, a second at a time, so that the calls of all mix as they would.
  for (let second = 0; second * SECOND <= 6 * MINUTE; second++) {
    for (const [n, world] of worlds.entries()) {
      const cancelsAt = Math.floor((n * 60) / BOOKINGS);
      if (second < cancelsAt || Number.isFinite(tookOf(world))) continue;
      await world.until(START + second * SECOND);
      if (second > cancelsAt) continue;
      await world.life.cancel({
        by: { kind: "participant", userId: "mentee" },
        reason: null,
        shareReason: false,
      });
      await world.rest();
    }
  }
  expect(service.calls()).toBeGreaterThan(2 * BOOKINGS * 1.4);
  for (const { mails } of worlds) {
    const keys = mails.map(({ key }) => key).filter((key) => key.includes(":mail:cancelled:"));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  }
  const times = worlds.map(tookOf).sort((a, b) => a - b);
  expect(times.at(-1)).toBeLessThanOrEqual(MAIL_LATE_AFTER);
  const told = (share: number) => (times[Math.floor(share * (BOOKINGS - 1))] ?? 0) / SECOND;
  console.info(
    `calls ${service.calls()}; told after p50 ${told(0.5)} s, p99 ${told(0.99)} s, slowest ${told(1)} s`,
  );
});

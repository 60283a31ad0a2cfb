import { describe, expect, it } from "vitest";
import { accepted } from "../../domain/result.ts";
import { SECOND } from "../../domain/time.ts";
import { BookingLife } from "../../durable-objects/booking-life.ts";
import type { World } from "../../durable-objects/services.ts";
import { MemoryStorage } from "./world/memory-storage.ts";
import { SimulatedStripe } from "./world/stripe.ts";
import { onlyDaily } from "./world/video.ts";
import { newBooking, START } from "./world/world.ts";

/** A world whose D1 can be made to think for a while, and whose answers to stay. */
function slowWorld() {
  const held: (() => void)[] = [];
  const leaving: (() => void)[] = [];
  const state = {
    now: START,
    alarmAt: null as number | null,
    slow: false,
    stays: false,
    set: [] as number[],
    mails: 0,
  };
  const stripe = new SimulatedStripe();
  const world: World = {
    payments: stripe,
    video: onlyDaily(),
    email: {
      send: async () => {
        state.mails += 1;
        return accepted({ id: "m" });
      },
    },
    appOrigin: "https://meridian.test",
    supportEmail: "support@meridian.test",
    emailFrom: "hello@meridian.test",
    clock: () => state.now,
    setAlarm: (at) => {
      state.alarmAt = at;
      state.set.push(at - state.now);
    },
    clearAlarm: () => {
      state.alarmAt = null;
    },
    newId: () => crypto.randomUUID().replaceAll("-", ""),
    answered: async () => {
      if (state.stays) await new Promise<void>((resolve) => leaving.push(resolve));
    },
    projection: {
      write: async () => {
        if (state.slow) await new Promise<void>((resolve) => held.push(resolve));
        return "written" as const;
      },
      claimPayment: async () => true,
      releasePayment: async () => {},
    },
    people: {
      byIds: async (ids) =>
        ids.map((id) => ({ id, name: id, email: `${id}@x.test`, timezone: "UTC", locale: "en" as const })),
      administratorIds: async () => [],
    },
    pages: { tell: async () => {} },
    platform: null,
    undelivered: { list: async () => {} },
    log: () => {},
    measure: () => {},
  };
  const life = new BookingLife(new MemoryStorage(), world);
  return {
    state,
    stripe,
    life,
    release: () => {
      for (const go of held.splice(0)) go();
    },
    leave: () => {
      for (const go of leaving.splice(0)) go();
    },
  };
}

const rest = async () => {
  for (let turn = 0; turn < 300; turn++) await Promise.resolve();
};

const BY_MENTEE = {
  by: { kind: "participant", userId: "mentee" },
  reason: null,
  shareReason: false,
} as const;

/** A paid session at rest. */
async function confirmed() {
  const world = slowWorld();
  await world.life.create(newBooking());
  await rest();
  world.stripe.pay([...world.stripe.sessions.keys()][0] ?? "");
  await world.life.settleCheckout();
  await rest();
  return world;
}

describe("the alarm", () => {
  it("does not ring at once again and again while D1 thinks about an older version", async () => {
    const { state, stripe, life, release } = slowWorld();
    await life.create(newBooking());
    await rest();
    stripe.pay([...stripe.sessions.keys()][0] ?? "");
    state.slow = true;
    // The confirmation is being written to D1 when the mails and the room report: a second write waits behind the first.
    void life.settleCheckout();
    await rest();
    let rings = 0;
    while (state.alarmAt !== null && state.alarmAt <= state.now && rings < 1_000) {
      rings += 1;
      state.alarmAt = null;
      await life.alarm();
      await rest();
    }
    state.slow = false;
    release();
    await rest();
    expect(rings).toBeLessThan(5);
  });

  it("stands behind an act that waits for D1, and does not ring beside it", async () => {
    const { state, life, release } = await confirmed();
    state.slow = true;
    const cancelled = life.cancel(BY_MENTEE);
    await rest();
    expect(state.alarmAt).toBe(state.now + 5 * SECOND);
    state.slow = false;
    release();
    expect((await cancelled).ok).toBe(true);
  });
});

describe("what follows an answer", () => {
  it("begins once it has left, the alarm behind it until then", async () => {
    const { state, life, leave } = await confirmed();
    const before = state.mails;
    state.stays = true;
    expect((await life.cancel(BY_MENTEE)).ok).toBe(true);
    await rest();
    expect([state.mails, state.alarmAt]).toEqual([before, state.now + 5 * SECOND]);
    leave();
    await rest();
    expect(state.mails).toBe(before + 2);
  });
});

import type { Booking } from "../../domain/booking.ts";
import { HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import type { BookingStorage } from "../../durable-objects/storage.ts";
import { installHooks } from "../../test/simulation/native/hooks.ts";
import type { ActName, Step } from "../../test/simulation/story/story.ts";

installHooks([]);
const { DurableStorage } = await import("../../test/simulation/engine/durable-storage.ts");
const { Host } = await import("../../test/simulation/engine/host.ts");
const { SimD1 } = await import("../../test/simulation/outside/d1.ts");
const { play } = await import("../../test/simulation/story/play.ts");

const WISH = { mentor: "mentor0", mentee: "mentee0", startsIn: 40 * HOUR, minutes: 60, price: 5_000 };
const step = (at: number, act: ActName, who = "", how = ""): Step => ({ at, act, who, how, wish: 0 });

const PAID = [
  step(0, "book", WISH.mentee),
  step(MINUTE, "pay", WISH.mentee, "at_once"),
  step(MINUTE + SECOND, "return"),
];

/** Lives in which nothing goes wrong. */
export const LIVES: Readonly<Record<string, readonly Step[]>> = {
  "paid, held, reviewed": [
    ...PAID,
    step(40 * HOUR - MINUTE, "join", WISH.mentor),
    step(40 * HOUR, "join", WISH.mentee),
    step(43 * HOUR, "review", WISH.mentee),
  ],
  "paid, cancelled, refunded": [...PAID, step(HOUR, "cancel", WISH.mentee)],
  "never paid": [step(0, "book", WISH.mentee)],
};

/** What the object's own code did in one life. */
export interface Lived {
  /** Calls from the Worker: each is a request of the object's. */
  calls: number;
  /** So is each alarm that rang. */
  alarms: number;
  alarmsSet: number;
  /** What it asked of others, such as `stripe.createRefund`, and how often. */
  asked: Map<string, number>;
  /** What it wrote to its own storage, one after the other. */
  stored: ((storage: BookingStorage) => void)[];
  /** What it projected to D1, and since which version. */
  projected: [Booking, number][];
}

/** Lives one of them in the simulation. @throws when it breaks an invariant. */
export async function live(steps: readonly Step[]): Promise<Lived> {
  const lived: Lived = { calls: 0, alarms: 0, alarmsSet: 0, asked: new Map(), stored: [], projected: [] };
  const { asked, stored, projected } = lived;
  const end = [
    watch(Host.prototype, "onCrash", () => lived.calls++),
    watch(Host.prototype, "ring", () => lived.alarms++),
    watch(Host.prototype, "call", (_birth, name) => {
      // Not of others: it waits for its own answer to leave.
      if (name !== "object.answered") asked.set(name, (asked.get(name) ?? 0) + 1);
    }),
    watch(SimD1.prototype, "write", (booking, since) => projected.push([booking, since])),
    watch(DurableStorage.prototype, "setAlarm", (at) => {
      if (at !== null) lived.alarmsSet++;
    }),
    watch(DurableStorage.prototype, "save", (...said) => stored.push((to) => to.save(...said))),
    watch(DurableStorage.prototype, "clear", (...said) => stored.push((to) => to.clear(...said))),
    watch(DurableStorage.prototype, "postpone", (...said) => stored.push((to) => to.postpone(...said))),
    watch(DurableStorage.prototype, "projected", (...said) => stored.push((to) => to.projected(...said))),
  ];
  const { violations } = await play({ seed: 1, faultRate: 0, wishes: [WISH], steps: [...steps], deeds: [] });
  for (const stop of end) stop();
  if (violations.length > 0) throw new Error(violations.join("\n"));
  return lived;
}

type Method<T, K extends keyof T> = T[K] extends (...said: infer Said) => unknown ? Said : never;

/** Tells of each call of a method before it is made. @returns what ends it. */
function watch<T extends object, K extends keyof T & string>(
  on: T,
  name: K,
  seen: (...said: Method<T, K>) => unknown,
): () => void {
  const real = on[name] as (...said: Method<T, K>) => unknown;
  const watched = function (this: unknown, ...said: Method<T, K>): unknown {
    seen(...said);
    return real.apply(this, said);
  };
  Object.assign(on, { [name]: watched });
  return () => void Object.assign(on, { [name]: real });
}

import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` gives something truthy and returns it. What it throws counts as "not yet", and is told in the end. */
export async function until<T>(
  look: () => T | Promise<T>,
  { what, within = 15_000, every = 100 }: { what: string; within?: number; every?: number },
): Promise<NonNullable<T>> {
  let last: unknown = "it was never so";
  for (const since = Date.now(); Date.now() - since < within; await sleep(every)) {
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within ${within} ms`, { cause: last });
}

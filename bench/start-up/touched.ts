import { readFileSync } from "node:fs";
import http from "node:http";
import { reader, tokenFor } from "../dashboard/people.ts";
import { send } from "../dashboard/race.ts";
import type { Runtime } from "../dashboard/runtime.ts";

/** An object that is awake keeps files open, and a process has some thousands: so few at a time, most sleep before the last is touched. */
const CONNECTIONS = 4;

/** So many go before: what the Worker's own code takes once it runs is not the objects'. */
const WARM_UP = 300;

/** workerd puts an object that nobody asks to sleep after ten seconds. */
export const ASLEEP_AFTER = 15_000;

/** Resident memory of the runtime, in bytes. */
export interface Memory {
  readonly before: number;
  readonly touched: number;
}

/**
 * Asks so many bookings' objects for something (a cancel, which they refuse: they know of no booking), so that each is born, opens its
 * storage and makes its tables there.
 */
export async function touch(runtime: Runtime, count: number): Promise<Memory> {
  const one = await reader(runtime.db, WARM_UP + count, Date.now());
  const token = await tokenFor(runtime.db, one.id, "platform", Date.now());
  const past = "select id from bookings where mentee_id = ?1 or mentor_id = ?1";
  const { results } = await runtime.db.prepare(past).bind(one.id).all<{ id: string }>();
  const ids = results.map(({ id }) => id);
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const askEach = async (some: string[]): Promise<void> => {
    for (let id = some.pop(); id !== undefined; id = some.pop()) {
      const url = new URL(`/api/bookings/${id}/cancel`, runtime.api);
      const { status, body } = await send(url, "POST", headers, "{}", agent);
      if (status !== 409) throw new Error(`${id}: ${status} ${body}`);
    }
  };
  const askAll = (some: string[]) => Promise.all(Array.from({ length: CONNECTIONS }, () => askEach(some)));
  await askAll(ids.splice(0, WARM_UP));
  const before = residentBytes();
  await askAll(ids);
  agent.destroy();
  return { before, touched: residentBytes() };
}

/** Of the workerd that this process has started (Linux). */
export function residentBytes(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8")
    .trim()
    .split(" ");
  const status = children
    .map((id) => readFileSync(`/proc/${id}/status`, "utf8"))
    .find((text) => text.startsWith("Name:\tworkerd"));
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? "")?.[1];
  if (kilobytes === undefined) throw new Error("no runtime is running");
  return Number(kilobytes) * 1024;
}

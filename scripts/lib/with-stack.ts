import { setTimeout as sleep } from "node:timers/promises";
import { build } from "../build.ts";
import type { Settings } from "../settings.ts";
import { startStack } from "../stack.ts";
import { type Claim, readClaim } from "./claim.ts";
import { type Access, accessOf, databaseOf, sweepOf } from "./control.ts";
import type { D1 } from "./d1.ts";
import { UsageError } from "./project.ts";

export interface OpenStack {
  db: D1;
  access: Access;
  /** Runs the cron once. */
  sweep(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/** Works with the stack that runs on this state, or with one started for the purpose and ended behind it. */
export async function withStack<T>(settings: Settings, work: (stack: OpenStack) => Promise<T>): Promise<T> {
  const running = await runningStack(settings.persistTo);
  if (running !== null) {
    const access = await accessOf(running);
    return work({ db: databaseOf(running), access, sweep: () => sweepOf(running) });
  }
  const stack = await startStack({ settings, builds: await build(console.log) });
  try {
    return await work(stack);
  } finally {
    await stack.close();
  }
}

/** Waits for one that is just starting. */
async function runningStack(persistTo: string): Promise<Claim | null> {
  for (const since = Date.now(); Date.now() - since < START_WITHIN_MS; await sleep(200)) {
    const claim = readClaim(persistTo);
    if (claim === null || claim.control !== null) return claim;
  }
  throw new UsageError(`the stack on ${persistTo} does not become ready`);
}

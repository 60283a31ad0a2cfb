import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { identityOf } from "./process-identity.ts";
import { UsageError } from "./project.ts";

/** Which process runs on a state folder, and how to talk to it. */
const claimShape = z.object({
  pid: z.int(),
  identity: z.string(),
  /** Null until it is ready. */
  control: z.object({ port: z.int(), token: z.string() }).nullable(),
  appUrl: z.string(),
  sandboxUrl: z.string().nullable(),
});
export type Claim = z.output<typeof claimShape>;

const claimFile = (persistTo: string): string => path.join(persistTo, "stack.json");
export const runtimePidFile = (persistTo: string): string => path.join(persistTo, "workerd.pid");

/** The claim of a process that is alive; null when there is none. */
export function readClaim(persistTo: string): Claim | null {
  let text: string;
  try {
    text = readFileSync(claimFile(persistTo), "utf8");
  } catch {
    return null;
  }
  const parsed = claimShape.safeParse(parsedJson(text));
  return parsed.success && identityOf(parsed.data.pid) === parsed.data.identity ? parsed.data : null;
}

/** Two runtimes on one state would both fire its alarms: whoever comes second is refused. */
export async function claim(persistTo: string, appUrl: string, sandboxUrl: string | null): Promise<Claim> {
  const other = readClaim(persistTo);
  if (other !== null && other.pid !== process.pid) {
    throw new UsageError(
      `${persistTo} is in use by process ${other.pid} (${other.appUrl}): stop it, or choose another PERSIST_TO`,
    );
  }
  mkdirSync(persistTo, { recursive: true });
  await endStaleRuntime(persistTo);
  const identity = identityOf(process.pid) ?? "";
  const own: Claim = { pid: process.pid, identity, control: null, appUrl, sandboxUrl };
  writeClaim(persistTo, own);
  return own;
}

export function writeClaim(persistTo: string, own: Claim): void {
  writeFileSync(claimFile(persistTo), `${JSON.stringify(own)}\n`, { mode: 0o600 });
}

export function giveUpClaim(persistTo: string): void {
  rmSync(claimFile(persistTo), { force: true });
  rmSync(runtimePidFile(persistTo), { force: true });
}

/** A workerd whose starter was killed (workerd.sh should have ended it): ended here, once it is certain that it is ours. */
async function endStaleRuntime(persistTo: string): Promise<void> {
  const pid = Number(readOr(runtimePidFile(persistTo), ""));
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (identityOf(pid) === null || !readOr(`/proc/${pid}/cmdline`, "").includes("workerd")) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone by itself meanwhile.
  }
  while (identityOf(pid) !== null) await sleep(20);
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return otherwise;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf } from "./process-identity.ts";

const LOOK_AGAIN_MS = 200;

/** Lets one process at a time do `work`; a lock whose holder is gone (killed, say) is taken over. */
export async function withLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  while (!take(lockFile)) await sleep(LOOK_AGAIN_MS);
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, `${process.pid} ${identityOf(process.pid)}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  if (!isHeld(lockFile)) rmSync(lockFile, { force: true });
  return false;
}

function isHeld(lockFile: string): boolean {
  try {
    const [pid = "", identity = ""] = readFileSync(lockFile, "utf8").split(" ", 2);
    // Empty for an instant between its making and its writing: somebody's, then.
    return pid === "" || identityOf(Number(pid)) === identity;
  } catch {
    // Given back while we looked.
    return true;
  }
}

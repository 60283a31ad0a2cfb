import { existsSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Of Linux: a folder that is memory. Containers often have 64 MB of it, which a state outgrows. */
const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 ** 30;

/**
 * A new folder for the state of a stack that ends with its command or test; in memory where there is enough of it. workerd has each
 * commit of an object, and each of D1's, written to the disk before it goes on, all in one thread: 7 ms each on a busy machine, 20 in a
 * cancel. Cloudflare's do not wait for a disk of ours, and nobody needs this state after a power failure. A killed process loses none.
 */
export const stateFolder = (): string =>
  mkdtempSync(path.join(hasMemory() ? MEMORY : tmpdir(), "meridian-state-"));

function hasMemory(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH_BYTES;
}

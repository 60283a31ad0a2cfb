import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Of Linux: a folder that is memory. */
const MEMORY = "/dev/shm";

/**
 * A new folder for a bench's state, in memory where there is any. workerd has each commit of an object, and each of D1's, written
 * to the disk before it goes on, all in one thread: 7 ms each on a busy machine, 20 in a cancel. Cloudflare's do not wait for a
 * disk of ours, so that is not what is measured.
 */
export const stateFolder = (): string =>
  mkdtempSync(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), "meridian-bench-"));

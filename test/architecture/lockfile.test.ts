import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingIn, readLock } from "../../scripts/complete-lockfile.ts";
import { inProject } from "../../scripts/lib/project.ts";

test("the lock file names every platform's binaries, or `npm ci` refuses it (node scripts/complete-lockfile.ts names them)", () => {
  expect(missingIn(readLock())).toEqual([]);
});

test("the lock file names no registry: packages come from wherever npm is set to look", () => {
  const text = readFileSync(inProject("package-lock.json"), "utf8");
  expect(text).not.toContain('"resolved"');
});

import { existsSync } from "node:fs";
import { run } from "./run.ts";

/**
 * Installs a package of Debian's, where this is allowed: for root, with apt.
 * @returns what was said, its end; null where it was not tried.
 */
export async function installPackage(name: string): Promise<string | null> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  const options = { output: "keep", env: { DEBIAN_FRONTEND: "noninteractive" } } as const;
  await run("apt-get", ["update"], options);
  const { output } = await run("apt-get", ["install", "-y", "--no-install-recommends", name], options);
  return output.slice(-2_000);
}

import path from "node:path";

/** The checkout, whatever folder a script is called from. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

export const inProject = (...parts: string[]): string => path.join(ROOT, ...parts);

/** Names that wrangler.toml and worker/wrangler.toml share with the local stack. */
export const WORKER_NAME = "meridian-api";
export const PAGES_NAME = "meridian";
export const COMPATIBILITY_DATE = "2026-10-01";

/** A mistake of whoever runs the script, told in one line and without a stack. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Runs a script's main: a usage error is one line, anything else keeps its stack; both end with 1. */
export async function main(run: () => Promise<void> | void): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof UsageError ? `meridian: ${error.message}` : error);
    process.exit(1);
  }
}

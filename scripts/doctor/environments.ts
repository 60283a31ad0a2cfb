import { existsSync } from "node:fs";
import path from "node:path";
import { inProject, UsageError } from "../lib/project.ts";

/** Where Meridian is deployed to; `production` is what stands outside of `[env.…]` in either wrangler.toml. */
export const DEPLOYED = ["preview", "production"] as const;
export type Deployed = (typeof DEPLOYED)[number];

export const isDeployed = (name: string | undefined): name is Deployed =>
  DEPLOYED.some((deployed) => deployed === name);

/** Wrangler's arguments for the Worker, its database and its secrets. Pages tells its environments apart by their branch instead. */
export const workerArguments = (environment: Deployed): readonly string[] => [
  "-c",
  "worker/wrangler.toml",
  "--env",
  wranglerName(environment),
];

/** Wrangler's own name of what stands outside of `[env.…]` is the empty one. */
export const wranglerName = (environment: Deployed): string =>
  environment === "production" ? "" : environment;

/** Pages' production branch is `main` (docs/operations.md, first deploy); any other is a preview. */
export const branchOf = (environment: Deployed): string =>
  environment === "production" ? "main" : environment;

/** The file of secrets that was named, or `.dev.vars.ENVIRONMENT` where there is one; else they lie at Cloudflare only. */
export function secretsFileOf(environment: Deployed, named: string | undefined): string | null {
  if (named === undefined) {
    const usual = inProject(`.dev.vars.${environment}`);
    return existsSync(usual) ? usual : null;
  }
  const file = path.resolve(named);
  if (!existsSync(file)) throw new UsageError(`${file} is not there`);
  return file;
}

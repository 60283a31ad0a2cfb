import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { inspectBundles } from "./deploy/bundles.ts";
import { readDeployment, settingsTrouble } from "./deploy/settings.ts";
import { DATABASE_NAME, main, PAGES_NAME, UsageError } from "./lib/project.ts";
import { runTool } from "./lib/run.ts";

const USAGE = "npm run deploy [-- --dry-run] [--secrets FILE]";

/**
 * Settings, bundles, database, Worker, dashboard, in this order: the schema must be there before the code that needs it, and Pages
 * binds what the Worker defines. `--dry-run` does all that needs no account.
 */
await main(async () => {
  const { dryRun, secretsFile } = readArguments();
  const deployment = await readDeployment(secretsFile);
  if (!dryRun) refuseTrouble(await settingsTrouble(deployment, { ask: true }));
  inspectBundles(await build(console.log, { afresh: true }), console.log);
  if (dryRun) {
    const trouble = await settingsTrouble(deployment, { ask: false });
    for (const line of trouble) console.log(`before a real deployment: ${line}`);
    return console.log("dry run: both bundles are good; nothing was deployed");
  }
  await step("the database", ["d1", "migrations", "apply", DATABASE_NAME, "--remote"]);
  const secrets = secretsFile === null ? [] : ["--secrets-file", secretsFile];
  await step("the Worker", ["deploy", "--minify", "-c", "worker/wrangler.toml", ...secrets]);
  await step("the dashboard", ["pages", "deploy", "--project-name", PAGES_NAME, "--branch", "main"]);
  await lookAtHealth(deployment.appOrigin);
});

function readArguments(): { dryRun: boolean; secretsFile: string | null } {
  const options = { "dry-run": { type: "boolean", default: false }, secrets: { type: "string" } } as const;
  const { values } = parseArgs({ options });
  const secretsFile = values.secrets === undefined ? null : path.resolve(values.secrets);
  if (secretsFile !== null && !existsSync(secretsFile)) {
    throw new UsageError(`${secretsFile} is not there. Usage: ${USAGE}`);
  }
  return { dryRun: values["dry-run"], secretsFile };
}

function refuseTrouble(trouble: readonly string[]): void {
  if (trouble.length === 0) return;
  throw new UsageError(`not deployed:\n${trouble.map((line) => `  - ${line}`).join("\n")}`);
}

async function step(what: string, args: readonly string[]): Promise<void> {
  console.log(`\ndeploying ${what}: wrangler ${args.slice(0, 3).join(" ")}`);
  const { code } = await runTool("wrangler", args, { output: "show" });
  if (code !== 0)
    throw new UsageError(`deploying ${what} failed (see above); what came before it is in place`);
}

async function lookAtHealth(appOrigin: string): Promise<void> {
  const response = await fetch(`${appOrigin}/healthz`).catch(() => null);
  if (response?.ok) return console.log(`\ndeployed and healthy: ${appOrigin}`);
  const said = response === null ? "does not answer" : `${response.status} ${await response.text()}`;
  console.log(`\ndeployed, but ${appOrigin}/healthz ${said}`);
}

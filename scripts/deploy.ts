import { type Builds, build, workerVersion } from "./build.ts";
import { inspectBundles } from "./deploy/bundles.ts";
import { howToGoBack, whatStands } from "./deploy/rollback.ts";
import { smokeTest } from "./deploy/smoke.ts";
import { type Deployment, readDeployment } from "./doctor/deployment.ts";
import {
  branchOf,
  type Deployed,
  isDeployed,
  secretsFileOf,
  workerArguments,
} from "./doctor/environments.ts";
import { examine } from "./doctor/examine.ts";
import { type Finding, isWrong, tell } from "./doctor/finding.ts";
import { readOptions } from "./lib/options.ts";
import { main, PAGES_NAME, UsageError } from "./lib/project.ts";
import { runTool } from "./lib/run.ts";

const USAGE = "npm run deploy -- --env preview|production [--dry-run] [--secrets FILE]";

/**
 * The doctor, bundles, database, Worker, dashboard, a look from outside, in this order: the schema must be there before the code
 * that needs it, and Pages binds what the Worker defines. Every step may be done again. `--dry-run` does all that needs no account.
 */
await main(async () => {
  const { environment, dryRun, secretsFile } = readArguments();
  const deployment = readDeployment(environment, secretsFile);
  const findings = await examine(deployment, { ask: !dryRun });
  tell(findings, console.log);
  if (!dryRun) refuseWrong(findings);
  const builds = await build(console.log, { forPages: !dryRun });
  inspectBundles(builds, console.log);
  if (dryRun) return console.log("dry run: both bundles are good; nothing was deployed");
  await deploy(deployment, builds, secretsFile);
});

function readArguments(): { environment: Deployed; dryRun: boolean; secretsFile: string | null } {
  const text = { type: "string" } as const;
  const options = { env: text, "dry-run": { type: "boolean", default: false }, secrets: text } as const;
  const { values } = readOptions(USAGE, { options });
  const environment = values.env ?? (values["dry-run"] ? "production" : undefined);
  if (!isDeployed(environment)) throw new UsageError(`say where to. Usage: ${USAGE}`);
  return {
    environment,
    dryRun: values["dry-run"],
    secretsFile: secretsFileOf(environment, values.secrets),
  };
}

function refuseWrong(findings: readonly Finding[]): void {
  const count = findings.filter((finding) => isWrong(finding) && !finding.mayWait).length;
  if (count > 0) throw new UsageError(`not deployed: ${count} wrong, see above`);
}

async function deploy(
  { environment, appOrigin }: Deployment,
  builds: Builds,
  secretsFile: string | null,
): Promise<void> {
  const before = await whatStands(environment);
  const worker = workerArguments(environment);
  const version = workerVersion(builds);
  const secrets = secretsFile === null ? [] : ["--secrets-file", secretsFile];
  await step("the database", ["d1", "migrations", "apply", "DB", "--remote", ...worker]);
  await step("the Worker", ["deploy", "--minify", "--tag", version, ...worker, ...secrets]);
  const pages = ["--project-name", PAGES_NAME, "--branch", branchOf(environment), "--commit-dirty=true"];
  await step("the dashboard", ["pages", "deploy", ...pages]);
  const findings = await smokeTest(appOrigin, { version, clientDir: builds.clientDir });
  console.log();
  tell(findings, console.log);
  for (const line of howToGoBack(environment, before)) console.log(line);
  if (findings.some(isWrong))
    throw new UsageError(`deployed to ${environment}, but it is not well, see above`);
  console.log(`\ndeployed to ${environment} and well: ${appOrigin}`);
  console.log(`what else there is to do: npm run doctor -- --env ${environment}`);
}

async function step(what: string, args: readonly string[]): Promise<void> {
  console.log(`\ndeploying ${what}: wrangler ${args.slice(0, 3).join(" ")}`);
  const { code } = await runTool("wrangler", args, { output: "show" });
  if (code !== 0) {
    throw new UsageError(`deploying ${what} failed (see above); what came before it is in place`);
  }
}

import { lookAtApp } from "./deploy/smoke.ts";
import { readDeployment } from "./doctor/deployment.ts";
import { type Deployed, isDeployed, secretsFileOf } from "./doctor/environments.ts";
import { examine } from "./doctor/examine.ts";
import { type Finding, isWrong, tell } from "./doctor/finding.ts";
import { examineLocally } from "./doctor/local.ts";
import { readOptions } from "./lib/options.ts";
import { main, UsageError } from "./lib/project.ts";

const USAGE = "npm run doctor [-- --env local|preview|production] [--secrets FILE]";

/** Says of each thing that Meridian needs whether it is so, and what to do where it is not. Ends with 1 if anything is wrong. */
await main(async () => {
  const options = { env: { type: "string", default: "local" }, secrets: { type: "string" } } as const;
  const { values } = readOptions(USAGE, { options });
  const findings = await findingsOf(values.env, values.secrets);
  tell(findings, console.log);
  const count = findings.filter(isWrong).length;
  console.log(count === 0 ? `\n${values.env}: nothing is wrong` : `\n${values.env}: ${count} wrong`);
  if (count > 0) process.exitCode = 1;
});

async function findingsOf(environment: string, secrets: string | undefined): Promise<Finding[]> {
  if (environment === "local") return examineLocally();
  if (!isDeployed(environment))
    throw new UsageError(`there is no environment ${environment}. Usage: ${USAGE}`);
  return examineDeployed(environment, secretsFileOf(environment, secrets));
}

async function examineDeployed(environment: Deployed, secretsFile: string | null): Promise<Finding[]> {
  const deployment = readDeployment(environment, secretsFile);
  const findings = await examine(deployment, { ask: true });
  const app = deployment.appOrigin === "" ? [] : await lookAtApp(deployment.appOrigin, null);
  return [...findings, ...app];
}

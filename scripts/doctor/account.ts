import * as z from "zod";
import { askWrangler, complaintIn } from "../lib/ask-wrangler.ts";
import { PAGES_NAME } from "../lib/project.ts";
import { runTool } from "../lib/run.ts";
import type { Deployment } from "./deployment.ts";
import { type Deployed, workerArguments } from "./environments.ts";
import { type Finding, good, unknown, wrong } from "./finding.ts";

/** What Cloudflare says of the account, asked by wrangler's own commands and with wrangler's own credentials. */
export interface Account {
  findings: Finding[];
  /** Names of the secrets that the Worker has; null when Cloudflare does not tell. */
  secrets: readonly string[] | null;
}

const databasesShape = z.array(z.object({ uuid: z.string(), name: z.string() }));
const projectsShape = z.array(z.object({ "Project Name": z.string() }));
const secretsShape = z.array(z.object({ name: z.string() }));
/** https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/get/ */
const databaseShape = z.object({ read_replication: z.object({ mode: z.string() }) });

/** The first question tells whether there is an account at all: without one the others are not asked. */
export async function lookAtAccount(deployment: Deployment): Promise<Account> {
  const databases = await askWrangler(["d1", "list", "--json"], databasesShape);
  if (!databases.ok) {
    const remedy = "`npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID";
    return {
      findings: [wrong("account", `Cloudflare does not let us in: ${databases.why}`, remedy)],
      secrets: null,
    };
  }
  const id = deployment.databaseIds.worker;
  const found = databases.value.some(({ uuid }) => uuid === id);
  const [secrets, project, database] = await Promise.all([
    secretsOf(deployment.environment),
    lookAtProject(),
    found ? lookAtDatabase(deployment.environment) : noDatabase(id),
  ]);
  return { findings: [good("account", "Cloudflare lets us in"), ...project, ...database], secrets };
}

/** A Worker that is not there yet has none: they come with its first deployment. */
async function secretsOf(environment: Deployed): Promise<readonly string[]> {
  const answer = await askWrangler(["secret", "list", ...workerArguments(environment)], secretsShape);
  return answer.ok ? answer.value.map(({ name }) => name) : [];
}

async function lookAtProject(): Promise<Finding[]> {
  const projects = await askWrangler(["pages", "project", "list", "--json"], projectsShape);
  if (!projects.ok)
    return [unknown("account", `Pages' projects: ${projects.why}`, "give the token Pages' rights")];
  const found = projects.value.some((project) => project["Project Name"] === PAGES_NAME);
  if (found) return [good("account", `the Pages project ${PAGES_NAME} is there`)];
  const remedy = `\`npx wrangler pages project create ${PAGES_NAME} --production-branch main\``;
  return [wrong("account", `there is no Pages project ${PAGES_NAME}`, remedy)];
}

async function noDatabase(id: string): Promise<Finding[]> {
  const remedy =
    "`npx wrangler d1 list`, and put the right id into both wrangler.toml and worker/wrangler.toml";
  return [wrong("database", `the account has no database ${id}`, remedy)];
}

async function lookAtDatabase(environment: Deployed): Promise<Finding[]> {
  const looks = [lookAtMigrations(environment), lookAtReplication(environment)];
  return (await Promise.all(looks)).flat();
}

/** Without replicas everything works, only that every read goes to where the database is (decision 8): no reason not to deploy. */
async function lookAtReplication(environment: Deployed): Promise<Finding[]> {
  const args = ["d1", "info", "DB", "--json", ...workerArguments(environment)];
  const answer = await askWrangler(args, databaseShape);
  if (!answer.ok) {
    const remedy = "look at Cloudflare, D1, the database, Settings";
    return [unknown("database", `its read replication: ${answer.why}`, remedy)];
  }
  if (answer.value.read_replication.mode === "auto") return [good("database", "reads come from replicas")];
  const what = "read replication is off: every read goes to where the database is";
  const remedy =
    "Cloudflare, D1, the database, Settings: enable read replication; or the call in docs/operations.md (the first deployment, step 1)";
  return [{ ...wrong("database", what, remedy), mayWait: true }];
}

async function lookAtMigrations(environment: Deployed): Promise<Finding[]> {
  const args = ["d1", "migrations", "list", "DB", "--remote", ...workerArguments(environment)];
  const { code, output } = await runTool("wrangler", args, { output: "keep" });
  if (code !== 0) {
    return [unknown("database", `its migrations: ${complaintIn(output)}`, "give the token D1's rights")];
  }
  const pending = [...new Set(output.match(/\b\d{4}_\w+\.sql\b/g))];
  if (pending.length === 0) return [good("database", "no migration is pending")];
  const what = `${pending.length} pending: ${pending.join(", ")}`;
  const remedy = `\`npm run deploy -- --env ${environment}\` applies them`;
  return [{ ...wrong("database", what, remedy), mayWait: true }];
}

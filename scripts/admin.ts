import { randomUUID } from "node:crypto";
import { foldName } from "../db/fold.ts";
import { type Deployed, isDeployed, workerArguments } from "./doctor/environments.ts";
import { readOptions } from "./lib/options.ts";
import { main, UsageError } from "./lib/project.ts";
import { runTool } from "./lib/run.ts";
import { withStack } from "./lib/with-stack.ts";
import { readSettings } from "./settings.ts";

const USAGE = "npm run admin -- EMAIL [--env preview|production] [--persist-to FOLDER]";
/** What may stand in an SQL text as it is: `wrangler d1 execute` binds no parameters. */
const PLAIN_ADDRESS = /^[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Makes a person an administrator, and the person too if nobody has the address: how the first one comes to be. */
await main(async () => {
  const options = { env: { type: "string" }, "persist-to": { type: "string" } } as const;
  const { values, positionals } = readOptions(USAGE, { options, allowPositionals: true });
  const email = positionals[0]?.toLowerCase();
  if (!email || positionals.length !== 1) throw new UsageError(`usage: ${USAGE}`);
  if (!PLAIN_ADDRESS.test(email)) throw new UsageError(`${email} is not an email address`);
  if (values.env === undefined) await makeLocal(email, values["persist-to"]);
  else if (isDeployed(values.env)) await makeRemote(email, values.env);
  else throw new UsageError(`there is no environment ${values.env}. Usage: ${USAGE}`);
  console.log(`${email} is an administrator. They sign in by email, like everybody.`);
});

async function makeLocal(email: string, persistTo: string | undefined): Promise<void> {
  const settings = readSettings(
    persistTo === undefined ? process.env : { ...process.env, PERSIST_TO: persistTo },
  );
  await withStack(settings, ({ db }) => db.prepare(upsert(email)).run());
}

async function makeRemote(email: string, environment: Deployed): Promise<void> {
  const where = ["--remote", ...workerArguments(environment)];
  const args = ["d1", "execute", "DB", ...where, "--yes", "--command", upsert(email)];
  const { code } = await runTool("wrangler", args, { output: "show" });
  if (code !== 0) throw new UsageError("wrangler could not reach the database (see above)");
}

function upsert(email: string): string {
  const name = email.split("@")[0] ?? email;
  return `insert into users (id, email, name, name_folded, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at)
    values ('${randomUUID()}', '${email}', '${name}', '${foldName(name)}', 'UTC', 'en', 0, 0, 1, 'meridian', ${Date.now()})
    on conflict (email) do update set is_admin = 1`;
}

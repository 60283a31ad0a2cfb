import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { readDeployment } from "./doctor/deployment.ts";
import { isDeployed, secretsFileOf } from "./doctor/environments.ts";
import { objectIds } from "./lib/cloudflare-objects.ts";
import { readOptions } from "./lib/options.ts";
import { main, UsageError, WORKER_NAME } from "./lib/project.ts";
import { withStack } from "./lib/with-stack.ts";
import { readSettings } from "./settings.ts";

const USAGE =
  "npm run rebuild-projection [-- --persist-to FOLDER]; deployed, with CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID: npm run rebuild-projection -- --env preview|production [--app ORIGIN] [--secrets FILE]";

/** As many as one call takes (worker/limits.ts, REBUILD_OBJECTS_MAX). */
const AT_ONCE = 50;
const OBJECT_ID = /^[0-9a-f]{64}$/;

const answerShape = z.object({
  data: z.array(z.object({ object_id: z.string(), booking_id: z.string().nullable(), outcome: z.string() })),
});

/** Makes the bookings' tables of D1 again from the bookings' objects. People and reviews are D1's own: Time Travel brings them. */
await main(async () => {
  const text = { type: "string" } as const;
  const { values } = readOptions(USAGE, {
    options: { env: text, app: text, secrets: text, "persist-to": text },
  });
  const { env: environment, app } = values;
  if (environment === undefined && app === undefined) return rebuildLocal(values["persist-to"]);
  if (!isDeployed(environment)) throw new UsageError(`say which environment. Usage: ${USAGE}`);
  const secretsFile = secretsFileOf(environment, values.secrets);
  const { appOrigin, workerName, asking } = readDeployment(environment, secretsFile);
  const key = asking["PLATFORM_API_KEY"]?.split(",")[0];
  if (!key) {
    throw new UsageError(
      `PLATFORM_API_KEY is neither in ${secretsFile ?? `.dev.vars.${environment}`} nor in the environment; where there is none yet: docs/operations.md, Recovery. Usage: ${USAGE}`,
    );
  }
  const appUrl = app ?? appOrigin;
  if (appUrl === "") throw new UsageError("APP_ORIGIN is empty in wrangler.toml: say --app ORIGIN");
  await rebuild({ appUrl, platformKey: key }, objectIds(workerName, "BookingObject"));
});

async function rebuildLocal(persistTo: string | undefined): Promise<void> {
  const settings = readSettings(
    persistTo === undefined ? process.env : { ...process.env, PERSIST_TO: persistTo },
  );
  await withStack(settings, ({ access }) => rebuild(access, localIds(settings.persistTo)));
}

/** Miniflare keeps each object in a file that is named by its id. */
async function* localIds(persistTo: string): AsyncGenerator<string> {
  const folder = path.join(persistTo, "cloudflare/do", `${WORKER_NAME}-BookingObject`);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  yield* files
    .filter((file) => file.endsWith(".sqlite"))
    .map((file) => path.basename(file, ".sqlite"))
    .filter((id) => OBJECT_ID.test(id));
}

interface Target {
  readonly appUrl: string;
  readonly platformKey: string;
}

async function rebuild(target: Target, ids: AsyncGenerator<string>): Promise<void> {
  const counts = new Map<string, number>();
  let waiting: string[] = [];
  const send = async (): Promise<void> => {
    for (const { object_id, booking_id, outcome } of await rebuildSome(target, waiting)) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (!["written", "empty"].includes(outcome)) console.log(`${booking_id ?? object_id}: ${outcome}`);
    }
    waiting = [];
  };
  for await (const id of ids) {
    waiting.push(id);
    if (waiting.length === AT_ONCE) await send();
  }
  if (waiting.length > 0) await send();
  const told = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  console.log(told === "" ? "There are no bookings' objects." : `Bookings' objects: ${told}.`);
  if ([...counts.keys()].some((outcome) => !["written", "empty"].includes(outcome))) process.exitCode = 1;
}

async function rebuildSome({ appUrl, platformKey }: Target, ids: readonly string[]) {
  const response = await fetch(`${appUrl}/api/platform/projection/rebuild`, {
    method: "POST",
    headers: { authorization: `Bearer ${platformKey}`, "content-type": "application/json" },
    body: JSON.stringify({ object_ids: ids }),
  });
  if (!response.ok) throw new UsageError(`the app answers ${response.status}: ${await response.text()}`);
  return answerShape.parse(await response.json()).data;
}

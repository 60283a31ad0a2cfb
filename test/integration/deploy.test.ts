import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { DAILY_EVENTS, RESEND_EVENTS, STRIPE_EVENTS } from "../../scripts/doctor/webhooks.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { DAILY_KEY, post, world } from "../sandbox/support.ts";
import { type CloudflareAccount, cloudflareAccount } from "../support/node/cloudflare-account.ts";
import { runDeployed } from "../support/node/cloudflare-runtime.ts";

// Issue "At the edge", Deploy: docs/operations.md from its first step to a rollback, in a fresh copy, by wrangler's own commands,
// against an account that keeps what it is sent and runs it.

const ROOT = path.resolve(import.meta.dirname, "../..");
/** What a clone does not have. */
const NOT_CLONED = /^(node_modules|out|build|screenshots|\.git|\.state|\.dev\.vars.*|(.*\/)?\.wrangler)$/;

let clone: string;
let account: CloudflareAccount;
let environment: Record<string, string>;
beforeAll(async () => {
  clone = mkdtempSync(path.join(tmpdir(), "meridian-clone-"));
  cpSync(ROOT, clone, { recursive: true, filter: (from) => !NOT_CLONED.test(path.relative(ROOT, from)) });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(clone, "node_modules"));
  account = await cloudflareAccount();
  environment = {
    ...account.environment,
    CI: "1",
    WRANGLER_SEND_METRICS: "false",
    // Miniflare's own certificate.
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  };
});
afterAll(async () => {
  await account?.close();
  rmSync(clone, { recursive: true, force: true });
});

const node = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(process.execPath, args, { cwd: clone, env, maxBuffer: 16 * 2 ** 20 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });
const wrangler = (...args: string[]) => node("node_modules/wrangler/bin/wrangler.js", ...args);
const deploy = () => node("scripts/deploy.ts", "--env", "preview");

test("a first deployment that stops half-way, goes on, is done again, and is gone back from", {
  timeout: 400_000,
}, async () => {
  const port = await freePort();
  const origin = `https://127.0.0.1:${port}`;
  const app = runDeployed(account, "meridian", "meridian-api-preview", port);
  onTestFinished(app.close);

  // 1. Create.
  const database = await wrangler("d1", "create", "meridian-preview");
  const id = /[0-9a-f-]{36}/.exec(database.output)?.[0] ?? "";
  expect([...account.databases.keys()]).toEqual([id]);
  const project = await wrangler("pages", "project", "create", "meridian", "--production-branch", "main");
  expect(project.output).toContain("meridian.pages.dev");

  expect(account.databases.get(id)?.replication).toBe("disabled");
  await readFromReplicas(id);
  expect(account.databases.get(id)?.replication).toBe("auto");

  // 2. Fill in, 3. register, 4. put the secrets.
  fillIn("wrangler.toml", id, origin);
  fillIn("worker/wrangler.toml", id, origin);
  await register(origin);
  const secrets = secretsOf();
  writeFileSync(path.join(clone, ".dev.vars.preview"), lines(secrets));

  // 5. Deploy: what fails stops it, and nothing that comes after is touched.
  account.refuseOnce(/PUT \/workers\/scripts/);
  const stopped = await deploy();
  expect([stopped.code, stopped.output]).toEqual([1, expect.stringContaining("deploying the Worker failed")]);
  expect(account.projects.get("meridian")?.deployments).toEqual([]);
  const migrated = () =>
    account.databases.get(id)?.sql.prepare("select count(*) as n from d1_migrations").get();
  const migrations = migrated();
  expect(Number(migrations?.["n"])).toBeGreaterThan(10);

  account.asked.length = 0;
  const first = await deploy();
  expect(first.output).toContain(`deployed to preview and well: ${origin}`);
  expect(first.code).toBe(0);
  expect(first.output).toContain("the Worker: there was none before");
  expect(stepsOf(account.asked)).toEqual(["Worker", "dashboard"]);
  const worker = account.scripts.get("meridian-api-preview");
  expect(worker?.secrets).toEqual(new Map(Object.entries(secrets)));
  expect(worker?.crons).toEqual(["*/5 * * * *"]);
  // The dashboard knows none of them, and nothing lies beside it but what a browser asks for.
  const [dashboard] = account.projects.get("meridian")?.deployments ?? [];
  const given = JSON.stringify([dashboard?.bindings, dashboard?.script]);
  expect(Object.keys(secrets).filter((name) => given.includes(secrets[name] ?? ""))).toEqual([]);
  const files = [...(dashboard?.files.keys() ?? [])];
  expect(files.filter((file) => !/\.(js|css|svg|png|woff2|txt|webmanifest)$/.test(file))).toEqual([
    "/_headers",
  ]);
  expect(migrated()).toEqual(migrations);

  // 6. Daily, 7. the first administrator: then the doctor has nothing left to say.
  await registerAtDaily(origin);
  expect((await node("scripts/admin.ts", "you@example.com", "--env", "preview")).code).toBe(0);
  const people = account.databases.get(id)?.sql.prepare("select email, is_admin from users").all();
  expect(people).toEqual([{ email: "you@example.com", is_admin: 1 }]);
  const doctor = await node("scripts/doctor.ts", "--env", "preview");
  expect([doctor.code, doctor.output]).toEqual([0, expect.stringContaining("nothing is wrong")]);

  account.asked.length = 0;
  const second = await deploy();
  expect([second.code, stepsOf(account.asked)]).toEqual([0, ["Worker", "dashboard"]]);
  expect(migrated()).toEqual(migrations);
  expect(worker?.versions.map(({ tag }) => tag)).toHaveLength(2);
  expect(new Set(worker?.versions.map(({ tag }) => tag)).size).toBe(1);

  // Rolling back, by the lines that were printed.
  const [before, after] = worker?.deployed ?? [];
  const back = [...second.output.matchAll(/npx wrangler (.+)/g)].map(([, line = ""]) => line);
  expect(back).toEqual([
    `rollback ${before?.id} -c worker/wrangler.toml --env preview`,
    expect.stringMatching(
      /^d1 time-travel restore DB --bookmark=\S+ -c worker\/wrangler.toml --env preview$/,
    ),
  ]);
  for (const line of back) {
    const { code, output } = await wrangler(...line.split(" "));
    expect(code, output).toBe(0);
  }
  expect(worker?.deployed.map(({ id: version }) => version)).toEqual([before?.id, after?.id, before?.id]);
  expect(account.databases.get(id)?.restoredTo).not.toBeNull();
});

/** By the page's own line, as a shell with curl would. */
async function readFromReplicas(id: string): Promise<void> {
  const page = readFileSync(path.join(ROOT, "docs/operations.md"), "utf8");
  const line =
    /^ *curl -X (\w+) "(.*\/d1\/database\/.*)" -H "Authorization: Bearer (.*)" -H "Content-Type: (.*)" -d '(.*)'$/m;
  const [, method = "", url = "", token, type = "", body = ""] = line.exec(page) ?? [];
  expect(token).toBe("$(npx wrangler auth token | tail -n 1)");
  const printed = (await wrangler("auth", "token")).output.trim().split("\n").at(-1);
  const api = account.environment["CLOUDFLARE_API_BASE_URL"] ?? "";
  const here = url
    .replace("https://api.cloudflare.com/client/v4", api)
    .replace("ACCOUNT_ID", "account")
    .replace("DATABASE_ID", id);
  const headers = { authorization: `Bearer ${printed}`, "content-type": type };
  expect((await fetch(here, { method, headers, body })).status).toBe(200);
  expect(printed).toBe(account.environment["CLOUDFLARE_API_TOKEN"]);
}

/** What was put in place, in order. */
function stepsOf(asked: readonly string[]): readonly string[] {
  const steps: Readonly<Record<string, string>> = {
    // Cloudflare takes a first version, or one with a new class of objects, in one call; any other in two.
    "PUT /workers/scripts/meridian-api-preview": "Worker",
    "POST /workers/scripts/meridian-api-preview/deployments": "Worker",
    "POST /pages/projects/meridian/deployments": "dashboard",
  };
  return asked.flatMap((call) => steps[call] ?? []);
}

/**
 * As an operator does, by hand: in both tables of variables, which are this test's alone, whatever somebody who deploys from here
 * has filled in.
 */
function fillIn(name: keyof typeof VARS, id: string, origin: string): void {
  const file = path.join(clone, name);
  const vars = lines({ APP_ORIGIN: origin, SUPPORT_EMAIL: "help@meridian.example", ...VARS[name] }, '"');
  const filled = readFileSync(file, "utf8")
    .replaceAll(/^database_id = ".*"$/gm, `database_id = "${id}"`)
    .replaceAll(/^(\[(?:env\.preview\.)?vars\]\n)(?:(?!\[).*\n)*/gm, `$1${vars}\n`);
  writeFileSync(file, filled);
}

const VARS = {
  "wrangler.toml": { FORM_ACTION_ORIGINS: "https://checkout.stripe.com https://*.daily.co" },
  "worker/wrangler.toml": {
    DAILY_DOMAIN: "meridian",
    EMAIL_FROM: "Meridian <sessions@meridian.example>",
  },
} as const;

/** At Stripe and Resend, which the sandbox is here. Daily comes after the deployment. */
async function register(origin: string): Promise<void> {
  const { sandbox, stripe } = await world();
  Object.assign(environment, {
    STRIPE_API_BASE: sandbox.url,
    DAILY_API_BASE: `${sandbox.url}/daily/v1`,
    RESEND_API_BASE: `${sandbox.url}/resend`,
  });
  await stripe.webhookEndpoints.create({
    url: `${origin}/webhooks/stripe`,
    enabled_events: [...STRIPE_EVENTS],
  });
  const bearer = { authorization: "Bearer re_meridian" };
  const webhook = { endpoint: `${origin}/webhooks/resend`, events: [...RESEND_EVENTS] };
  await post(`${sandbox.url}/resend/webhooks`, webhook, bearer);
  const domain = await post(`${sandbox.url}/resend/domains`, { name: "meridian.example" }, bearer);
  const { id } = (await domain.json()) as { id: string };
  await post(`${sandbox.url}/resend/domains/${id}/verify`, {}, bearer);
}

async function registerAtDaily(origin: string): Promise<void> {
  const webhook = { url: `${origin}/webhooks/daily`, eventTypes: [...DAILY_EVENTS] };
  const bearer = { authorization: `Bearer ${DAILY_KEY}` };
  expect((await post(`${environment["DAILY_API_BASE"]}/webhooks`, webhook, bearer)).status).toBe(200);
}

const random = (encoding: "base64" | "hex") => randomBytes(32).toString(encoding);

const secretsOf = (): Record<string, string> => ({
  SESSION_SECRET: random("base64"),
  PLATFORM_API_KEY: random("hex"),
  STRIPE_SECRET_KEY: "sk_test_meridian",
  STRIPE_WEBHOOK_SECRET: "whsec_from_stripe",
  DAILY_API_KEY: DAILY_KEY,
  DAILY_WEBHOOK_SECRET: random("base64"),
  RESEND_API_KEY: "re_meridian",
  RESEND_WEBHOOK_SECRET: `whsec_${random("base64")}`,
});

const lines = (values: Readonly<Record<string, string>>, quote = ""): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${quote}${value}${quote}\n`)
    .join("");

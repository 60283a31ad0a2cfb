import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { inProject } from "../../scripts/lib/project.ts";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { cloudflareApi, pageOf } from "../support/node/cloudflare-api.ts";
import { until } from "../support/node/until.ts";
import { HOUR } from "./support/people.ts";

// An operator's own command against a running stack whose database has lost its bookings.

let app: App;
let mentor: Person;
let mentee: Person;
const TABLES = ["bookings", "refunds", "timeline", "emails_sent"] as const;

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("lost-mentor", ["mentor"]);
  mentee = await app.person("lost-mentee", ["mentee"]);
  const price = { amount: 5_000, currency: "usd" };
  for (const [at, id] of ["lost-1", "lost-2", "lost-3"].entries()) {
    const paymentIntent = await app.sandbox.paidIntent(price.amount);
    const startsAt = Date.now() + (30 + 2 * at) * HOUR;
    const taken = await app.takeOver(id, { mentor, mentee, startsAt, price, paymentIntent });
    expect(taken.status, taken.text).toBe(201);
  }
  await app.call("POST", "/api/bookings/lost-1/cancel", { token: mentee.token, body: {} });
  await until(async () => (await refundStatus()) === "succeeded", { what: "the refund" });
  await settled();
});
afterAll(() => app.remove());

async function refundStatus(): Promise<unknown> {
  const { json } = await app.call("GET", "/api/bookings/lost-1", { token: mentee.token });
  return (json as { refund: { status: string } | null }).refund?.status;
}

async function rows(): Promise<unknown[]> {
  return Promise.all(TABLES.map((table) => app.query(`select * from ${table} order by 1, 2`)));
}

/** Until nothing of the objects' doing is under way: rows are compared to the letter below. */
async function settled(): Promise<void> {
  let last = "";
  await until(
    async () => {
      const before = last;
      last = JSON.stringify(await rows());
      return last === before;
    },
    { what: "rest", every: 700 },
  );
}

/** As `npm run rebuild-projection`; beside this process, which may be Cloudflare. */
async function rebuild(args: string[], env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ["scripts/rebuild-projection.ts", ...args], {
    cwd: inProject("."),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: out + err };
}

const dropAll = async (): Promise<void> => {
  for (const table of TABLES) await app.query(`delete from ${table}`);
  const { json } = await app.call("GET", "/api/bookings", { token: mentee.token });
  expect(json).toMatchObject({ data: [] });
};

test("locally: every row comes back to the letter, from the objects of the state folder", async () => {
  const before = await rows();
  await dropAll();
  const { code, said } = await rebuild(["--persist-to", app.stateDir], {});
  expect([code, said]).toEqual([0, expect.stringMatching(/Bookings' objects: .*3 written/)]);
  expect(await rows()).toEqual(before);
});

test("deployed: the same, by Cloudflare's own lists, page after page", async () => {
  const api = await cloudflareApi();
  onTestFinished(() => api.close());
  const folder = path.join(app.stateDir, "cloudflare/do/meridian-api-BookingObject");
  const ids = readdirSync(folder).flatMap((file) => /^([0-9a-f]{64})\.sqlite$/.exec(file)?.[1] ?? []);
  const objects = "/workers/durable_objects/namespaces";
  api.there.set(objects, [
    { id: "other", script: "meridian-api-preview", class: "BookingObject", use_sqlite: true },
    { id: "ours", script: "meridian-api", class: "BookingObject", use_sqlite: true },
  ]);
  api.there.set(`${objects}/ours/objects`, (query: URLSearchParams) => {
    const from = Number(query.get("cursor") ?? 0);
    const page = ids.slice(from, from + 2).map((id) => ({ id, hasStoredData: true }));
    return pageOf(page, from + 2 < ids.length ? String(from + 2) : null);
  });
  const before = await rows();
  await dropAll();
  const { code, said } = await rebuild(deployed(`PLATFORM_API_KEY=${app.platformKey},older\n`), {
    ...api.environment,
    PLATFORM_API_KEY: "of-another-deployment",
  });
  expect([code, said]).toEqual([0, expect.stringMatching(/3 written/)]);
  expect(await rows()).toEqual(before);
  expect(api.asked.filter((call) => call.endsWith("/objects")).length).toBe(Math.ceil(ids.length / 2));
});

test("the key may be in the environment instead: with no other, Cloudflare is asked next", async () => {
  const env = { PLATFORM_API_KEY: app.platformKey, CLOUDFLARE_API_TOKEN: "", CLOUDFLARE_ACCOUNT_ID: "" };
  const { code, said } = await rebuild(deployed(""), env);
  expect([code, said]).toEqual([1, expect.stringMatching(/^meridian: .*CLOUDFLARE_API_TOKEN/)]);
});

test("without what it needs it says so, and does nothing", async () => {
  const { code, said } = await rebuild(deployed(""), { PLATFORM_API_KEY: "" });
  const why = /^meridian: PLATFORM_API_KEY is neither in .*secrets nor in the environment; .*Recovery/;
  expect([code, said]).toEqual([1, expect.stringMatching(why)]);
});

/** What production is asked with, and a file of its secrets that is this test's own, whatever lies in `.dev.vars.production`. */
function deployed(secrets: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "meridian-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "secrets");
  writeFileSync(file, secrets);
  return ["--env", "production", "--app", app.url, "--secrets", file];
}

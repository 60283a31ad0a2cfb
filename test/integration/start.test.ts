import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runtimePidFile } from "../../scripts/lib/claim.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { factsOf, identityOf } from "../../scripts/lib/process-identity.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";

// `npm start` as people and programs use it.

const root = path.resolve(import.meta.dirname, "../..");

let app: App;
beforeAll(async () => {
  app = await startApp({ demo: true });
});
afterAll(() => app.remove());

const start = (env: Record<string, string>) =>
  spawnSync(process.execPath, ["scripts/start.ts"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });

test("says where it is, whom one can be, and where the sandbox's pages are", async () => {
  const log = app.log();
  for (const text of [
    app.url,
    "ana@demo.test",
    "marcus@demo.test",
    "olivia@demo.test",
    `${app.sandbox.url}/inbox`,
  ]) {
    expect(log).toContain(text);
  }
});

test("an empty database gets a small believable data set: mentors, sessions ahead, a past; and no mail for it", async () => {
  const mentors = await app.query("select id from users where is_mentor = 1");
  expect(mentors.length).toBeGreaterThanOrEqual(8);
  const sql = "select status, count(*) as n from bookings where mentee_id = 'demo-ana' group by status";
  const counts = Object.fromEntries(
    (await app.query<{ status: string; n: number }>(sql)).map(({ status, n }) => [status, n]),
  );
  expect(counts["confirmed"]).toBeGreaterThanOrEqual(5);
  expect(counts["completed"]).toBeGreaterThan(5);
  expect(await app.sandbox.inbox("ana@demo.test")).toEqual([]);
});

test("a second one on the same state is refused in one line", async () => {
  const { status, stderr } = start({ PERSIST_TO: app.stateDir, PORT: String(await freePort()) });
  expect(status).toBe(1);
  expect(stderr.trim()).toMatch(/^meridian: .* is in use by process \d+ .*PERSIST_TO$/);
});

test("a port that is taken, and a malformed setting, stop the start in one line that names them", async () => {
  const elsewhere = `${app.stateDir}-other`;
  const port = new URL(app.url).port;
  const taken = start({ PERSIST_TO: elsewhere, PORT: port, SANDBOX_PORT: String(await freePort()) });
  rmSync(elsewhere, { recursive: true, force: true });
  expect([taken.status, taken.stderr.trim()]).toEqual([
    1,
    expect.stringMatching(new RegExp(`^meridian: PORT ${port} is in use`)),
  ]);
  const malformed = start({ PERSIST_TO: app.stateDir, VIDEO_PROVIDER: "zoom" });
  expect(malformed.stderr.trim()).toBe("meridian: VIDEO_PROVIDER must be daily, whereby or jitsi");
});

test("npm killed without a word: nothing stays behind, and the same ports start again", async () => {
  await app.stop();
  const env = { ...process.env, PORT: new URL(app.url).port, SANDBOX_PORT: new URL(app.sandbox.url).port };
  const npm = spawn("npm", ["start", "--", "--no-demo"], {
    cwd: root,
    detached: true,
    stdio: "ignore",
    env: { ...env, PERSIST_TO: app.stateDir, APP_ORIGIN: app.url, PLATFORM_API_KEY: app.platformKey },
  });
  await until(async () => (await fetch(`${app.url}/healthz`)).ok, { what: "npm start", within: 60_000 });
  const runtime = Number(readFileSync(runtimePidFile(app.stateDir), "utf8"));
  const all = [...membersOf(npm.pid ?? 0), runtime];
  expect(all.length).toBeGreaterThanOrEqual(3);
  npm.kill("SIGKILL");
  await until(() => all.every((pid) => identityOf(pid) === null), { what: "the end of all of it" });
  await app.start();
});

/** A process group's members. */
function membersOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,pgid="], { encoding: "utf8" });
  const rows = stdout
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.flatMap(([member, group]) =>
    group === pid && member !== undefined && factsOf(member) ? [member] : [],
  );
}

test("SIGTERM to all of it, as a terminal's Ctrl-C goes, ends it in order", async () => {
  await app.stop();
  await expect(fetch(app.url)).rejects.toThrow();
  await app.start();
});

import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/lib/free-port.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { stateFolder } from "../../scripts/lib/state-folder.ts";
import { until } from "../support/node/until.ts";

// The stack of `npm start` hands requests to the bundles itself. Wrangler's own server does it as Pages does, by `_worker.js` and
// `_routes.json`: so this one test keeps the mount points honest. No settings are given: the Worker says so.

let base: string;
let server: ChildProcess;
let state: string;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  state = stateFolder();
  const wrangler = inProject("node_modules/wrangler/bin/wrangler.js");
  const configs = ["-c", "wrangler.toml", "-c", "worker/wrangler.toml"];
  // Wrangler's dev server runs code of its own before two Workers, and loses it where it may not bundle (4.156).
  const where = [
    "--bundle",
    "--persist-to",
    state,
    "--port",
    String(port),
    "--inspector-port",
    String(await freePort()),
  ];
  server = spawn(process.execPath, [wrangler, "pages", "dev", ...configs, ...where], {
    cwd: inProject("."),
    // A group of its own: ending wrangler alone would leave workerd answering.
    detached: true,
    stdio: "ignore",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
  await until(async () => (await fetch(`${base}/favicon.svg`)).ok, {
    what: "wrangler pages dev",
    within: 90_000,
  });
});
afterAll(() => {
  if (server?.pid !== undefined) process.kill(-server.pid, "SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

test("the API, the webhooks and the health check reach the Worker", async () => {
  const health = await fetch(`${base}/healthz`);
  expect(health.status).toBe(503);
  expect(await health.text()).toContain("SESSION_SECRET is missing");
  for (const at of ["/api/bookings", "/webhooks/stripe"]) {
    const answer = await fetch(base + at);
    expect(answer.headers.get("content-type"), at).toContain("application/problem+json");
  }
});

test("everything else is the dashboard, its files without a function call", async () => {
  const page = await fetch(base);
  const html = await page.text();
  expect([page.status, page.headers.get("content-security-policy")]).toEqual([
    200,
    expect.stringContaining("script-src 'nonce-"),
  ]);
  const [script = ""] = /\/assets\/[^"]+\.js/.exec(html) ?? [];
  const file = await fetch(base + script);
  expect(file.headers.get("cache-control")).toContain("immutable");
  expect(
    (await fetch(base + script, { headers: { "if-none-match": file.headers.get("etag") ?? "" } })).status,
  ).toBe(304);
});

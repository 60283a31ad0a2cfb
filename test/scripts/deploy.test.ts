import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const deploy = (...args: string[]) =>
  spawnSync(process.execPath, ["scripts/deploy.ts", ...args], { cwd: root, encoding: "utf8" });

test("npm run deploy -- --dry-run says what a real one would refuse, and checks both bundles without an account", {
  timeout: 120_000,
}, () => {
  // Wrong whatever stands in wrangler.toml and .dev.vars.preview.
  const secrets = path.join(mkdtempSync(path.join(tmpdir(), "meridian-secrets-")), "secrets");
  onTestFinished(() => rmSync(path.dirname(secrets), { recursive: true }));
  writeFileSync(secrets, "STRIPE_SECRET_KEY=pk_of_the_wrong_kind\n");
  const { status, stdout, stderr } = deploy("--dry-run", "--env", "preview", "--secrets", secrets);
  expect(stderr).not.toContain("Error");
  expect(stdout).toMatch(/WRONG +settings +STRIPE_SECRET_KEY must begin with/);
  expect(stdout).toMatch(/dashboard's function: \d+ KB gzipped/);
  expect(stdout).toMatch(/Worker: \d+ KB gzipped/);
  expect(stdout).toContain("both bundles are good; nothing was deployed");
  expect(status).toBe(0);
});

test("nobody deploys without saying where to", { timeout: 30_000 }, () => {
  const { status, stderr } = deploy();
  expect([status, stderr]).toEqual([1, expect.stringContaining("--env preview|production")]);
});

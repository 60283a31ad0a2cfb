import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Deployment, settingsTrouble } from "../../scripts/deploy/settings.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("npm run deploy -- --dry-run builds and checks both bundles without an account", {
  timeout: 120_000,
}, () => {
  const args = ["scripts/deploy.ts", "--dry-run"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect(stderr).not.toContain("Error");
  expect(stdout).toMatch(/dashboard's function: \d+ KB gzipped/);
  expect(stdout).toMatch(/Worker: \d+ KB gzipped/);
  expect(stdout).toContain("both bundles are good; nothing was deployed");
  expect(status).toBe(0);
});

describe("a deployment is refused", () => {
  const good: Deployment = {
    appOrigin: "https://meridian.example",
    databaseIds: {
      pages: "11111111-2222-3333-4444-555555555555",
      worker: "11111111-2222-3333-4444-555555555555",
    },
    pagesVars: {
      APP_ORIGIN: "https://meridian.example",
      FORM_ACTION_ORIGINS: "https://checkout.stripe.com https://*.daily.co",
    },
    emailBindings: [],
    workerSettings: {
      APP_ORIGIN: "https://meridian.example",
      SESSION_SECRET: "s".repeat(32),
      STRIPE_SECRET_KEY: "sk_live_1",
      STRIPE_WEBHOOK_SECRET: "whsec_1",
      DAILY_API_KEY: "key",
      DAILY_DOMAIN: "meridian",
      EMAIL_FROM: "sessions@meridian.example",
      RESEND_API_KEY: "re_1",
    },
  };
  const trouble = (changed: Partial<Deployment>): Promise<string[]> =>
    settingsTrouble({ ...good, ...changed }, { ask: false });
  const withSettings = (settings: Record<string, string>): Promise<string[]> =>
    trouble({ workerSettings: { ...good.workerSettings, ...settings } });

  test("for nothing, when all is there", async () => {
    expect(await trouble({})).toEqual([]);
  });

  test("while the database's id is a placeholder", async () => {
    const id = "00000000-0000-0000-0000-000000000000";
    const [line] = await trouble({ databaseIds: { pages: id, worker: id } });
    expect(line).toMatch(/database_id.*wrangler d1 create/);
  });

  test("when the two configurations disagree", async () => {
    expect(await trouble({ databaseIds: { pages: "a", worker: "b" } })).toHaveLength(1);
    expect(await withSettings({ APP_ORIGIN: "https://other.example" })).toHaveLength(1);
  });

  test("for each setting that is missing, by its name and with what to do", async () => {
    const lines = await withSettings({ SESSION_SECRET: "", STRIPE_SECRET_KEY: "" });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^SESSION_SECRET is missing: `npx wrangler secret put SESSION_SECRET/);
  });

  test("while Cloudflare's email is chosen and not bound", async () => {
    const workerSettings = { ...good.workerSettings, EMAIL_PROVIDER: "cloudflare" };
    const [line, ...others] = await trouble({ workerSettings });
    expect(line).toMatch(/^EMAIL is missing: .*\[\[send_email\]\].*worker\/wrangler\.toml/);
    expect(others).toEqual([]);
    expect(await trouble({ workerSettings, emailBindings: ["EMAIL"] })).toEqual([]);
  });

  test("for what is fit for a laptop only", async () => {
    expect(await withSettings({ ALLOW_PLATFORM_ADMINS: "1" })).toEqual([
      expect.stringMatching(/^ALLOW_PLATFORM_ADMINS/),
    ]);
    expect(await withSettings({ STRIPE_API_BASE: "http://localhost:8790" })).toEqual([
      "STRIPE_API_BASE must be an https address",
    ]);
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dashboardVars, readSettings, type Settings } from "../../scripts/settings.ts";

let persistTo: string;
beforeEach(() => {
  persistTo = mkdtempSync(path.join(tmpdir(), "meridian-settings-"));
});
afterEach(() => rmSync(persistTo, { recursive: true, force: true }));

const read = (environment: Record<string, string> = {}): Settings =>
  readSettings({ PERSIST_TO: persistTo, ...environment });

describe("nothing given", () => {
  test("every service is the sandbox, at its own addresses", () => {
    const { sandboxed, vars, port, appOrigin } = read({ SANDBOX_PORT: "9999" });
    expect(sandboxed).toEqual({ stripe: true, video: true, email: true });
    expect([port, appOrigin]).toEqual([8788, "http://localhost:8788"]);
    expect(vars).toMatchObject({
      STRIPE_API_BASE: "http://localhost:9999",
      DAILY_API_BASE: "http://localhost:9999/daily/v1",
      RESEND_API_BASE: "http://localhost:9999/resend",
    });
  });

  test("own secrets are generated once, kept where only their owner reads them, and found again", () => {
    const first = read();
    expect(first.vars["SESSION_SECRET"]).toMatch(/^\S{32,}$/);
    expect(read().vars).toEqual(first.vars);
    const file = path.join(persistTo, "secrets.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain(first.vars["SESSION_SECRET"]);
  });

  test("it is a local run: the platform may make administrators", () => {
    expect(read().vars["ALLOW_PLATFORM_ADMINS"]).toBe("1");
  });
});

describe("what was given", () => {
  test("wins over what was generated, and is not written down", () => {
    const secret = "a-session-secret-of-my-own-0123456789";
    expect(read({ SESSION_SECRET: secret }).vars["SESSION_SECRET"]).toBe(secret);
    expect(readFileSync(path.join(persistTo, "secrets.json"), "utf8")).not.toContain(secret);
  });

  test("a service with a key and no base is the real one", () => {
    const { sandboxed, vars } = read({ STRIPE_SECRET_KEY: "sk_test_mine" });
    expect(sandboxed.stripe).toBe(false);
    expect(vars).not.toHaveProperty("STRIPE_API_BASE");
    expect(dashboardVars(read({ STRIPE_SECRET_KEY: "sk_test_mine" }))["FORM_ACTION_ORIGINS"]).toContain(
      "https://checkout.stripe.com",
    );
  });

  test("a service with a base and no key is there, and not the sandbox", () => {
    const { sandboxed, vars } = read({ STRIPE_API_BASE: "http://localhost:4242/" });
    expect(sandboxed.stripe).toBe(false);
    expect(vars["STRIPE_API_BASE"]).toBe("http://localhost:4242");
    expect(vars["STRIPE_SECRET_KEY"]).toMatch(/^sk_test_/);
  });

  test("an empty setting is a missing one", () => {
    expect(read({ STRIPE_SECRET_KEY: "", PORT: "" })).toMatchObject({
      port: 8788,
      sandboxed: { stripe: true },
    });
  });

  test("two platform keys are there while one is rotated", () => {
    const keys = "the-new-platform-key-1,the-old-platform-key-2";
    expect(read({ PLATFORM_API_KEY: keys }).vars["PLATFORM_API_KEY"]).toBe(keys);
  });

  test("the dashboard is told addresses and no secret", () => {
    expect(Object.keys(dashboardVars(read()))).toEqual([
      "APP_ORIGIN",
      "FORM_ACTION_ORIGINS",
      "SUPPORT_EMAIL",
    ]);
  });
});

describe("refused, in one line that names the setting and never its value", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["APP_ORIGIN", "localhost:8788"],
    ["APP_ORIGIN", "https://example.com/app"],
    ["SESSION_SECRET", "short"],
    ["PLATFORM_API_KEY", "one key with blanks in it"],
    ["STRIPE_SECRET_KEY", "pk_test_public"],
    ["STRIPE_WEBHOOK_SECRET", "secret"],
    ["STRIPE_API_BASE", "https://api.stripe.com/v1"],
    ["VIDEO_PROVIDER", "zoom"],
    ["DAILY_WEBHOOK_SECRET", "not base64!"],
    ["EMAIL_FROM", "somebody"],
    ["EMAIL_FROM", "A <a@b.test>\r\nBcc: c@d.test"],
    ["JITSI_PRIVATE_KEY", "MIIE"],
  ])("%s=%s", (name, value) => {
    const failing = (): Settings => read({ [name]: value });
    expect(failing).toThrow(new RegExp(`^${name} [^\\n]+$`));
    expect(failing).not.toThrow(value);
  });

  test("a live Stripe key beside any sandbox service", () => {
    expect(() => read({ STRIPE_SECRET_KEY: "sk_live_real" })).toThrow(
      /^STRIPE_SECRET_KEY is a live key.*video and email/,
    );
    const daily = { DAILY_API_KEY: "key", DAILY_DOMAIN: "meridian" };
    expect(() => read({ STRIPE_SECRET_KEY: "sk_live_real", ...daily })).toThrow(/for email:/);
  });

  test("a chosen service without what it needs", () => {
    expect(() => read({ VIDEO_PROVIDER: "jitsi", JITSI_DOMAIN: "meet.example" })).toThrow(/^JITSI_APP_ID /);
    expect(() => read({ DAILY_API_KEY: "key" })).toThrow(/^DAILY_DOMAIN is missing$/);
  });
});

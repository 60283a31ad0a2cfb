import { createPublicKey, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import * as z from "zod";
import type { JitsiServer } from "../sandbox/options.ts";
import { readSettings as readWorkerSettings } from "../worker/settings.ts";
import { inProject, ROOT, UsageError } from "./lib/project.ts";
import { type Given, SETTING_NAMES, SETTING_SHAPES, type SettingName } from "./lib/setting-shapes.ts";

/** What a local run needs to know; `vars` is what the Worker is given, under the product page's own names. */
export interface Settings {
  port: number;
  sandboxPort: number;
  /** Absolute. */
  persistTo: string;
  appOrigin: string;
  /** Which outside services the sandbox stands in for. */
  sandboxed: { stripe: boolean; video: boolean; email: boolean };
  /** Keys of the Worker's bindings are settings' names, and ALLOW_PLATFORM_ADMINS. */
  vars: Readonly<Record<string, string>>;
}

export const anySandboxed = ({ sandboxed }: Settings): boolean =>
  sandboxed.stripe || sandboxed.video || sandboxed.email;

/** Not the Worker's business. */
const LOCAL_ONLY: readonly SettingName[] = ["PORT", "SANDBOX_PORT", "PERSIST_TO"];

/** The settings of a local run, from the environment, then `.dev.vars`, then what was generated for this state folder. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = checked({ ...devVars(), ...present(environment) });
  const persistTo = path.resolve(ROOT, given.PERSIST_TO ?? ".state");
  const port = Number(given.PORT ?? 8788);
  const sandboxPort = Number(given.SANDBOX_PORT ?? 8790);
  const sandboxed = whatIsSandboxed(given);
  refuseMixedMoney(given, sandboxed);
  const appOrigin = given.APP_ORIGIN ?? `http://localhost:${port}`;
  const vars = {
    ...bindings({
      ...standInDefaults(sandboxed, given, sandboxPort),
      ...ownSecrets(persistTo, given),
      ...given,
      ...sandboxAddresses(`http://localhost:${sandboxPort}`, sandboxed),
      APP_ORIGIN: appOrigin,
    }),
    // Product, platform API: "`admin` only in a local run". This is what tells the Worker that it is one.
    ALLOW_PLATFORM_ADMINS: "1",
  };
  refuseWhatTheWorkerRefuses(vars);
  return { port, sandboxPort, persistTo, appOrigin, sandboxed, vars };
}

/** What the dashboard is told: addresses that its pages and their policy name, never a key. Pages holds no secret of a service. */
export function dashboardVars({ vars }: Settings): Record<string, string> {
  return {
    APP_ORIGIN: vars["APP_ORIGIN"] ?? "",
    FORM_ACTION_ORIGINS: formActionOrigins(vars).join(" "),
    SUPPORT_EMAIL: vars["SUPPORT_EMAIL"] ?? "",
  };
}

/**
 * Where a form's answer may lead: `form-action` also blocks the redirect behind a form's POST, in Chromium. An own base stands
 * for its service's pages too, as the sandbox's does.
 */
function formActionOrigins(vars: Readonly<Record<string, string>>): string[] {
  const originOf = (base: string | undefined): string | null => (base ? new URL(base).origin : null);
  const checkout = originOf(vars["STRIPE_API_BASE"]) ?? "https://checkout.stripe.com";
  const daily = vars["DAILY_DOMAIN"] ? `https://${vars["DAILY_DOMAIN"]}.daily.co` : null;
  const whereby = vars["WHEREBY_API_KEY"] ? "https://*.whereby.com" : null;
  const jitsi = vars["JITSI_DOMAIN"] ? jitsiOrigin(vars["JITSI_DOMAIN"]) : null;
  const video = [
    originOf(vars["DAILY_API_BASE"]) ?? daily,
    originOf(vars["WHEREBY_API_BASE"]) ?? whereby,
    jitsi,
  ];
  return [...new Set([checkout, ...video])].filter((origin) => origin !== null);
}

/** On this machine nobody has a certificate: as the Jitsi adapter has it. */
const jitsiOrigin = (domain: string): string =>
  `${/^(localhost|127\.0\.0\.1)(:|$)/.test(domain) ? "http" : "https"}://${domain}`;

/**
 * The Jitsi server that the sandbox is, where `JITSI_DOMAIN` names the sandbox: it checks tokens with the same secret, or with
 * the public half of the same key.
 */
export function jitsiStandIn(
  sandboxPort: number,
  vars: Readonly<Record<string, string>>,
): { jitsi?: JitsiServer } {
  const { JITSI_DOMAIN: domain, JITSI_APP_ID: appId, JITSI_KEY_ID: keyId, JITSI_PRIVATE_KEY: pem } = vars;
  if (domain !== `localhost:${sandboxPort}` || appId === undefined) return {};
  const publicKey =
    pem && createPublicKey(pem.replaceAll("\\n", "\n")).export({ type: "spki", format: "pem" });
  return {
    jitsi: {
      domain,
      appId,
      secret: vars["JITSI_APP_SECRET"] ?? null,
      keyId: keyId ?? null,
      publicKey: publicKey ? String(publicKey) : null,
    },
  };
}

function devVars(): Given {
  const file = inProject(".dev.vars");
  return existsSync(file) ? present(parseEnv(readFileSync(file, "utf8"))) : {};
}

/** An empty setting is a missing one: that is how a shell takes one away. */
function present(source: NodeJS.Dict<string>): Given {
  // A slash at the end of an address is no mistake worth a refusal.
  const tidy = (name: SettingName): string | undefined =>
    /_(ORIGIN|BASE)$/.test(name) ? source[name]?.trim().replace(/\/+$/, "") : source[name]?.trim();
  const entries = SETTING_NAMES.map((name) => [name, tidy(name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ""));
}

/** @throws UsageError naming the first setting that is not of its form, without its value: it may be a secret. */
function checked(given: Given): Given {
  const result = z.strictObject(SETTING_SHAPES).partial().safeParse(given);
  if (result.success) return given;
  const [issue] = result.error.issues;
  throw new UsageError(`${issue?.path.join(".")} ${issue?.message}`);
}

function whatIsSandboxed(given: Given): Settings["sandboxed"] {
  const video = given.VIDEO_PROVIDER ?? "daily";
  return {
    stripe: !given.STRIPE_SECRET_KEY && !given.STRIPE_API_BASE,
    video:
      (video === "daily" && !given.DAILY_API_KEY && !given.DAILY_API_BASE) ||
      (video === "whereby" && !given.WHEREBY_API_KEY && !given.WHEREBY_API_BASE) ||
      (video === "jitsi" && !given.JITSI_DOMAIN),
    email: (given.EMAIL_PROVIDER ?? "resend") === "resend" && !given.RESEND_API_KEY && !given.RESEND_API_BASE,
  };
}

/** Real money must never meet an inbox or a room that nobody outside this machine can see. */
function refuseMixedMoney(given: Given, sandboxed: Settings["sandboxed"]): void {
  if (!given.STRIPE_SECRET_KEY?.includes("_live_")) return;
  const standIns = [sandboxed.video ? "video" : null, sandboxed.email ? "email" : null].filter(Boolean);
  if (standIns.length > 0) {
    throw new UsageError(
      `STRIPE_SECRET_KEY is a live key, but the sandbox stands in for ${standIns.join(" and ")}: give real keys for all, or a test key`,
    );
  }
}

/** The Worker checks the same settings when it runs; a refusal there would only be a 503 that somebody must go and read. */
function refuseWhatTheWorkerRefuses(vars: Readonly<Record<string, string>>): void {
  // Bound by the stack (scripts/stack.ts), which is no variable.
  const result = readWorkerSettings(sendsByCloudflare(vars) ? { ...vars, EMAIL: true } : vars);
  if (result.ok) return;
  const [problem] = result.reason;
  throw new UsageError(`${problem?.name} ${problem?.message}`);
}

/** Whether the Worker is to have the `send_email` binding. */
export const sendsByCloudflare = (vars: Readonly<Record<string, string>>): boolean =>
  vars["EMAIL_PROVIDER"] === "cloudflare";

/** What nobody needs to say as long as the sandbox stands in. */
const standInDefaults = (sandboxed: Settings["sandboxed"], given: Given, sandboxPort: number): Given => ({
  ...(sandboxed.video && (given.VIDEO_PROVIDER ?? "daily") === "daily" ? { DAILY_DOMAIN: "sandbox" } : {}),
  ...(sandboxed.video && given.VIDEO_PROVIDER === "jitsi"
    ? { JITSI_DOMAIN: `localhost:${sandboxPort}`, JITSI_APP_ID: "meridian" }
    : {}),
  ...(sandboxed.email
    ? { EMAIL_FROM: "Meridian <sessions@meridian.test>", SUPPORT_EMAIL: "support@meridian.test" }
    : {}),
});

/** The bases of the services that the sandbox stands in for; set last, so that nothing else can be meant by them. */
function sandboxAddresses(sandboxUrl: string, sandboxed: Settings["sandboxed"]): Given {
  return {
    ...(sandboxed.stripe ? { STRIPE_API_BASE: sandboxUrl } : {}),
    ...(sandboxed.video
      ? { DAILY_API_BASE: `${sandboxUrl}/daily/v1`, WHEREBY_API_BASE: `${sandboxUrl}/whereby/v1` }
      : {}),
    ...(sandboxed.email ? { RESEND_API_BASE: `${sandboxUrl}/resend` } : {}),
  };
}

const random = (bytes: number, encoding: "hex" | "base64" | "base64url"): string =>
  randomBytes(bytes).toString(encoding);

/** Our own secrets, and what the sandbox is to be called with. */
const GENERATED: Given = {
  SESSION_SECRET: random(32, "base64url"),
  PLATFORM_API_KEY: random(32, "base64url"),
  PLATFORM_WEBHOOK_SECRET: `whsec_${random(32, "base64")}`,
  STRIPE_SECRET_KEY: `sk_test_${random(24, "hex")}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${random(32, "hex")}`,
  DAILY_API_KEY: random(32, "hex"),
  DAILY_DOMAIN_ID: random(16, "hex"),
  DAILY_WEBHOOK_SECRET: random(32, "base64"),
  WHEREBY_API_KEY: random(32, "hex"),
  WHEREBY_WEBHOOK_SECRET: random(32, "hex"),
  JITSI_APP_SECRET: random(32, "hex"),
  RESEND_API_KEY: `re_${random(24, "hex")}`,
  RESEND_WEBHOOK_SECRET: `whsec_${random(24, "base64")}`,
};

/**
 * Generated once for a state folder and kept there: a restart must know yesterday's sessions and sign with yesterday's secrets.
 * Only what is missing is used; a key that was given is never written down.
 */
function ownSecrets(persistTo: string, given: Given): Given {
  const file = path.join(persistTo, "secrets.json");
  const kept = existsSync(file)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")))
    : {};
  const secrets = { ...GENERATED, ...kept };
  if (Object.keys(GENERATED).some((name) => !(name in kept))) {
    mkdirSync(persistTo, { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return pick(secrets, (name) => isWanted(name, given));
}

/** No invented keys for a service that was not chosen: they would look like a configured one. */
function isWanted(name: SettingName, given: Given): boolean {
  if (name === "PLATFORM_WEBHOOK_SECRET") return given.PLATFORM_WEBHOOK_URL !== undefined;
  if (name.startsWith("DAILY_")) return (given.VIDEO_PROVIDER ?? "daily") === "daily";
  if (name.startsWith("WHEREBY_")) return given.VIDEO_PROVIDER === "whereby";
  if (name.startsWith("JITSI_")) return given.VIDEO_PROVIDER === "jitsi" && !given.JITSI_DOMAIN;
  if (name.startsWith("RESEND_")) return (given.EMAIL_PROVIDER ?? "resend") === "resend";
  return true;
}

const bindings = (settings: Given): Record<string, string> =>
  pick(settings, (name) => !LOCAL_ONLY.includes(name));

function pick(settings: Given, wanted: (name: SettingName) => boolean): Record<string, string> {
  const names = SETTING_NAMES.filter((name) => wanted(name) && settings[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? ""]));
}

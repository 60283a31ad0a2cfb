import { isLiveKey } from "../../providers/stripe/client.ts";
import { readSettings } from "../../worker/settings.ts";
import { isSecret, SETTING_SHAPES } from "../lib/setting-shapes.ts";
import type { Deployment } from "./deployment.ts";
import type { Deployed } from "./environments.ts";
import { type Finding, good, unknown, wrong } from "./finding.ts";

/**
 * What stands in the way of a deployment.
 * @param there names of the secrets that Cloudflare holds already: their values are seen by nobody, so they count as well formed.
 */
export function lookAtSettings(deployment: Deployment, there: readonly string[]): Finding[] {
  const { workerSettings, pagesVars } = deployment;
  const trouble = [
    ...originTrouble(pagesVars["APP_ORIGIN"] ?? "", workerSettings["APP_ORIGIN"] ?? ""),
    ...Object.entries(workerSettings).flatMap(([name, value]) => publicTrouble(name, value)),
    ...workerTrouble(deployment, there),
    ...formActionTrouble(pagesVars["FORM_ACTION_ORIGINS"] ?? "", workerSettings, there),
    ...moneyTrouble(deployment),
  ];
  return trouble.length > 0 ? trouble : [good("settings", "every needed setting is there and well formed")];
}

function originTrouble(pages: string, worker: string): Finding[] {
  const remedy =
    "put the dashboard's https address into [vars] of both wrangler.toml and worker/wrangler.toml";
  if (pages === "") return [wrong("settings", "APP_ORIGIN is empty in wrangler.toml", remedy)];
  if (pages === worker) return [];
  return [wrong("settings", "APP_ORIGIN differs between wrangler.toml and worker/wrangler.toml", remedy)];
}

/** Fit for a laptop, not for the world. */
function publicTrouble(name: string, value: string): Finding[] {
  if (name === "ALLOW_PLATFORM_ADMINS" && value !== "" && value !== "0") {
    return [wrong("settings", "ALLOW_PLATFORM_ADMINS is for local runs only", "take it away")];
  }
  const isAddress = /(_ORIGIN|_BASE|_URL)$/.test(name) && value !== "";
  if (!isAddress || value.startsWith("https://")) return [];
  return [wrong("settings", `${name} must be an https address`, "correct it, or take it away")];
}

/** The Worker's own check, and the stricter form that a slip of the pen does not have. */
function workerTrouble(
  { environment, workerSettings, emailBindings }: Deployment,
  there: readonly string[],
): Finding[] {
  const inPlace = [...there, ...emailBindings];
  const unseen = Object.fromEntries(inPlace.map((name) => [name, "x".repeat(32)]));
  const result = readSettings({ ...unseen, ...workerSettings });
  const refused = result.ok ? [] : result.reason;
  const malformed = malformedIn(workerSettings).filter(
    ({ name }) => !refused.some((other) => other.name === name),
  );
  return [...refused, ...malformed]
    .filter(({ name }) => workerSettings[name] !== undefined || !inPlace.includes(name))
    .filter(({ name }) => name !== "APP_ORIGIN")
    .map(({ name, message }) => wrong("settings", `${name} ${message}`, whereToPut(name, environment)));
}

function malformedIn(settings: Readonly<Record<string, string>>): { name: string; message: string }[] {
  return Object.entries(SETTING_SHAPES).flatMap(([name, shape]) => {
    const value = settings[name] ?? "";
    const issue = value === "" ? undefined : shape.safeParse(value).error?.issues[0];
    return issue === undefined ? [] : [{ name, message: issue.message }];
  });
}

function whereToPut(name: string, environment: Deployed): string {
  if (name === "EMAIL") return "take the signs from before [[send_email]] in worker/wrangler.toml";
  if (isSecret(name)) return `put ${name}=… into .dev.vars.${environment}`;
  return `put ${name} into [vars] of worker/wrangler.toml`;
}

/** Without its origin in the policy the browser blocks the redirect to the room behind "Join Call". */
function formActionTrouble(
  allowed: string,
  settings: Readonly<Record<string, string>>,
  there: readonly string[],
): Finding[] {
  const uses = (name: string): boolean => (settings[name] ?? "") !== "" || there.includes(name);
  const needed = [
    "checkout.stripe.com",
    ...(uses("DAILY_API_KEY") ? ["daily.co"] : []),
    ...(uses("WHEREBY_API_KEY") ? ["whereby.com"] : []),
    ...(settings["JITSI_DOMAIN"] ? [settings["JITSI_DOMAIN"]] : []),
  ];
  return needed
    .filter((host) => !allowed.split(/\s+/).some((origin) => origin.endsWith(host)))
    .map((host) =>
      wrong(
        "settings",
        `FORM_ACTION_ORIGINS does not name ${host}: no browser would follow a form's answer there`,
        "add it to FORM_ACTION_ORIGINS in wrangler.toml",
      ),
    );
}

/** A preview is open to everybody who finds its address. */
function moneyTrouble({ environment, asking }: Deployment): Finding[] {
  const key = asking["STRIPE_SECRET_KEY"] ?? "";
  if (key === "") return [];
  if (environment === "preview" && isLiveKey(key)) {
    return [wrong("settings", "STRIPE_SECRET_KEY is a live key in a preview", "give the preview a test key")];
  }
  if (environment === "production" && !isLiveKey(key)) {
    return [
      unknown(
        "settings",
        "STRIPE_SECRET_KEY is a test key: no real money moves",
        "give the live key when it is to",
      ),
    ];
  }
  return [];
}

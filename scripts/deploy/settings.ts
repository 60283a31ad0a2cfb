import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import * as z from "zod";
import { readSettings } from "../../worker/settings.ts";
import { inProject } from "../lib/project.ts";
import { runTool } from "../lib/run.ts";

const NO_DATABASE = "00000000-0000-0000-0000-000000000000";

/** What will be deployed under which settings, as far as it is known on this machine. */
export interface Deployment {
  appOrigin: string;
  /** The two configurations' databases: they must be one. */
  databaseIds: { pages: string; worker: string };
  /** The Worker's `[vars]` and the secrets of the file that was given. */
  workerSettings: Readonly<Record<string, string>>;
  pagesVars: Readonly<Record<string, string>>;
  /** The names of the Worker's `send_email` bindings. */
  emailBindings: readonly string[];
}

export async function readDeployment(secretsFile: string | null): Promise<Deployment> {
  const pages = readConfig({ config: inProject("wrangler.toml") });
  const worker = readConfig({ config: inProject("worker/wrangler.toml") });
  const secrets = secretsFile === null ? {} : parseEnv(readFileSync(secretsFile, "utf8"));
  return {
    appOrigin: String(pages.vars["APP_ORIGIN"] ?? ""),
    databaseIds: {
      pages: pages.d1_databases[0]?.database_id ?? NO_DATABASE,
      worker: worker.d1_databases[0]?.database_id ?? NO_DATABASE,
    },
    workerSettings: { ...strings(worker.vars), ...strings(secrets) },
    pagesVars: strings(pages.vars),
    emailBindings: worker.send_email.map((binding: { name: string }) => binding.name),
  };
}

/**
 * What stands in the way of a deployment, each with how to mend it; never a value.
 * @param ask whether Cloudflare is asked which secrets the Worker has already.
 */
export async function settingsTrouble(deployment: Deployment, { ask }: { ask: boolean }): Promise<string[]> {
  const { databaseIds, workerSettings, pagesVars, emailBindings } = deployment;
  const there = ask ? await secretsInPlace() : [];
  return [
    ...databaseTrouble(databaseIds),
    ...originTrouble(pagesVars["APP_ORIGIN"] ?? "", workerSettings["APP_ORIGIN"] ?? ""),
    ...Object.entries(workerSettings).flatMap(([name, value]) => publicTrouble(name, value)),
    ...workerTrouble(workerSettings, [...there, ...emailBindings]),
    ...formActionTrouble(pagesVars["FORM_ACTION_ORIGINS"] ?? "", workerSettings, there),
  ];
}

/** Without its origin in the policy the browser blocks the redirect to the room behind "Join Call". */
function formActionTrouble(
  allowed: string,
  settings: Readonly<Record<string, string>>,
  there: readonly string[],
): string[] {
  const uses = (name: string): boolean => (settings[name] ?? "") !== "" || there.includes(name);
  const needed = [
    ...(uses("DAILY_API_KEY") ? ["daily.co"] : []),
    ...(uses("WHEREBY_API_KEY") ? ["whereby.com"] : []),
    ...(settings["JITSI_DOMAIN"] ? [settings["JITSI_DOMAIN"]] : []),
  ];
  return needed
    .filter((host) => !allowed.split(/\s+/).some((origin) => origin.endsWith(host)))
    .map(
      (host) =>
        `FORM_ACTION_ORIGINS in wrangler.toml must name ${host}: else no browser follows "Join Call" there`,
    );
}

function databaseTrouble({ pages, worker }: Deployment["databaseIds"]): string[] {
  if (pages === NO_DATABASE || worker === NO_DATABASE) {
    return [
      "database_id is a placeholder in wrangler.toml or worker/wrangler.toml: run `npx wrangler d1 create meridian` and put its id into both",
    ];
  }
  return pages === worker ? [] : ["database_id differs between wrangler.toml and worker/wrangler.toml"];
}

function originTrouble(pages: string, worker: string): string[] {
  if (pages === "") return ["APP_ORIGIN is empty in wrangler.toml: put the dashboard's https address there"];
  return pages === worker ? [] : ["APP_ORIGIN differs between wrangler.toml and worker/wrangler.toml"];
}

/** Fit for a laptop, not for the world. */
function publicTrouble(name: string, value: string): string[] {
  if (name === "ALLOW_PLATFORM_ADMINS" && value !== "" && value !== "0") {
    return ["ALLOW_PLATFORM_ADMINS is for local runs only: take it away"];
  }
  const isAddress = /(_ORIGIN|_BASE|_URL)$/.test(name) && value !== "";
  return isAddress && !value.startsWith("https://") ? [`${name} must be an https address`] : [];
}

/** The Worker's own check. What is in place already (a secret, a binding) is known by its name only, so it is taken to be well formed. */
function workerTrouble(settings: Readonly<Record<string, string>>, there: readonly string[]): string[] {
  const unseen = Object.fromEntries(there.map((name) => [name, "x".repeat(32)]));
  const result = readSettings({ ...unseen, ...settings });
  if (result.ok) return [];
  return result.reason
    .filter(({ name }) => settings[name] !== undefined || !there.includes(name))
    .filter(({ name }) => name !== "APP_ORIGIN")
    .map(({ name, message }) => {
      if (name === "EMAIL")
        return `EMAIL ${message}: take the signs from before [[send_email]] in worker/wrangler.toml`;
      const how = `\`npx wrangler secret put ${name} -c worker/wrangler.toml\`, or --secrets FILE, or [vars] of worker/wrangler.toml if it is no secret`;
      return `${name} ${message}: ${how}`;
    });
}

const secretsShape = z.array(z.object({ name: z.string() }));

/** Nothing before the first deployment: the Worker is not there yet, and its secrets come with `--secrets`. */
async function secretsInPlace(): Promise<string[]> {
  const { code, output } = await runTool("wrangler", ["secret", "list", "-c", "worker/wrangler.toml"], {
    output: "keep",
  });
  const list = /\[[\s\S]*\]/.exec(output)?.[0];
  return code === 0 && list ? secretsShape.parse(JSON.parse(list)).map(({ name }) => name) : [];
}

const strings = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? "")]));

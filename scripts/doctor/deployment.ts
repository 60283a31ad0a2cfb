import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import { inProject } from "../lib/project.ts";
import { SETTING_NAMES } from "../lib/setting-shapes.ts";
import { type Deployed, wranglerName } from "./environments.ts";

/** Cloudflare's own placeholder, until there is a database. */
export const NO_DATABASE = "00000000-0000-0000-0000-000000000000";

/** What will be deployed, as far as it is known on this machine. */
export interface Deployment {
  environment: Deployed;
  /** The dashboard's address, without a slash at its end; empty while nobody has said it. */
  appOrigin: string;
  databaseIds: { pages: string; worker: string };
  /** The Worker's name, and what Pages binds by that name. */
  workerName: string;
  boundByPages: readonly string[];
  /** What production binds and this environment does not, such as `d1_databases DB`: nothing is inherited. */
  unbound: readonly string[];
  /** The Worker's `[vars]` and the secrets of the file that was given. */
  workerSettings: Readonly<Record<string, string>>;
  pagesVars: Readonly<Record<string, string>>;
  /** The names of the Worker's `send_email` bindings. */
  emailBindings: readonly string[];
  /** What outside services are asked with: the Worker's settings, and where it has a secret that no file here holds, the environment's. */
  asking: Readonly<Record<string, string>>;
}

type Config = ReturnType<typeof readConfig>;

/** @param secretsFile in `.env` form; null when the secrets lie at Cloudflare only. */
export function readDeployment(environment: Deployed, secretsFile: string | null): Deployment {
  const env = wranglerName(environment);
  const [pages, worker] = ["wrangler.toml", "worker/wrangler.toml"].map((file) =>
    readConfig({ config: inProject(file), env }),
  ) as [Config, Config];
  const secrets = secretsFile === null ? {} : parseEnv(readFileSync(secretsFile, "utf8"));
  const workerSettings = { ...strings(worker.vars), ...present(strings(secrets)) };
  return {
    environment,
    appOrigin: String(pages.vars["APP_ORIGIN"] ?? ""),
    databaseIds: {
      pages: pages.d1_databases[0]?.database_id ?? NO_DATABASE,
      worker: worker.d1_databases[0]?.database_id ?? NO_DATABASE,
    },
    workerName: worker.name ?? "",
    boundByPages: [
      ...pages.durable_objects.bindings.map(({ script_name }: { script_name?: string }) => script_name ?? ""),
      ...(pages.services ?? []).map(({ service }: { service: string }) => service),
    ],
    unbound: ["wrangler.toml", "worker/wrangler.toml"].flatMap((file) => unboundIn(file, env)),
    workerSettings,
    pagesVars: strings(pages.vars),
    emailBindings: worker.send_email.map((binding: { name: string }) => binding.name),
    asking: { ...settingsOfTheEnvironment(), ...present(workerSettings) },
  };
}

function unboundIn(file: string, env: string): string[] {
  const production = bindingsOf(readConfig({ config: inProject(file) }));
  const here = bindingsOf(readConfig({ config: inProject(file), env }));
  return production.filter((binding) => !here.includes(binding)).map((binding) => `${binding} in ${file}`);
}

/** By kind and name, whatever kinds there are: every one has its name under `binding` or `name`. */
function bindingsOf(config: Config): string[] {
  const vars = Object.keys(config.vars).map((name) => `vars ${name}`);
  const others = Object.entries(config).flatMap(([kind, value]) =>
    listOf(value).flatMap((one) => {
      const name = one.binding ?? one.name;
      return name === undefined ? [] : [`${kind} ${name}`];
    }),
  );
  return [...vars, ...others];
}

interface Named {
  binding?: string;
  name?: string;
}

/** Most kinds are a list, the objects' is one inside a table, and the version's is a single one. */
function listOf(value: unknown): Named[] {
  if (Array.isArray(value))
    return value.filter((one): one is Named => typeof one === "object" && one !== null);
  if (typeof value !== "object" || value === null) return [];
  const { bindings, binding } = value as { bindings?: unknown; binding?: string };
  if (Array.isArray(bindings)) return listOf(bindings);
  return binding === undefined ? [] : [{ binding }];
}

function settingsOfTheEnvironment(): Record<string, string> {
  const there = SETTING_NAMES.map((name) => [name, process.env[name] ?? ""] as const);
  return present(Object.fromEntries(there));
}

const present = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

const strings = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? "")]));

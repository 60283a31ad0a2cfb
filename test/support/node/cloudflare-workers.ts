import { randomUUID } from "node:crypto";
import {
  type Binding,
  type CloudflareAccount,
  MADE_AT,
  type Script,
  type Version,
} from "./cloudflare-account.ts";
import { type Asked, Refusal } from "./cloudflare-api.ts";

const NO_SUBDOMAIN = { enabled: false, previews_enabled: false };

/** Calls about Workers: their versions, deployments, secrets and crons. */
export async function worker(account: CloudflareAccount, asked: Asked): Promise<unknown> {
  const { method, path, body } = asked;
  const { scripts } = account;
  const [, kind = "", name = "", call = ""] =
    /^\/workers\/(scripts|services|workers)\/([\w-]+)(.*)$/.exec(path) ?? [];
  if (kind === "scripts" && call === "" && method === "PUT") {
    const { id } = await upload(account, name, asked);
    const made = account.scripts.get(name);
    made?.deployed.push(...made.versions.slice(-1));
    return { id: name, etag: id, deployment_id: id.replaceAll("-", ""), startup_time_ms: 12 };
  }
  const script = scripts.get(name);
  if (script === undefined) return undefined;
  if (kind === "services") {
    const { migrationTag: migration_tag } = script;
    const lately = { id: name, tag: name, tags: [], last_deployed_from: "wrangler", migration_tag };
    return { id: name, default_environment: { environment: "production", script: lately } };
  }
  if (kind === "workers") return { id: name, name, subdomain: NO_SUBDOMAIN };
  const described = ({ id, tag }: Version) => ({
    id,
    number: 1,
    metadata: { created_on: MADE_AT, author_email: "o@x.test", source: "wrangler" },
    annotations: { "workers/tag": tag },
    resources: { bindings: [], script: { etag: id, handlers: [] }, script_runtime: {} },
    startup_time_ms: 12,
  });
  const [, versionId] = /^\/versions\/([\w-]+)$/.exec(call) ?? [];
  if (versionId !== undefined) {
    const version = script.versions.find(({ id }) => id === versionId);
    return version && described(version);
  }
  switch (`${method} ${call}`) {
    // Where no class of objects is new: it answers nobody until it is deployed.
    case "POST /versions":
      return described(await upload(account, name, asked));
    case "GET /secrets":
      return [...script.secrets.keys()].map((one) => ({ name: one, type: "secret_text" }));
    case "POST /subdomain":
      return NO_SUBDOMAIN;
    case "PUT /schedules":
      script.crons = (JSON.parse(body.toString()) as { cron: string }[]).map(({ cron }) => cron);
      return { schedules: [] };
    case "PATCH /script-settings":
    case "GET /script-settings":
      return {};
    case "GET /versions":
      return { items: script.versions.map(described) };
    case "GET /deployments": {
      const deployments = script.deployed.map(({ id }, at) => ({
        id: `deployment-${at}`,
        source: "wrangler",
        strategy: "percentage",
        author_email: "o@x.test",
        created_on: MADE_AT,
        versions: [{ version_id: id, percentage: 100 }],
      }));
      return { deployments: deployments.reverse() };
    }
    case "POST /deployments": {
      const { versions } = JSON.parse(body.toString()) as { versions: { version_id: string }[] };
      const version = script.versions.find(({ id }) => id === versions[0]?.version_id);
      if (version === undefined) throw new Refusal(404, 10_092, "there is no such version");
      script.deployed.push(version);
      return { id: randomUUID() };
    }
    default:
      return undefined;
  }
}

export interface Metadata {
  main_module: string;
  bindings: readonly Binding[];
  annotations?: Record<string, string>;
  migrations?: { old_tag?: string; new_tag: string };
}

async function upload(account: CloudflareAccount, name: string, { type, body }: Asked): Promise<Version> {
  const form = await formOf(type, body);
  const metadata = JSON.parse(String(form.get("metadata"))) as Metadata;
  const known: Script = account.scripts.get(name) ?? {
    versions: [],
    deployed: [],
    migrationTag: undefined,
    secrets: new Map(),
    crons: [],
  };
  checkBindings(account, metadata, name);
  if (metadata.migrations && metadata.migrations.old_tag !== known.migrationTag)
    throw new Refusal(412, 10_079, "the migration tag precondition failed");
  const version = {
    id: randomUUID(),
    tag: metadata.annotations?.["workers/tag"] ?? "",
    script: await textOf(form, metadata.main_module),
    bindings: metadata.bindings,
  };
  for (const binding of metadata.bindings) {
    if (binding.type === "secret_text") known.secrets.set(binding.name, binding.text ?? "");
  }
  known.migrationTag = metadata.migrations?.new_tag ?? known.migrationTag;
  known.versions.push(version);
  account.scripts.set(name, known);
  return version;
}

/** A binding to what is not there is refused, so the order of a deployment is no matter of taste. */
export function checkBindings(
  { databases, scripts }: CloudflareAccount,
  { bindings }: Metadata,
  own: string,
): void {
  for (const { type, name, id, service, script_name } of bindings) {
    if (type === "d1" && !databases.has(id ?? ""))
      throw new Refusal(400, 10_021, `binding ${name} of type d1 must have a valid \`id\` specified`);
    const other = service ?? script_name;
    if (other !== undefined && other !== own && !scripts.has(other))
      throw new Refusal(400, 10_143, `binding ${name} references ${other}, which was not found`);
  }
}

export const formOf = (type: string, body: Buffer): Promise<FormData> =>
  new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();

export async function textOf(form: FormData, name: string): Promise<string> {
  const part = form.get(name);
  if (part === null) throw new Refusal(400, 10_021, `there is no ${name}`);
  return typeof part === "string" ? part : await part.text();
}

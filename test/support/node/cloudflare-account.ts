import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { type Asked, type CloudflareApi, cloudflareApi, queried, Refusal } from "./cloudflare-api.ts";
import { pages } from "./cloudflare-pages.ts";
import { worker } from "./cloudflare-workers.ts";

// An account that wrangler deploys to: what it is sent is kept, and what Cloudflare would refuse is refused. In Cloudflare's own
// wire format (https://developers.cloudflare.com/api/), as the installed wrangler speaks it.

export interface Version {
  id: string;
  /** `workers/tag`. */
  tag: string;
  /** The main module. */
  script: string;
  bindings: readonly Binding[];
}

export interface Binding {
  type: string;
  name: string;
  id?: string;
  text?: string;
  service?: string;
  entrypoint?: string;
  class_name?: string;
  script_name?: string;
  namespace_id?: string;
  dataset?: string;
  simple?: { limit: number; period: 10 | 60 };
}

export interface Script {
  versions: Version[];
  /** The versions that answered, one after the other; the last one answers now. */
  deployed: Version[];
  migrationTag: string | undefined;
  secrets: Map<string, string>;
  crons: readonly string[];
}

export interface PagesDeployment extends Version {
  branch: string;
  /** By path, such as `/assets/root-1.css`; Pages' own `/_headers` among them. */
  files: Map<string, Buffer>;
  routes: string;
}

export interface Database {
  name: string;
  sql: DatabaseSync;
  restoredTo: string | null;
  /** A new database is not read from replicas. */
  replication: "auto" | "disabled";
}

export interface CloudflareAccount extends CloudflareApi {
  databases: Map<string, Database>;
  scripts: Map<string, Script>;
  projects: Map<string, { productionBranch: string; deployments: PagesDeployment[] }>;
  /** Waited for when a dashboard was deployed, before its deployment is answered. */
  onDeployed: () => Promise<void>;
  /** The next call `METHOD /path` that fits is refused. */
  refuseOnce(call: RegExp): void;
}

const BOOKMARK = "00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683";
export const MADE_AT = "2026-11-28T00:00:00Z";

export async function cloudflareAccount(): Promise<CloudflareAccount> {
  const api = await cloudflareApi();
  const assets = new Map<string, Buffer>();
  let refused: RegExp | null = null;
  const account: CloudflareAccount = Object.assign(api, {
    databases: new Map(),
    scripts: new Map(),
    projects: new Map(),
    onDeployed: async () => undefined,
    refuseOnce: (call: RegExp) => {
      refused = call;
    },
  });
  account.act = async (asked) => {
    if (refused?.test(`${asked.method} ${asked.path}`)) {
      refused = null;
      throw new Refusal(400, 10_021, "refused by the test");
    }
    return (
      database(account, asked) ?? (await worker(account, asked)) ?? (await pages(account, assets, asked))
    );
  };
  return account;
}

function database({ databases }: CloudflareAccount, { method, path, body, query }: Asked): unknown {
  const listed = ([uuid, { name }]: [string, Database]) => ({
    uuid,
    name,
    version: "production",
    created_at: MADE_AT,
  });
  const described = ([uuid, one]: [string, Database]) => ({
    ...listed([uuid, one]),
    read_replication: { mode: one.replication },
  });
  if (path === "/d1/database") {
    if (method === "GET") return [...databases].map(listed);
    const { name } = JSON.parse(body.toString()) as { name: string };
    const uuid = randomUUID();
    const made: Database = {
      name,
      sql: new DatabaseSync(":memory:"),
      restoredTo: null,
      replication: "disabled",
    };
    databases.set(uuid, made);
    return described([uuid, made]);
  }
  const [, id = "", call = ""] = /^\/d1\/database\/([\w-]+)(.*)$/.exec(path) ?? [];
  const found = databases.get(id);
  if (found === undefined) return undefined;
  if (call === "" && method === "PUT") {
    const { read_replication } = JSON.parse(body.toString()) as { read_replication: { mode: string } };
    if (!isReplication(read_replication.mode)) throw new Refusal(400, 7_400, "The request is malformed.");
    found.replication = read_replication.mode;
  }
  if (call === "") return described([id, found]);
  if (call === "/query") return queried(found.sql, body);
  if (call === "/time_travel/bookmark") return { bookmark: BOOKMARK };
  if (call !== "/time_travel/restore") return undefined;
  found.restoredTo = query.get("bookmark");
  return { bookmark: BOOKMARK, previous_bookmark: BOOKMARK, message: "restored" };
}

const isReplication = (mode: string): mode is Database["replication"] => ["auto", "disabled"].includes(mode);

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { COMPATIBILITY_DATE } from "../../../scripts/lib/project.ts";
import { stateFolder } from "../../../scripts/lib/state-folder.ts";
import type { CloudflareAccount, PagesDeployment, Version } from "./cloudflare-account.ts";

/**
 * What was deployed answers at `https://127.0.0.1:PORT`, with the bindings it was deployed with, from the moment the dashboard is
 * there. Its D1 is Miniflare's own and empty.
 */
export function runDeployed(
  account: CloudflareAccount,
  project: string,
  script: string,
  port: number,
): { close(): Promise<void> } {
  const folder = stateFolder();
  let runtime: Miniflare | null = null;
  account.onDeployed = async () => {
    const dashboard = account.projects.get(project)?.deployments[0];
    const worker = account.scripts.get(script)?.deployed.at(-1);
    if (dashboard === undefined || worker === undefined) return;
    await runtime?.dispose();
    runtime = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port,
        https: true,
        cf: false,
        log: new Log(LogLevel.ERROR),
        workers: [
          { ...bound(project, dashboard), assets: assetsOf(dashboard, folder) },
          bound(script, worker),
        ],
      }),
    );
    await runtime.ready;
  };
  return {
    close: async () => {
      await runtime?.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bound(name: string, { id, tag, script, bindings }: Version): V4WorkerOptions {
  const of = (type: string) => bindings.filter((binding) => binding.type === type);
  const named = <T>(types: readonly string[], value: (binding: Version["bindings"][number]) => T) =>
    Object.fromEntries(types.flatMap(of).map((binding) => [binding.name, value(binding)]));
  return {
    name,
    modules: true,
    script,
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {
      ...named(["plain_text", "secret_text"], ({ text }) => text ?? ""),
      ...named(["version_metadata"], () => ({ id, tag, timestamp: "2026-11-28T00:00:00Z" })),
    },
    ratelimits: named(["ratelimit"], ({ namespace_id = "", simple = { limit: 1, period: 60 } }) => ({
      namespace_id,
      simple,
    })),
    analyticsEngineDatasets: named(["analytics_engine"], ({ dataset = "" }) => ({ dataset })),
    d1Databases: named(["d1"], (binding) => binding.id ?? ""),
    serviceBindings: named(["service"], ({ service = "", entrypoint }) => ({
      name: service,
      ...(entrypoint === undefined ? {} : { entrypoint }),
    })),
    durableObjects: named(["durable_object_namespace"], ({ class_name = "", script_name }) => ({
      className: class_name,
      useSQLite: true,
      ...(script_name === undefined ? {} : { scriptName: script_name }),
    })),
  };
}

function assetsOf({ files }: PagesDeployment, folder: string): NonNullable<V4WorkerOptions["assets"]> {
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return {
    directory: folder,
    binding: "ASSETS",
    routerConfig: { invoke_user_worker_ahead_of_assets: false, has_user_worker: true },
  };
}

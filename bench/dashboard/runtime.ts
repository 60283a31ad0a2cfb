import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { build } from "../../scripts/build.ts";
import type { Access } from "../../scripts/lib/control.ts";
import type { D1 } from "../../scripts/lib/d1.ts";
import { databaseThrough, door } from "../../scripts/lib/door.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { migrate } from "../../scripts/lib/migrate.ts";
import { COMPATIBILITY_DATE, inProject, PAGES_NAME, WORKER_NAME } from "../../scripts/lib/project.ts";
import { runSandbox } from "../../scripts/lib/run-sandbox.ts";
import { stateFolder } from "../../scripts/lib/state-folder.ts";
import { dashboardVars, readSettings } from "../../scripts/settings.ts";
import { accessTo } from "../../scripts/stack.ts";

export interface Runtime {
  readonly db: D1;
  /** What a browser sends as `Origin` from our own pages. */
  readonly appOrigin: string;
  /** To act as the platform does, through the page's socket. */
  readonly access: Access;
  /** The static files that the page asks for. */
  readonly clientDir: string;
  /** Where each answers, each on a socket of its own: nothing stands between. */
  readonly page: URL;
  readonly counted: URL;
  readonly api: URL;
  readonly bare: URL;
  close(): Promise<void>;
}

const DATABASE_ID = "bench";

/** A runtime for one bench, on an empty state; nothing of it is left. */
export async function withRuntime(work: (runtime: Runtime) => Promise<void>): Promise<void> {
  const stateDir = stateFolder();
  try {
    const runtime = await startRuntime(stateDir);
    await work(runtime).finally(runtime.close);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/**
 * The production bundles and the bare Worker beside them, in one workerd, over one database: so that a ratio within one run means
 * something on a machine that others use, too.
 * @param stateDir empty; the caller's to remove.
 */
async function startRuntime(stateDir: string): Promise<Runtime> {
  const builds = await build(console.log);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const settings = readSettings({
    PERSIST_TO: stateDir,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SUPPORT_EMAIL: "support@meridian.test",
  });
  const closeSandbox = await runSandbox(settings);
  const shared = {
    compatibilityDate: COMPATIBILITY_DATE,
    d1Databases: { DB: DATABASE_ID },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
  const pages = {
    ...shared,
    bindings: dashboardVars(settings),
    serviceBindings: {
      API: WORKER_NAME,
      DASHBOARD_SERVICE: { name: WORKER_NAME, entrypoint: "DashboardService" },
    },
    durableObjects: { BOOKING: { className: "BookingObject", scriptName: WORKER_NAME, useSQLite: true } },
  };
  const worker: V4WorkerOptions = {
    ...shared,
    name: WORKER_NAME,
    modules: true,
    scriptPath: builds.workerScript,
    bindings: { ...settings.vars },
    durableObjects: {
      BOOKING: { className: "BookingObject", useSQLite: true },
      LISTENER: { className: "ListenerObject", useSQLite: true },
    },
  };
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      log: new Log(LogLevel.ERROR),
      // Written all the same, as deployed; between the lines of the table nobody wants them.
      handleStructuredLogs: () => undefined,
      resourcePersistencePath: path.join(stateDir, "cloudflare"),
      workers: [
        {
          ...pages,
          name: PAGES_NAME,
          modules: true,
          scriptPath: builds.pagesScript,
          // Where the settings say that people, and the sandbox's webhooks, find it.
          unsafeDirectSockets: [{ host: "127.0.0.1", port }],
        },
        {
          ...pages,
          name: "counted",
          modules: [
            module("counted.js", inProject("bench/dashboard/counted.js")),
            module("pages.js", builds.pagesScript),
          ],
        },
        {
          ...shared,
          name: "bare",
          modules: true,
          scriptPath: inProject("bench/dashboard/bare.js"),
          durableObjects: { BARE: { className: "BareObject", useSQLite: true } },
        },
        worker,
        door(DATABASE_ID, WORKER_NAME),
      ],
    }),
  );
  await runtime.ready;
  const db = databaseThrough(runtime);
  await migrate(db, inProject("migrations"));
  const [page, counted, api, bare] = await Promise.all([
    runtime.unsafeGetDirectURL(PAGES_NAME),
    runtime.unsafeGetDirectURL("counted"),
    runtime.unsafeGetDirectURL(WORKER_NAME),
    runtime.unsafeGetDirectURL("bare"),
  ]);
  const close = async () => {
    await runtime.dispose();
    await closeSandbox();
  };
  const access = accessTo(settings);
  const { appOrigin } = settings;
  return { db, appOrigin, access, clientDir: builds.clientDir, page, counted, api, bare, close };
}

/** A module under a name of its own: workerd reads none from outside of the project by its path. */
export const module = (name: string, file: string) => ({
  type: "ESModule" as const,
  path: name,
  contents: readFileSync(file, "utf8"),
});

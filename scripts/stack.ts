import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import type { Builds } from "./build.ts";
import { claim, giveUpClaim, runtimePidFile, writeClaim } from "./lib/claim.ts";
import { type Access, type Control, startControl } from "./lib/control.ts";
import type { D1 } from "./lib/d1.ts";
import { cronThrough, databaseThrough, door } from "./lib/door.ts";
import { migrate } from "./lib/migrate.ts";
import { COMPATIBILITY_DATE, inProject, PAGES_NAME, UsageError, WORKER_NAME } from "./lib/project.ts";
import { runSandbox } from "./lib/run-sandbox.ts";
import { anySandboxed, dashboardVars, type Settings, sendsByCloudflare } from "./settings.ts";

/** A file of one module, or modules of which the first is the entry. */
type Script = string | readonly { type: "ESModule"; path: string; contents: string }[];

export interface StackOptions {
  settings: Settings;
  builds: Builds;
  /** The script whose objects answer, if not the Worker's own: while Cloudflare deploys, a Worker may meet another version's. */
  objectsScript?: Script;
  /** Whether the cron's timer runs; it does unless told. */
  cron?: boolean;
  /** What the Worker and the dashboard write to their console; to this process's own unless told. */
  onLog?: (level: string, message: string) => void;
}

export interface Stack {
  /** `http://localhost:PORT` */
  url: string;
  /** Null when every outside service is a real one. */
  sandboxUrl: string | null;
  db: D1;
  access: Access;
  /** Runs the cron sweep now. */
  sweep(): Promise<void>;
  /** The dashboard's bindings for use in this process; stale after a reload. */
  dashboardBindings(): Promise<Record<string, unknown>>;
  /** Puts other bundles in the place of the running ones; state stays. */
  reload(builds: Builds): Promise<void>;
  /** Leaves nothing running. */
  close(): Promise<void>;
}

/** Both wrangler.toml name the same database. */
const DATABASE_ID = "00000000-0000-0000-0000-000000000000";
/** What is written to it locally goes nowhere. */
const ANALYTICS = { ANALYTICS: { dataset: "meridian" } };
/** Of the second Worker, where a stack is of two versions. */
const OBJECTS_NAME = `${WORKER_NAME}-objects`;
/** Cron does not fire by itself locally, so a timer does. Deployed, it sweeps every five minutes (worker/wrangler.toml). */
const SWEEP_EVERY_MS = 60_000;

/**
 * The whole of Meridian on one machine: both production bundles in one workerd, and, where a service has neither key nor base,
 * the sandbox in this process. Claim the state, start the sandbox, migrate, start the runtime, open the second address.
 */
export async function startStack({
  settings,
  builds,
  objectsScript,
  cron = true,
  onLog = toConsole,
}: StackOptions): Promise<Stack> {
  const { persistTo, port } = settings;
  const url = `http://localhost:${port}`;
  const sandboxUrl = anySandboxed(settings) ? `http://localhost:${settings.sandboxPort}` : null;
  const own = await claim(persistTo, url, sandboxUrl);
  const closers: (() => Promise<void> | void)[] = [() => giveUpClaim(persistTo)];
  const close = () => closeAll(closers);
  try {
    if (sandboxUrl !== null) {
      const closeSandbox = runSandbox(settings).catch(explainPort("SANDBOX_PORT", settings.sandboxPort));
      closers.push(await closeSandbox);
    }
    await migrateFirst(persistTo);
    const options = (current: Builds) => runtimeOptions(settings, current, objectsScript, onLog);
    const runtime = startRuntime(persistTo, options(builds));
    closers.push(() => runtime.dispose());
    await runtime.ready.catch(explainPort("PORT", port));
    const db = databaseThrough(runtime);
    closers.push(await listenOnIpv6Too(port));
    const access = accessTo(settings);
    const sweep = () => cronThrough(runtime);
    if (cron) closers.push(sweepByTheClock(sweep, onLog));
    const control: Control = await startControl({ db, sweep, access });
    closers.push(control.close);
    writeClaim(persistTo, { ...own, control: control.address });
    const reload = (next: Builds) => runtime.setOptions(options(next));
    const dashboardBindings = () => runtime.getBindings<Record<string, unknown>>(PAGES_NAME);
    return { url, sandboxUrl, db, access, sweep, dashboardBindings, reload, close };
  } catch (error) {
    // What failed to start fails to close too (Miniflare says why it did not start once more); the first reason is the one.
    await close().catch(() => undefined);
    throw error;
  }
}

/** Last opened, first closed; one that fails does not keep the others open. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  const close = closers.pop();
  if (close === undefined) return;
  try {
    await close();
  } finally {
    await closeAll(closers);
  }
}

/** How this project's own scripts act as the platform does. */
export function accessTo({ port, sandboxed, vars }: Settings): Access {
  const [platformKey = ""] = (vars["PLATFORM_API_KEY"] ?? "").split(",");
  const payments = { base: vars["STRIPE_API_BASE"] ?? "", key: vars["STRIPE_SECRET_KEY"] ?? "" };
  return { appUrl: `http://127.0.0.1:${port}`, platformKey, payments: sandboxed.stripe ? payments : null };
}

type RuntimeOptions = ReturnType<typeof convertV4MiniflareOptions>;

function startRuntime(persistTo: string, options: RuntimeOptions): Miniflare {
  // Miniflare ends the process inside its own signal handlers: whoever starts a stack ends it himself, in order.
  const signals = ["SIGINT", "SIGTERM"] as const;
  const before = signals.map((signal) => process.listeners(signal));
  process.env["MINIFLARE_WORKERD_PATH"] = inProject("scripts/lib/workerd.sh");
  process.env["MERIDIAN_WORKERD"] = workerdBinary();
  process.env["MERIDIAN_RUNTIME_PID_FILE"] = runtimePidFile(persistTo);
  const runtime = new Miniflare(options);
  for (const [i, signal] of signals.entries()) {
    const added = process.listeners(signal).filter((listener) => !before[i]?.includes(listener));
    for (const listener of added) process.removeListener(signal, listener);
  }
  return runtime;
}

/** The very binary that Miniflare would start. */
function workerdBinary(): string {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const { default: binary } = fromMiniflare("workerd") as { default: string };
  return binary;
}

/**
 * In a runtime of its own, which serves nothing: the real one answers, and fires the alarms that fell due while it was down,
 * from its first moment.
 */
async function migrateFirst(persistTo: string): Promise<void> {
  const name = "migrations";
  const options = convertV4MiniflareOptions({
    cf: false,
    log: new Log(LogLevel.ERROR),
    resourcePersistencePath: cloudflareState(persistTo),
    workers: [
      {
        name,
        modules: true,
        script: "export default {}",
        compatibilityDate: COMPATIBILITY_DATE,
        d1Databases: { DB: DATABASE_ID },
      },
    ],
  });
  const runtime = startRuntime(persistTo, options);
  try {
    await migrate(await runtime.getD1Database("DB", name), inProject("migrations"));
  } finally {
    await runtime.dispose();
  }
}

const cloudflareState = (persistTo: string): string => path.join(persistTo, "cloudflare");

function runtimeOptions(
  settings: Settings,
  builds: Builds,
  objectsScript: Script | undefined,
  onLog: (level: string, message: string) => void,
): RuntimeOptions {
  const objects = objectsScript === undefined ? WORKER_NAME : OBJECTS_NAME;
  return convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: settings.port,
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    handleStructuredLogs: ({ level, message }) => onLog(level, message),
    resourcePersistencePath: cloudflareState(settings.persistTo),
    workers: [
      dashboard(settings, builds, objects),
      worker(WORKER_NAME, settings, builds.workerScript, objects),
      ...(objectsScript === undefined ? [] : [worker(OBJECTS_NAME, settings, objectsScript)]),
      door(DATABASE_ID, WORKER_NAME),
    ],
  });
}

/** As the root wrangler.toml says. */
function dashboard(settings: Settings, builds: Builds, objects: string): V4WorkerOptions {
  return {
    name: PAGES_NAME,
    modules: true,
    scriptPath: builds.pagesScript,
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: dashboardVars(settings),
    d1Databases: { DB: DATABASE_ID },
    analyticsEngineDatasets: ANALYTICS,
    serviceBindings: {
      API: WORKER_NAME,
      DASHBOARD_SERVICE: { name: WORKER_NAME, entrypoint: "DashboardService" },
    },
    durableObjects: { BOOKING: { className: "BookingObject", scriptName: objects, useSQLite: true } },
    assets: {
      directory: builds.clientDir,
      binding: "ASSETS",
      routerConfig: { invoke_user_worker_ahead_of_assets: false, has_user_worker: true },
    },
  };
}

/** As worker/wrangler.toml says. @param objects the Worker whose objects are called. */
function worker(name: string, settings: Settings, script: Script, objects = name): V4WorkerOptions {
  const of = (className: string) => ({
    className,
    useSQLite: true,
    ...(objects === name ? {} : { scriptName: objects }),
  });
  return {
    name,
    ...(typeof script === "string" ? { modules: true, scriptPath: script } : { modules: [...script] }),
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { ...settings.vars },
    d1Databases: { DB: DATABASE_ID },
    analyticsEngineDatasets: ANALYTICS,
    durableObjects: { BOOKING: of("BookingObject"), LISTENER: of("ListenerObject") },
    ...(sendsByCloudflare(settings.vars) ? { email: { send_email: [{ name: "EMAIL" }] } } : {}),
    versionMetadata: "VERSION",
    ratelimits: {
      FEED_RATE: { namespace_id: "1001", simple: { limit: 30, period: 60 } },
      // Here everybody is one address, and a benchmark is one person: the Worker's own limits would be in the way.
      ADDRESS_RATE: { namespace_id: "1003", simple: { limit: 1_000_000, period: 60 } },
      SESSION_RATE: { namespace_id: "1005", simple: { limit: 1_000_000, period: 60 } },
    },
  };
}

function sweepByTheClock(
  sweep: () => Promise<void>,
  onLog: (level: string, message: string) => void,
): () => void {
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => onLog("error", `the cron sweep failed: ${error}`));
  }, SWEEP_EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * `localhost` is ::1 to some clients, and workerd listens on one address only: a forwarder for the other. Not to be had where
 * there is no IPv6, and then nobody asks for it.
 */
async function listenOnIpv6Too(port: number): Promise<() => Promise<void>> {
  const open = new Set<net.Socket>();
  const server = net.createServer((incoming) => {
    const onward = net.connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [incoming, onward],
      [onward, incoming],
    ] as const) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      socket.once("error", () => other.destroy());
    }
    incoming.pipe(onward).pipe(incoming);
  });
  await new Promise<void>((resolve) => {
    server.once("error", () => resolve());
    server.listen(port, "::1", resolve);
  });
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

function explainPort(name: "PORT" | "SANDBOX_PORT", port: number): (error: unknown) => never {
  return (error) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EADDRINUSE" || code === "ERR_ADDRESS_IN_USE") {
      throw new UsageError(`${name} ${port} is in use: stop what listens there, or set ${name} to another`);
    }
    throw error;
  };
}

function toConsole(level: string, message: string): void {
  if (level === "error" || level === "warn") console.error(message);
  else console.log(message);
}

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { readClaim, runtimePidFile } from "../../../scripts/lib/claim.ts";
import { databaseOf, sweepOf } from "../../../scripts/lib/control.ts";
import type { D1Value } from "../../../scripts/lib/d1.ts";
import { freePort } from "../../../scripts/lib/free-port.ts";
import { identityOf } from "../../../scripts/lib/process-identity.ts";
import { stateFolder } from "../../../scripts/lib/state-folder.ts";
import { type Api, apiOf } from "./api.ts";
import { type SandboxClient, sandboxClient } from "./sandbox-client.ts";
import { until } from "./until.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const READY_WITHIN_MS = 120_000;
const PLATFORM_KEY = "test-platform-key-0123456789";

export interface AppOptions {
  /** Whether the demo people and their sessions are there. Off unless told: a test brings its own. */
  demo?: boolean;
  /** Whether Jitsi, which the sandbox is as well, stands in for the first video service. */
  standIn?: boolean;
  /** Further settings (product, "Running it"). */
  env?: Record<string, string>;
}

/** The whole stack as `npm start` runs it, on free ports and a state folder of its own. */
export interface App extends Api {
  url: string;
  sandbox: SandboxClient;
  stateDir: string;
  platformKey: string;
  /** What it printed so far. */
  log(): string;
  /** Reads D1 beside the Worker: no request is made, so nobody looks at a clock. */
  query<Row>(sql: string, ...values: D1Value[]): Promise<Row[]>;
  /** Runs the cron sweep now. */
  sweep(): Promise<void>;
  /** SIGKILL to everything at once: runtime, sandbox, script. */
  kill(): Promise<void>;
  /** Again, on the same state and ports. */
  start(): Promise<void>;
  /** In order, as by Ctrl-C; the state stays. */
  stop(): Promise<void>;
  /** The end: nothing runs and nothing is left. */
  remove(): Promise<void>;
}

export async function startApp({ demo = false, standIn = false, env = {} }: AppOptions = {}): Promise<App> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const stateDir = stateFolder();
  const settings = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    PERSIST_TO: stateDir,
    PLATFORM_API_KEY: PLATFORM_KEY,
    APP_ORIGIN: url,
    ...(standIn ? jitsiAt(sandboxPort) : {}),
    ...env,
  };
  const stack = processOf(demo, settings);
  const claim = () => {
    const found = readClaim(stateDir);
    if (found === null) throw new Error("the stack is not running");
    return found;
  };
  const app: App = {
    ...apiOf(url, PLATFORM_KEY),
    url,
    sandbox: sandboxClient(`http://localhost:${sandboxPort}`),
    stateDir,
    platformKey: PLATFORM_KEY,
    log: stack.log,
    query: async <Row>(sql: string, ...values: D1Value[]) => {
      const { results } = await databaseOf(claim())
        .prepare(sql)
        .bind(...values)
        .all<Row>();
      return results;
    },
    sweep: () => sweepOf(claim()),
    kill: () => stack.end("SIGKILL"),
    start: async () => {
      stack.start();
      await until(() => ready(url, stack), { what: "/healthz", within: READY_WITHIN_MS });
    },
    stop: () => stack.end("SIGTERM"),
    remove: async () => {
      await stack.end("SIGKILL");
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
  await app.start().catch(async (error: unknown) => {
    await app.remove();
    throw error;
  });
  return app;
}

const jitsiAt = (sandboxPort: number): Record<string, string> => ({
  JITSI_DOMAIN: `localhost:${sandboxPort}`,
  JITSI_APP_ID: "meridian",
  JITSI_APP_SECRET: "a-secret-that-only-tests-know",
});

async function ready(url: string, stack: StackProcess): Promise<boolean> {
  if (!stack.isRunning()) throw new Error(`the stack ended by itself:\n${stack.log().slice(-2_000)}`);
  if (!stack.log().includes("ready after")) return false;
  const response = await fetch(`${url}/healthz`);
  if (response.ok) return true;
  throw new Error(`/healthz: ${response.status} ${await response.text()}\n${stack.log().slice(-2_000)}`);
}

interface StackProcess {
  start(): void;
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  isRunning(): boolean;
  log(): string;
}

/** `scripts/start.ts` in a process group of its own, so that one signal reaches all of it. */
function processOf(demo: boolean, settings: Record<string, string>): StackProcess {
  let child: ChildProcess | null = null;
  let log = "";
  const isRunning = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  return {
    isRunning,
    log: () => log,
    start: () => {
      log = "";
      child = spawn(process.execPath, ["scripts/start.ts", ...(demo ? [] : ["--no-demo"])], {
        cwd: ROOT,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...clean(process.env), ...settings },
      });
      const collect = (chunk: Buffer): void => {
        log += chunk.toString();
      };
      child.stdout?.on("data", collect);
      child.stderr?.on("data", collect);
    },
    end: async (signal) => {
      if (child?.pid === undefined || !isRunning()) return;
      const { pid } = child;
      process.kill(-pid, signal);
      await until(() => !isRunning() && identityOf(pid) === null, {
        what: `the end by ${signal}`,
        within: 20_000,
      });
      // The ports and the state are free only once workerd is gone too.
      await until(() => runtimeIsGone(settings["PERSIST_TO"] ?? ""), {
        what: "the runtime's end",
        every: 20,
      });
    },
  };
}

/** Neither vitest's own variables nor npm's: the stack must not think that it was started by them. */
function clean(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VITEST|npm_|NODE_ENV$|NODE_OPTIONS$|VITE_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}

function runtimeIsGone(stateDir: string): boolean {
  const file = runtimePidFile(stateDir);
  return !existsSync(file) || identityOf(Number(readFileSync(file, "utf8"))) === null;
}

import { existsSync } from "node:fs";
import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** A database, empty but for its migrations (test/support/workerd/nothing-stored.ts): fresh for each test file. */
const database = async () => ({
  compatibilityDate: "2026-10-01",
  // The second is a replica of the first as far as a test makes it one (test/support/workerd/lagging-d1.ts).
  d1Databases: ["DB", "REPLICA"],
  bindings: { TEST_MIGRATIONS: await readD1Migrations(path.join(root, "migrations")) },
});

/** The Worker with its objects, once there is one. */
const worker = existsSync(path.join(root, "worker/index.ts"))
  ? { wrangler: { configPath: path.join(root, "worker/wrangler.toml") } }
  : {};

/** The binding that a deployment with EMAIL_PROVIDER = "cloudflare" has (worker/wrangler.toml). */
const EMAIL = {
  email: { send_email: [{ name: "EMAIL", allowed_sender_addresses: ["mail@meridian.example"] }] },
};

/** What every test outside a browser shares: an unexpected `console.error` is a failure. */
const NO_CONSOLE_ERROR = "test/support/workerd/no-console-error.ts";

/**
 * Files take turns in one runtime, each with storage of its own: to start workerd and load the whole Worker, Stripe's 300 modules
 * with it, took two thirds of each file's time.
 */
const IN_WORKERD = {
  setupFiles: ["test/support/workerd/nothing-stored.ts", NO_CONSOLE_ERROR],
  isolate: false,
};

const WITH_WORKER = {
  ...IN_WORKERD,
  setupFiles: [...IN_WORKERD.setupFiles, "test/support/workerd/outside-as-usual.ts"],
};

/** What has settings of its own, which a runtime reads once. */
const OWN_SETTINGS = ["test/worker/platform-webhooks.test.ts"];

/** As many as there are cores; vitest's own choice is one less. Where a project says nothing it does not have the root's. */
const AT_ONCE = { maxWorkers: 2 };

/** vitest's five seconds are a verdict on the machine: a test that reckons for two of them misses it beside another one. */
const UNHURRIED = { testTimeout: 30_000, hookTimeout: 30_000 };

const inFolders = (...folders: string[]): string[] =>
  folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

/** They ask before a window of two seconds and a half opens, and after. */
const WATCHES_THE_CLOCK = ["boundaries", "clock", "start-up"].map(
  (name) => `test/integration/${name}.test.ts`,
);

const PATIENCE = { testTimeout: 120_000, hookTimeout: 180_000 };

const workerAndDatabase = () =>
  cloudflareTest(async () => ({ ...worker, miniflare: { ...(await database()), ...EMAIL } }));

export default defineConfig({
  test: {
    // Every request says a line (telemetry/measured.ts): who looks for a failure sees that test's.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: inFolders(
            "domain",
            "architecture",
            "sandbox",
            "providers",
            "mail",
            "scripts",
            "app",
            "simulation",
          ),
          // None of them leaves anything behind in its process, and loading everything anew for each file took two thirds of their time.
          isolate: false,
          setupFiles: [NO_CONSOLE_ERROR],
          ...AT_ONCE,
          ...UNHURRIED,
        },
      },
      {
        plugins: [workerAndDatabase()],
        test: {
          name: "workerd",
          include: inFolders("durable-objects", "worker"),
          exclude: OWN_SETTINGS,
          ...WITH_WORKER,
          ...AT_ONCE,
          ...UNHURRIED,
        },
      },
      {
        plugins: [workerAndDatabase()],
        test: {
          name: "workerd-alone",
          include: OWN_SETTINGS,
          ...WITH_WORKER,
          isolate: true,
          ...AT_ONCE,
          ...UNHURRIED,
        },
      },
      {
        // Apart, since the runtime of the projects above loads the whole Worker first.
        plugins: [cloudflareTest(async () => ({ miniflare: await database() }))],
        test: {
          name: "workerd-db",
          include: inFolders("db", "auth"),
          ...IN_WORKERD,
          ...AT_ONCE,
          ...UNHURRIED,
        },
      },
      {
        // Each file starts the whole stack. Two at a time as well, but not beside what is above.
        test: {
          name: "stacks",
          environment: "node",
          include: inFolders("integration"),
          exclude: WATCHES_THE_CLOCK,
          sequence: { groupOrder: 1 },
          ...AT_ONCE,
          ...PATIENCE,
        },
      },
      {
        // One at a time, which vitest puts last: two stacks with a browser among them miss their times on a machine of two cores.
        test: {
          name: "e2e",
          environment: "node",
          include: [...inFolders("e2e"), ...WATCHES_THE_CLOCK],
          fileParallelism: false,
          ...PATIENCE,
        },
      },
    ],
  },
});

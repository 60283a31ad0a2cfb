import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { filesUnder } from "./lib/files.ts";
import { withLock } from "./lib/lock.ts";
import { readOptions } from "./lib/options.ts";
import { inProject, main, ROOT, UsageError } from "./lib/project.ts";
import { runTool, type Tool } from "./lib/run.ts";

export interface Builds {
  /** Static files of the dashboard. */
  clientDir: string;
  /** The Pages function bundle. */
  pagesScript: string;
  /** The Worker bundle. */
  workerScript: string;
}

const SHARED_SOURCES = ["package-lock.json", "tsconfig.json", "scripts/build.ts", "domain", "db", "auth"];
const WEB_SOURCES = [
  ...SHARED_SOURCES,
  "app",
  "public",
  "functions",
  "durable-objects",
  "worker/contract.ts",
  "vite.config.ts",
  "wrangler.toml",
];
const WORKER_SOURCES = [
  ...SHARED_SOURCES,
  "durable-objects",
  "mail",
  "providers",
  "worker",
  "worker/wrangler.toml",
];

const BUILDS = inProject("out/builds");
/** A stack that runs serves its files from its own build: an older one stays until nobody can still be using it. */
const KEEP_BUILDS_MS = 24 * 3_600_000;
const KEEP_AT_LEAST = 6;
/** Which sources build/ was made from; Vite empties this folder first, so it never tells of another build. */
const MADE_FROM = inProject("build/server/made-from.txt");
/** Of a failed build: the cause comes first, and Rollup lists every file it looked at behind it. */
const ERROR_LINES = 12;

/**
 * Both production bundles, built only if their sources changed. Each build has a folder of its own, named by the hash of what
 * it was made from, so that a rebuild never pulls the files from under a stack that is running.
 * @param forPages leaves this very dashboard in build/ too: Pages' own commands look there, and it holds the last build only.
 */
export async function build(
  say: (line: string) => void = () => undefined,
  { forPages = false } = {},
): Promise<Builds> {
  const web = path.join(BUILDS, `web-${hashOf(WEB_SOURCES)}`);
  const worker = path.join(BUILDS, `worker-${hashOf(WORKER_SOURCES)}`);
  const missing = (folder: string): boolean =>
    !existsSync(folder) || (forPages && folder === web && !isLast(folder));
  if (missing(web) || missing(worker)) {
    await withLock(inProject("out/build.lock"), async () => {
      const steps = [
        ...(missing(web) ? [make(web, buildWeb, say, "dashboard")] : []),
        ...(missing(worker) ? [make(worker, buildWorker, say, "Worker")] : []),
      ];
      await Promise.all(steps);
      removeOldBuilds();
    });
  }
  touch(web, worker);
  return {
    clientDir: path.join(web, "client"),
    pagesScript: path.join(web, "pages/index.js"),
    workerScript: path.join(worker, "index.js"),
  };
}

/** Of the Worker, by what it was made from: the same sources have the same one. */
export const workerVersion = ({ workerScript }: Builds): string =>
  path.basename(path.dirname(workerScript)).slice("worker-".length);

/** The Worker's bundle only, for a dashboard that comes from somewhere else. @returns its script. */
export async function buildWorkerOnly(say: (line: string) => void): Promise<string> {
  const worker = path.join(BUILDS, `worker-${hashOf(WORKER_SOURCES)}`);
  await withLock(inProject("out/build.lock"), async () => {
    if (!existsSync(worker)) await make(worker, buildWorker, say, "Worker");
  });
  return path.join(worker, "index.js");
}

/** Whole or not at all: a folder has its name only once everything is in it. */
async function make(
  folder: string,
  fill: (folder: string, name: string) => Promise<void>,
  say: (line: string) => void,
  what: string,
): Promise<void> {
  const began = Date.now();
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  await fill(unfinished, path.basename(folder));
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  say(`built the ${what} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Leaves the dashboard in build/client too, where Pages' own commands look for it. */
async function buildWeb(into: string, name: string): Promise<void> {
  await tool("remix", ["vite:build", "--logLevel", "warn"]);
  writeFileSync(inProject("build/client/_routes.json"), routesJson(inProject("build/client")));
  cpSync(inProject("build/server/index.js"), path.join(into, "pages/index.js"));
  cpSync(inProject("build/client"), path.join(into, "client"), { recursive: true });
  // Where Pages looks for it; its commands upload this very file (`no_bundle` in wrangler.toml).
  cpSync(path.join(into, "pages/index.js"), inProject("build/client/_worker.js"));
  writeFileSync(MADE_FROM, name);
}

const isLast = (web: string): boolean =>
  existsSync(MADE_FROM) && readFileSync(MADE_FROM, "utf8") === path.basename(web);

async function buildWorker(into: string): Promise<void> {
  const args = ["deploy", "--dry-run", "--minify", "-c", "worker/wrangler.toml", "--env", ""];
  await tool("wrangler", [...args, "--outdir", inProject("out/worker")]);
  cpSync(inProject("out/worker"), into, { recursive: true });
}

/**
 * Which requests reach the Pages function: all but static files, which would otherwise be 404 there. Made from the files that
 * are there, so that a new one at the root cannot be forgotten.
 */
function routesJson(clientDir: string): string {
  const entries = readdirSync(clientDir, { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith("_") && !name.startsWith("."));
  const exclude = visible.map((entry) => (entry.isDirectory() ? `/${entry.name}/*` : `/${entry.name}`));
  return `${JSON.stringify({ version: 1, include: ["/*"], exclude: exclude.sort() }, null, 2)}\n`;
}

async function tool(name: Tool, args: readonly string[]): Promise<void> {
  // Whoever builds (a test run says NODE_ENV=test), it is the production bundle.
  const { code, output } = await runTool(name, args, { output: "keep", env: { NODE_ENV: "production" } });
  if (code !== 0) refuse(`${name} ${args[0]}`, output);
}

/** @throws UsageError */
function refuse(what: string, output: string): never {
  writeFileSync(inProject("out/build-error.log"), output);
  const first = output.trim().split("\n").slice(0, ERROR_LINES).join("\n");
  throw new UsageError(`the build failed (${what}); all of it is in out/build-error.log:\n${first}`);
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesUnder(inProject(source)))) {
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function touch(...folders: string[]): void {
  for (const folder of folders) utimesSync(folder, new Date(), new Date());
}

function removeOldBuilds(): void {
  const builds = readdirSync(BUILDS).map((name) => {
    const folder = path.join(BUILDS, name);
    return { folder, usedAt: statSync(folder).mtimeMs };
  });
  const oldestFirst = builds.sort((a, b) => a.usedAt - b.usedAt);
  for (const { folder, usedAt } of oldestFirst.slice(0, -KEEP_AT_LEAST)) {
    if (Date.now() - usedAt > KEEP_BUILDS_MS) rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await main(async () => {
    readOptions("npm run build", {});
    const { pagesScript, workerScript } = await build(console.log);
    console.log(`dashboard: ${path.relative(ROOT, path.dirname(path.dirname(pagesScript)))}`);
    console.log(`Worker: ${path.relative(ROOT, path.dirname(workerScript))}`);
  });
}

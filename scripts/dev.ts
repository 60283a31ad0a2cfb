import { mkdirSync, watch } from "node:fs";
import http, { type Server } from "node:http";
import { isForTheWorker } from "../functions/mounts.ts";
import { type Builds, buildWorkerOnly } from "./build.ts";
import { dashboardFromSource } from "./dev/dashboard.ts";
import { forward, forwardUpgrade } from "./dev/forward.ts";
import { freePort } from "./lib/free-port.ts";
import { readOptions } from "./lib/options.ts";
import { inProject, main, UsageError } from "./lib/project.ts";
import { endWhenAsked } from "./lib/signals.ts";
import { seedDemo } from "./seed/demo.ts";
import { readSettings } from "./settings.ts";
import { type Stack, startStack } from "./stack.ts";

const WORKER_FOLDERS = ["auth", "db", "domain", "durable-objects", "mail", "providers", "worker"];
/** Editors write a file in several steps, and people save several files at once. */
const CALM_MS = 150;

/**
 * `npm run dev`: the same stack as `npm start`, with the dashboard by Vite (hot reload in the browser) and the Worker rebuilt and
 * put in place whenever one of its sources changes. State is kept; migrations are applied at the next start.
 */
await main(async () => {
  readOptions("npm run dev", {});
  const closers: (() => Promise<void> | void)[] = [];
  endWhenAsked(async () => {
    while (closers.length > 0) await closers.pop()?.();
  });
  const settings = readSettings();
  const runtimePort = await freePort();
  const builds = await workerBuilds();
  const stack = await startStack({ settings: { ...settings, port: runtimePort }, builds });
  closers.push(() => stack.close());
  const server = http.createServer();
  const dashboard = await dashboardFromSource(server, freshBindings(stack));
  server.on("request", (request, response) => {
    if (isForTheWorker(pathOf(request))) forward(request, response, runtimePort);
    else dashboard.handle(request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    if (isForTheWorker(pathOf(request))) forwardUpgrade(request, socket, head, runtimePort);
  });
  await listen(server, settings.port);
  closers.push(dashboard.close, () => server.closeAllConnections());
  await seedDemo(stack);
  reloadOnChange(stack, builds.workerScript);
  console.log(`\nMeridian for development: ${settings.appOrigin}`);
  if (stack.sandboxUrl !== null) console.log(`the sandbox's inbox: ${stack.sandboxUrl}/inbox`);
});

/** A function, not a constant: a request may come while what is above still waits for Vite. */
function pathOf({ url }: http.IncomingMessage): string {
  return new URL(url ?? "/", "http://localhost").pathname;
}

async function workerBuilds(): Promise<Builds> {
  // A folder without files: Vite serves them.
  const clientDir = inProject("out/dev-client");
  mkdirSync(clientDir, { recursive: true });
  const workerScript = await buildWorkerOnly(console.log);
  return { clientDir, pagesScript: inProject("scripts/dev/api-only.js"), workerScript };
}

let reloads = 0;

/** Bindings are stubs into one runtime: after a reload they are asked for again. */
function freshBindings(stack: Stack): () => Promise<Record<string, unknown>> {
  let known: { reload: number; bindings: Promise<Record<string, unknown>> } | null = null;
  return () => {
    if (known?.reload !== reloads) known = { reload: reloads, bindings: stack.dashboardBindings() };
    return known.bindings;
  };
}

/** One reload at a time; what changes meanwhile is one more. */
function reloadOnChange(stack: Stack, firstScript: string): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let current = firstScript;
  const reload = async (): Promise<void> => {
    try {
      const builds = await workerBuilds();
      // wrangler writes beside the sources while it builds; what counts is what the bundle was made from.
      if (builds.workerScript === current) return;
      await stack.reload(builds);
      current = builds.workerScript;
      reloads += 1;
      console.log("the Worker is reloaded");
    } catch (error) {
      console.error(error instanceof UsageError ? error.message : error);
    }
  };
  for (const folder of WORKER_FOLDERS) {
    watch(inProject(folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(reload);
      }, CALM_MS);
    });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", () =>
      reject(new UsageError(`PORT ${port} is in use: stop what listens there, or set PORT`)),
    );
    server.listen(port, "localhost", resolve);
  });
}

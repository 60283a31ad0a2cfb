import type { Miniflare, V4WorkerOptions } from "miniflare";
import { databaseBy } from "./control.ts";
import type { D1 } from "./d1.ts";
import { COMPATIBILITY_DATE, inProject } from "./project.ts";

const NAME = "door";

/**
 * A Worker of the local runtime through which this process asks D1, and has the cron run.
 *
 * Not Miniflare's own bindings: these block this thread until the runtime answers, and the runtime, which writes a line for each
 * request and effect, may meanwhile wait for this thread to read what it wrote: each for the other, for ever.
 */
export const door = (databaseId: string, api: string): V4WorkerOptions => ({
  name: NAME,
  modules: true,
  scriptPath: inProject("scripts/lib/door-worker.js"),
  compatibilityDate: COMPATIBILITY_DATE,
  // To call another Worker's `scheduled`.
  compatibilityFlags: ["service_binding_extra_handlers"],
  d1Databases: { DB: databaseId },
  serviceBindings: { API: api },
});

export const databaseThrough = (runtime: Miniflare): D1 =>
  databaseBy(async <Row>(statements: readonly unknown[]) => {
    const answer = await knock(runtime, "/d1", JSON.stringify(statements));
    return JSON.parse(answer) as { results: Row[] }[];
  });

/** Runs the Worker's cron once. */
export async function cronThrough(runtime: Miniflare): Promise<void> {
  await knock(runtime, "/cron", "");
}

async function knock(runtime: Miniflare, path: string, body: string): Promise<string> {
  const worker = await runtime.getWorker(NAME);
  const answer = await worker.fetch(`http://door${path}`, { method: "POST", body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

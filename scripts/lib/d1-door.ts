import type { Miniflare, V4WorkerOptions } from "miniflare";
import { databaseBy } from "./control.ts";
import type { D1 } from "./d1.ts";
import { COMPATIBILITY_DATE, inProject } from "./project.ts";

const NAME = "d1-door";

/** A Worker of the local runtime through which this process asks D1. */
export const d1Door = (databaseId: string): V4WorkerOptions => ({
  name: NAME,
  modules: true,
  scriptPath: inProject("scripts/lib/d1-door-worker.js"),
  compatibilityDate: COMPATIBILITY_DATE,
  d1Databases: { DB: databaseId },
});

/**
 * Not Miniflare's own binding: that blocks this thread until the runtime answers, and the runtime, which writes a line for each
 * request and effect, may meanwhile wait for this thread to read what it wrote: each for the other, for ever.
 */
export const databaseThrough = (runtime: Miniflare): D1 =>
  databaseBy(async <Row>(statements: readonly unknown[]) => {
    const door = await runtime.getWorker(NAME);
    const answer = await door.fetch("http://d1/", { method: "POST", body: JSON.stringify(statements) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { results: Row[] }[];
  });

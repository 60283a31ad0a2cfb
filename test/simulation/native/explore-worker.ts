import { parentPort, workerData } from "node:worker_threads";
import type { Extent } from "../explore/explore.ts";
import { installHooks } from "./hooks.ts";

installHooks([]);
const { explore } = await import("../explore/explore.ts");
for await (const explored of explore(workerData as Extent)) parentPort?.postMessage(explored);

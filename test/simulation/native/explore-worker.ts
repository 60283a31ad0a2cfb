import { parentPort, workerData } from "node:worker_threads";
import { installHooks } from "./hooks.ts";

installHooks([]);
const { explore } = await import("../explore/explore.ts");
for await (const explored of explore(workerData as number)) parentPort?.postMessage(explored);

import { Worker } from "node:worker_threads";
import type { Explored, Extent } from "../explore/explore.ts";

/** @param seen told of each pair as it is done. */
export function explorePairs(extent: Extent, seen: (explored: Explored) => void): Promise<void> {
  const thread = new Worker(new URL("./explore-worker.ts", import.meta.url), {
    workerData: extent,
    execArgv: [],
  });
  thread.on("message", seen);
  return new Promise((resolve, reject) => {
    thread.once("error", reject);
    thread.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`exploring ended with ${code}`)),
    );
  });
}

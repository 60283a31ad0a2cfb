import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Failure, Orders, Outcome } from "../story/campaign.ts";
import { addCoverage, emptyCoverage } from "../story/coverage.ts";
import type { Job } from "./worker.ts";

/** One thread with one job, in plain Node whoever asks: Vitest's own module loader would cost a third of the speed. */
export function inThread(job: Job): Promise<Outcome> {
  const thread = new Worker(new URL("./worker.ts", import.meta.url), { workerData: job, execArgv: [] });
  return new Promise<Outcome>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the simulation's thread ended with ${code}`)));
  }).finally(() => thread.terminate());
}

export interface Report extends Outcome {
  readonly seconds: number;
}

/** Shares the seeds among all cores. */
export async function simulate(orders: Orders): Promise<Report> {
  const started = performance.now();
  const threads = Math.max(1, Math.min(availableParallelism(), Math.ceil(orders.histories / 500)));
  const share = Math.ceil(orders.histories / threads);
  const outcomes = await Promise.all(
    Array.from({ length: threads }, (_, index) => {
      const from = index * share;
      const histories = Math.min(share, orders.histories - from);
      return inThread({
        orders: { ...orders, firstSeed: orders.firstSeed + from, histories },
        planted: null,
      });
    }),
  );
  return { ...merged(outcomes), seconds: (performance.now() - started) / 1000 };
}

function merged(outcomes: readonly Outcome[]): Outcome {
  const coverage = emptyCoverage();
  const failures: Failure[] = [];
  let deeds = 0;
  for (const outcome of outcomes) {
    addCoverage(coverage, outcome.coverage);
    failures.push(...outcome.failures);
    deeds += outcome.deeds;
  }
  return { coverage, failures, deeds };
}

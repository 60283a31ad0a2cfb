import { setTimeout as sleep } from "node:timers/promises";
import { main } from "../scripts/lib/project.ts";
import { wholeNumbers } from "../scripts/lib/whole-numbers.ts";
import { NOISE, RATIO } from "./budgets.ts";
import { withRuntime } from "./dashboard/runtime.ts";
import { startTimes } from "./start-up/start-times.ts";
import { ASLEEP_AFTER, residentBytes, touch } from "./start-up/touched.ts";

const ROUNDS = 15;

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;

/**
 * `npm run bench:start-up [-- --objects N]`: how long a fresh process of workerd takes to the dashboard's first page, by turns with a
 * bare Remix bundle's and an empty Worker's; and how much memory the runtime has before and after so many bookings' objects were
 * touched. Fails when the dashboard starts too slowly.
 */
await main(async () => {
  const { objects } = wholeNumbers({ objects: 10_000 });
  const times = await startTimes(ROUNDS, console.log);
  console.table(
    Object.fromEntries(
      Object.entries(times).map(([name, { p50, p99 }]) => [
        name,
        {
          "p50 ms": p50.toFixed(0),
          "p99 ms": p99.toFixed(0),
          ratio: (p50 / times["bare Remix"].p50).toFixed(2),
        },
      ]),
    ),
  );
  const ratio = times["the dashboard"].p50 / times["bare Remix"].p50;
  if (ratio > RATIO.startUp * NOISE) {
    console.error(
      `the dashboard starts in ${ratio.toFixed(2)} times a bare Remix bundle's time, at most ${RATIO.startUp}`,
    );
    process.exitCode = 1;
  }
  await withRuntime(async (runtime) => {
    const { before, touched } = await touch(runtime, objects);
    await sleep(ASLEEP_AFTER);
    const asleep = residentBytes();
    console.log(
      `memory: ${megabytes(before)}, ${megabytes(touched)} once ${objects} objects were touched, ${megabytes(asleep)} when they slept`,
    );
  });
});

import { type FuzzReport, fuzz } from "../test/fuzz/run.ts";
import { type App, startApp } from "../test/support/node/app.ts";
import { main } from "./lib/project.ts";
import { endWhenAsked } from "./lib/signals.ts";
import { wholeNumbers } from "./lib/whole-numbers.ts";

// `npm run fuzz -- --requests N --seed S`: every operation of the running OpenAPI document, asked for by everybody, fitting and not.

/** So many findings are shown; they are seldom different. */
const MOST_FINDINGS = 20;

await main(async () => {
  let app: App | null = null;
  endWhenAsked(async () => app?.remove());
  const { requests, seed } = wholeNumbers({ requests: 10_000, seed: 1 });
  app = await startApp();
  try {
    print(await fuzz(app, requests, seed), seed);
  } finally {
    await app.remove();
  }
});

function print({ requests, seconds, operations, statuses, findings }: FuzzReport, seed: number): void {
  console.log(
    `${requests} requests of ${operations} operations from seed ${seed} in ${seconds.toFixed(1)} s`,
  );
  for (const [operation, counts] of [...statuses].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const said = [...counts]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${status} x ${count}`);
    console.log(`${operation.padEnd(28)} ${said.join(", ")}`);
  }
  for (const { at, request, what } of findings.slice(0, MOST_FINDINGS)) {
    console.log(`\nrequest ${at}: ${request}\n  ${what}`);
  }
  console.log(
    findings.length === 0 ? "\nEvery answer was as the document says." : `\n${findings.length} FOUND`,
  );
  if (findings.length > 0) process.exitCode = 1;
}

import { explorePairs } from "../test/simulation/native/run-explore.ts";
import { ACTS } from "../test/simulation/story/story.ts";
import { readOptions } from "./lib/options.ts";
import { main, UsageError } from "./lib/project.ts";

// `npm run explore`: every order of each pair of commands, with every call going wrong in every way, over the real object's code.
// `-- --act NAME`: only pairs in which it is one of the two.

await main(async () => {
  const { values } = readOptions("npm run explore [-- --act NAME]", { options: { act: { type: "string" } } });
  const act = ACTS.find((name) => name === values.act) ?? null;
  if (values.act !== undefined && act === null) throw new UsageError(`--act is one of ${ACTS.join(", ")}`);
  const started = performance.now();
  let [schedules, failed, stage] = [0, 0, ""];
  await explorePairs({ every: 1, act }, (explored) => {
    if (explored.stage !== stage) console.log(`\n${explored.stage}`);
    stage = explored.stage;
    schedules += explored.schedules;
    failed += explored.failures.length;
    console.log(`${String(explored.schedules).padStart(9)}  ${explored.pair}`);
    for (const { violations, story } of explored.failures) {
      for (const line of ["FAILED", ...violations, ...story]) console.log(`             ${line}`);
    }
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `\n${schedules} schedules in ${seconds.toFixed(1)} s: ${failed === 0 ? "every invariant held" : "FAILED"}.`,
  );
  if (failed > 0) process.exitCode = 1;
});

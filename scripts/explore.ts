import { explorePairs } from "../test/simulation/native/run-explore.ts";
import { main } from "./lib/project.ts";

// `npm run explore`: every order of each pair of commands, with every call going wrong in every way, over the real object's code.

await main(async () => {
  const started = performance.now();
  let [schedules, failed, stage] = [0, 0, ""];
  await explorePairs(1, (explored) => {
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

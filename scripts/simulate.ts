import { type Report, simulate } from "../test/simulation/native/run.ts";
import { main } from "./lib/project.ts";
import { wholeNumbers } from "./lib/whole-numbers.ts";

// `npm run simulate -- --histories N --seed S`: random histories over the real object's code. A seed's history is always the same.

/** So many failures are shown; they are seldom different. */
const MOST_FAILURES = 3;

function print({ coverage, deeds, failures, seconds }: Report, firstSeed: number): void {
  const { histories } = coverage;
  console.log(`${histories} histories from seed ${firstSeed} in ${seconds.toFixed(1)} s:`);
  console.log(
    `${Math.round(histories / seconds)} histories a second, ${(deeds / histories).toFixed(2)} faults a history`,
  );
  table("Faults", coverage.faults);
  table("Transitions", coverage.transitions);
  for (const { seed, violations, story } of failures) {
    console.log(`\nFAILED: seed ${seed}`);
    for (const violation of violations) console.log(`  ${violation}`);
    console.log("The shortest story that fails the same way:");
    for (const line of story) console.log(`  ${line}`);
    console.log(`Again: npm run simulate -- --histories 1 --seed ${seed}`);
  }
  console.log(failures.length === 0 ? "\nEvery invariant held." : "");
}

function table(title: string, counts: Readonly<Record<string, number>>): void {
  const rows = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
  console.log(`\n${title} (${rows.length} kinds)`);
  for (const [name, count] of rows) console.log(`${String(count).padStart(9)}  ${name}`);
}

await main(async () => {
  const { histories, seed: firstSeed } = wholeNumbers({ histories: 20_000, seed: 1 });
  const report = await simulate({ firstSeed, histories, mostFailures: MOST_FAILURES, shrinks: true });
  print(report, firstSeed);
  if (report.failures.length > 0) process.exitCode = 1;
});

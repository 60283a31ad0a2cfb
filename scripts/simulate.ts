import { parseArgs } from "node:util";
import { type Report, simulate } from "../test/simulation/native/run.ts";
import { main, UsageError } from "./lib/project.ts";

// `npm run simulate -- --histories N --seed S`: random histories over the real object's code. A seed's history is always the same.

const USAGE = "use --histories N and --seed S, whole numbers above 0";

/** So many failures are shown; they are seldom different. */
const MOST_FAILURES = 3;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new UsageError(USAGE);
  return number;
}

function options(): { readonly histories: number; readonly firstSeed: number } {
  try {
    const { values } = parseArgs({
      options: {
        histories: { type: "string", default: "20000" },
        seed: { type: "string", default: "1" },
      },
    });
    return { histories: wholeNumber(values.histories), firstSeed: wholeNumber(values.seed) };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(USAGE);
  }
}

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
  const { histories, firstSeed } = options();
  const report = await simulate({ firstSeed, histories, mostFailures: MOST_FAILURES, shrinks: true });
  print(report, firstSeed);
  if (report.failures.length > 0) process.exitCode = 1;
});

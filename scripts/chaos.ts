import { parseArgs } from "node:util";
import { chaos } from "../test/chaos/rounds.ts";
import { main, UsageError } from "./lib/project.ts";

// `npm run chaos -- --rounds N --seed S`: the whole stack, killed again and again while people book, pay and cancel.

const USAGE = "use --rounds N and --seed S, whole numbers above 0";

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new UsageError(USAGE);
  return number;
}

function options(): { readonly rounds: number; readonly seed: number } {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "10" },
        seed: { type: "string", default: String(1 + Math.floor(Math.random() * 1_000_000)) },
      },
    });
    return { rounds: wholeNumber(values.rounds), seed: wholeNumber(values.seed) };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(USAGE);
  }
}

await main(async () => {
  const { rounds, seed: firstSeed } = options();
  console.log(`${rounds} rounds from seed ${firstSeed}`);
  let [kills, bookings, refunds, failed] = [0, 0, 0, 0];
  for await (const round of chaos(rounds, firstSeed)) {
    kills += round.kills;
    bookings += round.bookings;
    refunds += round.refunds;
    const { seed, seconds, disagreements } = round;
    console.log(
      `seed ${seed}: ${round.bookings} bookings, ${round.refunds} refunds, killed ${round.kills} times, ` +
        `${seconds.toFixed(1)} s; ${round.faults.join(", ")}`,
    );
    if (disagreements.length === 0) continue;
    failed += 1;
    for (const line of [`FAILED`, ...disagreements]) console.log(`  ${line}`);
    console.log(`  Again: npm run chaos -- --rounds 1 --seed ${seed}`);
  }
  console.log(
    `\n${kills} kills, ${bookings} bookings, ${refunds} refunds: ${failed === 0 ? "all agree" : "FAILED"}.`,
  );
  if (failed > 0) process.exitCode = 1;
});

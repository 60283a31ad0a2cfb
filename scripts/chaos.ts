import { chaos, type Round } from "../test/chaos/rounds.ts";
import { type App, startApp } from "../test/support/node/app.ts";
import { main } from "./lib/project.ts";
import { endWhenAsked } from "./lib/signals.ts";
import { wholeNumbers } from "./lib/whole-numbers.ts";

// `npm run chaos -- --rounds N --seed S`: the whole stack, killed again and again while people book, pay and cancel.

/** Any seed will do, and is printed; the same seed is the same plan again. */
const ANY_SEED = 1 + Math.floor(Math.random() * 1_000_000);

await main(async () => {
  let app: App | null = null;
  endWhenAsked(async () => app?.remove());
  const { rounds, seed } = wholeNumbers({ rounds: 10, seed: ANY_SEED });
  console.log(`${rounds} rounds from seed ${seed}`);
  app = await startApp();
  try {
    await tell(chaos(app, rounds, seed));
  } finally {
    await app.remove();
  }
});

async function tell(rounds: AsyncIterable<Round>): Promise<void> {
  let [kills, bookings, refunds, failed] = [0, 0, 0, 0];
  for await (const round of rounds) {
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
    for (const line of ["FAILED", ...disagreements]) console.log(`  ${line}`);
    console.log(`  Again: npm run chaos -- --rounds 1 --seed ${seed}`);
  }
  console.log(
    `\n${kills} kills, ${bookings} bookings, ${refunds} refunds: ${failed === 0 ? "all agree" : "FAILED"}.`,
  );
  if (failed > 0) process.exitCode = 1;
}

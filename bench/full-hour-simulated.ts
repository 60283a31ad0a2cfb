import { MINUTE, SECOND } from "../domain/time.ts";
import { main } from "../scripts/lib/project.ts";
import { wholeNumbers } from "../scripts/lib/whole-numbers.ts";
import { installHooks } from "../test/simulation/native/hooks.ts";

installHooks([]);
const { liveFullHour } = await import("../test/simulation/world/full-hour.ts");

/** Past this, what D1 does not show is a failure of its own. */
const PATIENCE = 60 * MINUTE;

/**
 * `npm run bench:full-hour-simulated [-- --bookings N --per-second N]`: that many sessions begin in the same second, before one D1
 * that takes so many writes in one and refuses the rest: the objects' own code under one clock, in plain Node.
 */
await main(async () => {
  const asked = wholeNumbers({ bookings: 100_000, "per-second": 500 });
  const { bookings } = asked;
  const { stored, shown, writes, worlds } = await liveFullHour(bookings, asked["per-second"], PATIENCE);
  const after = (times: readonly number[], share: number) =>
    times.length < bookings * share ? "never" : `${(times[Math.ceil(share * bookings) - 1] ?? 0) / SECOND} s`;
  const rows = { stored, shown };
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, times]) => [
        name,
        { p50: after(times, 0.5), p99: after(times, 0.99), slowest: after(times, 1) },
      ]),
    ),
  );
  console.log(`D1 took ${writes.taken} writes and refused ${writes.refused}`);
  const begun = worlds.filter(
    ({ booking: { timeline } }) => timeline.filter(({ type }) => type === "started").length === 1,
  );
  console.log(`${begun.length} of ${bookings} began once`);
  if (begun.length < bookings || shown.length < bookings) process.exitCode = 1;
});

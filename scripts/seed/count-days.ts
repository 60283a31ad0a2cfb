import type { OpenStack } from "../lib/with-stack.ts";

/**
 * Has the cron count the days anew that Insights sums up, the latest first: a past that was just written changes most of them.
 * @param runs of the cron at most, which counts thirty days in each; until it has them all unless told.
 */
export async function countDays(
  { db, sweep }: Pick<OpenStack, "db" | "sweep">,
  runs = Number.POSITIVE_INFINITY,
): Promise<void> {
  await db.prepare("delete from daily_tallies").run();
  let [before, counted] = [-1, 0];
  for (let run = 0; run < runs && counted > before; run++) {
    await sweep();
    const { results } = await db.prepare("select count(*) as n from daily_tallies").all<{ n: number }>();
    [before, counted] = [counted, results[0]?.n ?? 0];
  }
}

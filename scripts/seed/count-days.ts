import type { OpenStack } from "../lib/with-stack.ts";

/** Has the cron count the days anew that Insights sums up, until it has them all: a past that was just written changes most of them. */
export async function countDays({ db, sweep }: Pick<OpenStack, "db" | "sweep">): Promise<void> {
  await db.prepare("delete from daily_tallies").run();
  for (let before = -1; ; ) {
    const counted = await db.prepare("select count(*) as n from daily_tallies").all<{ n: number }>();
    const n = counted.results[0]?.n ?? 0;
    if (n === before) return;
    before = n;
    await sweep();
  }
}

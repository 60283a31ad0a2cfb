import { ask } from "../db/query.ts";
import { countDays, countedQuery } from "../db/tallies-writing.ts";
import { daysToCount } from "../domain/tally.ts";
import { TALLIED_AT_ONCE } from "./limits.ts";
import type { Service } from "./service.ts";

/** The cron: counts days that are over, and those again that may have changed since (domain/tally.ts). A run that died is repeated. */
export async function tally(service: Service): Promise<void> {
  const db = service.primary();
  const now = service.now();
  const [counted] = await ask(db, countedQuery(db, now));
  await ask(db, countDays(db, daysToCount(counted, now, TALLIED_AT_ONCE), now));
}

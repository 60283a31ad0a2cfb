import { nextShown, type ShownVersion } from "../db/drift.ts";
import { noteProgress } from "../db/progress-writing.ts";
import { ask } from "../db/query.ts";
import { DRIFT_BOOKINGS } from "./limits.ts";
import type { Service } from "./service.ts";

/**
 * Looks whether D1 shows what the bookings' objects hold, a few bookings a run, round and round. An object knows what it has
 * written, and not what D1 has lost since (a database restored to yesterday): it writes anew where it is told of an older version.
 * The same look wakes an object that has lost its alarm, whatever still waits there.
 */
export async function healDrift(service: Service): Promise<void> {
  const db = service.primary();
  const [shown] = await ask(db, nextShown(db, DRIFT_BOOKINGS));
  const found = await Promise.all(shown.map((row) => compare(service, row)));
  await ask(db, noteProgress(db, "drift", shown.length < DRIFT_BOOKINGS ? "" : (shown.at(-1)?.id ?? "")));
  const drifted = found.filter((outcome) => outcome !== "same" && outcome !== "empty").length;
  if (drifted > 0) service.log("drift", { looked: shown.length, drifted });
  // One line for all of them: seeded history has no objects at all, and each round would name every row of it.
  const empty = shown.filter((_row, at) => found[at] === "empty");
  const [first] = empty;
  if (first !== undefined) service.log("rows_without_object", { rows: empty.length, first: first.id });
}

/** One that fails is met again in the next round. */
async function compare(service: Service, { id, version }: ShownVersion): Promise<string> {
  try {
    const { outcome } = await service.booking(id).reproject(version);
    if (outcome !== "same" && outcome !== "empty")
      service.log("drift_found", { booking: id, shown: version, outcome });
    return outcome;
  } catch (error) {
    service.log("drift_unknown", { booking: id, why: error instanceof Error ? error.message : "" });
    return "unknown";
  }
}

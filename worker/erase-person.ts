import {
  type Erasing,
  erasePerson as eraseQuery,
  erasingQuery,
  forgetWords,
  nextToErase,
  type Placed,
} from "../db/erasing-writing.ts";
import { FIRST_PLACE, type Place, placeAfter } from "../db/own-bookings.ts";
import { ask } from "../db/query.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { type Act, audited } from "./audit.ts";
import type { ErasureRefusal } from "./contract.ts";
import { ERASE_BOOKINGS_AT_ONCE, ERASE_PEOPLE_AT_ONCE, ERASE_ROUNDS } from "./limits.ts";
import { hangUp } from "./live.ts";
import type { Service } from "./service.ts";

type Erased = Result<null, ErasureRefusal | { readonly code: "not_found" }>;

/**
 * Erases a person: at once from everything that names them, and signed out everywhere; then each of their bookings' objects
 * learns it, so that nothing made from it later names them. What is left of that is the sweep's.
 *
 * @param by who does it: they themselves, or an administrator who says why.
 */
export async function erasePerson(
  service: Service,
  userId: string,
  by: { readonly userId: string; readonly reason: string | null },
): Promise<Erased> {
  const act: Act = { userId: by.userId, action: "erase_person", subjectId: userId, reason: by.reason };
  const db = service.primary();
  const now = service.now();
  const erase = async (): Promise<Erased> => {
    const [outcome] = await ask(db, eraseQuery(db, userId, now));
    return outcome === "erased" ? accepted(null) : refused({ code: outcome });
  };
  const outcomeOf = (result: Erased) => (result.ok ? "done" : result.reason.code);
  const erased = await audited(service, act, now, erase, outcomeOf);
  if (!erased.ok) return erased;
  await hangUp(service, userId, null);
  await goOn(service, { userId, place: null });
  return erased;
}

/** The cron: the rest of whatever erasing was left unfinished. */
export async function finishErasing(service: Service): Promise<void> {
  const db = service.primary();
  const [unfinished] = await ask(db, erasingQuery(db, ERASE_PEOPLE_AT_ONCE));
  for (const erasing of unfinished) await goOn(service, erasing);
}

/** Never throws: they are erased, and what cannot be reached now is met again by the sweep. */
async function goOn(service: Service, { userId, place }: Erasing): Promise<void> {
  try {
    let at: Place | null = place ?? FIRST_PLACE;
    for (let round = 0; at !== null && round < ERASE_ROUNDS; round++) at = await walk(service, userId, at);
  } catch (error) {
    service.log("erasing_interrupted", { person: userId, why: error instanceof Error ? error.message : "" });
  }
}

/** @returns where to go on; null at the end. @throws when a booking could not be reached, or is not over: it is met again. */
async function walk(service: Service, userId: string, place: Place): Promise<Place | null> {
  const db = service.primary();
  const [rows] = await ask(db, nextToErase(db, userId, place, ERASE_BOOKINGS_AT_ONCE));
  await Promise.all(rows.map((row) => eraseIn(service, userId, row)));
  const next = placeAfter(place, rows, ERASE_BOOKINGS_AT_ONCE);
  await ask(
    db,
    forgetWords(
      db,
      userId,
      rows.map(({ id }) => id),
      next,
    ),
  );
  return next;
}

async function eraseIn(service: Service, userId: string, { id }: Placed): Promise<void> {
  const erased = await service.booking(id).erase(userId);
  // A row without an object is history that was never more than a row (scripts/seed): it holds nothing else.
  if (!erased.ok && erased.reason.code !== "not_found") throw new Error(`${id}: ${erased.reason.code}`);
}

import { lateMailsQuery } from "../db/mails.ts";
import { ask } from "../db/query.ts";
import { overdueQuery, removeExpired } from "../db/sweep.ts";
import { SECOND } from "../domain/time.ts";
import { LATE_MAILS_TOLD, SWEEP_AT_ONCE, SWEEP_BOOKINGS_MAX, SWEEP_GRACE } from "./limits.ts";
import type { Service } from "./service.ts";

/**
 * The cron: asks bookings whose alarm is overdue to look at their clocks (an alarm that fails seven times is never called
 * again by itself), and clears what has served. One booking that fails keeps no other from being woken.
 */
export async function sweep(service: Service): Promise<void> {
  const db = service.primary();
  const now = service.now();
  const [overdue, late] = await ask(
    db,
    overdueQuery(db, now - SWEEP_GRACE, SWEEP_BOOKINGS_MAX),
    lateMailsQuery(db, now, LATE_MAILS_TOLD),
  );
  for (const { bookingId, key, askedAt } of late) {
    const seconds = Math.round((now - askedAt) / SECOND);
    service.log("mail_late", { booking: bookingId, mail: key, state: "waiting", seconds });
  }
  const failed = await wakeAll(service, [...new Set([...overdue, ...late.map((mail) => mail.bookingId)])]);
  await ask(db, removeExpired(db, now));
  if (overdue.length > 0) service.log("swept", { overdue: overdue.length, failed });
}

/** A few at a time, so that a morning after an outage does not become one itself. @returns how many failed. */
async function wakeAll(service: Service, ids: readonly string[]): Promise<number> {
  const waiting = [...ids];
  let failed = 0;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await service.booking(id).wake();
      } catch (error) {
        failed++;
        service.log("wake_failed", { booking: id, why: error instanceof Error ? error.message : "" });
      }
    }
  };
  await Promise.all(Array.from({ length: SWEEP_AT_ONCE }, worker));
  return failed;
}

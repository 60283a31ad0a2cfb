import { drizzle } from "drizzle-orm/d1";
import { removeOldEmailEvents } from "../db/email-events.ts";
import { lateMailsQuery } from "../db/mails.ts";
import { ask } from "../db/query.ts";
import { overdueQuery, removeExpired } from "../db/sweep.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../domain/time.ts";
import {
  EMAIL_EVENTS_KEPT,
  LATE_MAILS_TOLD,
  SWEEP_AT_ONCE,
  SWEEP_BOOKINGS_MAX,
  SWEEP_GRACE,
  WEBHOOK_EVENTS_KEPT,
} from "./limits.ts";
import type { Service } from "./service.ts";

/**
 * The cron: asks bookings whose alarm is overdue to look at their clocks (an alarm that fails seven times is never called
 * again by itself), and clears what has served. One booking that fails keeps no other from being woken.
 */
export async function sweep(service: Service, scheduledAt: Instant): Promise<void> {
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
  if (isNightly(scheduledAt)) {
    // A scan: the table's key is the event, so once a day is enough.
    await db
      .prepare("delete from webhook_events where received_at < ?1")
      .bind(now - WEBHOOK_EVENTS_KEPT)
      .run();
    await removeOldEmailEvents(drizzle(db as D1Database), now - EMAIL_EVENTS_KEPT);
  }
  if (overdue.length > 0) service.log("swept", { overdue: overdue.length, failed });
}

/** The first run after three in the morning, UTC; the cron runs every five minutes. */
const isNightly = (at: Instant): boolean =>
  at % (24 * HOUR) >= 3 * HOUR && at % (24 * HOUR) < 3 * HOUR + 5 * MINUTE;

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

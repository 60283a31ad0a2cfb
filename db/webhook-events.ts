import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

export type WebhookService = "stripe" | "daily" | "whereby" | "resend";

/** Whether an event was dealt with before: its duplicate is a success that does nothing. */
export function webhookEventSeenQuery(
  db: Database,
  service: WebhookService,
  eventId: string,
): Query<boolean> {
  const sql = "select 1 from webhook_events where service = ?1 and event_id = ?2";
  return {
    statements: [db.prepare(sql).bind(service, eventId)],
    read: ([found]) => found?.results.length === 1,
  };
}

/**
 * Notes that an event was dealt with. After the deed, not before: an event that is noted but not dealt with would be lost.
 *
 * @returns false when it was noted before.
 */
export function insertWebhookEvent(
  db: Database,
  service: WebhookService,
  eventId: string,
  now: Instant,
): Query<boolean> {
  const sql = `insert into webhook_events (service, event_id, received_at) values (?1, ?2, ?3)
    on conflict do nothing returning event_id`;
  return {
    statements: [db.prepare(sql).bind(service, eventId, now)],
    read: ([inserted]) => inserted?.results.length === 1,
  };
}

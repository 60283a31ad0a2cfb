import type { PlatformEvent } from "../domain/platform-events.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

export interface GivenUp extends PlatformEvent {
  readonly attempts: number;
  readonly why: string;
  readonly givenUpAt: Instant;
}

/** Given up again after it was sent again by hand, it is the same entry with what the last attempts met. */
export function listUndelivered(db: Database, event: GivenUp): Query<null> {
  const sql = `insert into undelivered_events (id, booking_id, position, type, at, attempts, last_error, given_up_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    on conflict (id) do update set
      attempts = excluded.attempts, last_error = excluded.last_error, given_up_at = excluded.given_up_at`;
  const { id, bookingId, position, type, at, attempts, why, givenUpAt } = event;
  return {
    statements: [db.prepare(sql).bind(id, bookingId, position, type, at, attempts, why, givenUpAt)],
    read: () => null,
  };
}

export function removeUndelivered(db: Database, id: string): Query<null> {
  return {
    statements: [db.prepare("delete from undelivered_events where id = ?1").bind(id)],
    read: () => null,
  };
}

import { type Effect, effectKey } from "../domain/effects.ts";
import { type StoredBooking, upToDate } from "../domain/stored-booking.ts";
import type { BookingStorage } from "./storage.ts";

/**
 * The object's own SQLite. Two tables: the one booking, as JSON (its rules read it whole), and the outbox. Nobody else writes them,
 * so what was read is kept until the next write: a join reads the booking nine times.
 * @param storage the object's; its writes commit together when no await stands between them.
 */
export function sqliteStorage(storage: DurableObjectStorage): BookingStorage {
  const { sql } = storage;
  sql.exec(`
    create table if not exists booking (
      id text primary key, state text not null, projected_version integer not null);
    create table if not exists outbox (
      sequence integer primary key autoincrement, key text not null unique, effect text not null,
      attempts integer not null, due_at integer not null, created_at integer not null, last_error text);
  `);

  const stored = untilWritten(() => {
    const row = sql
      .exec<{ state: string; projected_version: number }>("select state, projected_version from booking")
      .toArray()[0];
    if (row === undefined) return null;
    const booking = upToDate(JSON.parse(row.state) as StoredBooking);
    return { booking, projectedVersion: row.projected_version };
  });
  const outbox = untilWritten(() =>
    sql
      .exec<{
        sequence: number;
        key: string;
        effect: string;
        attempts: number;
        due_at: number;
        created_at: number;
        last_error: string | null;
      }>(
        "select sequence, key, effect, attempts, due_at, created_at, last_error from outbox order by sequence",
      )
      .toArray()
      .map((row) => ({
        sequence: row.sequence,
        key: row.key,
        effect: JSON.parse(row.effect) as Effect,
        attempts: row.attempts,
        dueAt: row.due_at,
        createdAt: row.created_at,
        lastError: row.last_error,
      })),
  );

  return {
    load: stored.read,
    outbox: outbox.read,

    save(booking, effects, now) {
      stored.written();
      outbox.written();
      storage.transactionSync(() => {
        sql.exec(
          `insert into booking (id, state, projected_version) values (?, ?, 0)
           on conflict (id) do update set state = excluded.state`,
          booking.id,
          JSON.stringify(booking),
        );
        for (const effect of effects) {
          sql.exec(
            `insert or replace into outbox (key, effect, attempts, due_at, created_at) values (?, ?, 0, ?, ?)`,
            effectKey(effect),
            JSON.stringify(effect),
            now,
            now,
          );
        }
      });
    },

    clear(entry) {
      outbox.written();
      sql.exec("delete from outbox where sequence = ?", entry.sequence);
    },

    postpone(entry, dueAt, why) {
      outbox.written();
      sql.exec(
        "update outbox set attempts = ?, due_at = ?, last_error = ? where sequence = ?",
        entry.attempts + 1,
        dueAt,
        why,
        entry.sequence,
      );
    },

    projected(version) {
      stored.written();
      sql.exec("update booking set projected_version = max(projected_version, ?)", version);
    },

    forget() {
      stored.written();
      outbox.written();
      sql.exec("delete from outbox");
      sql.exec("delete from booking");
    },
  };
}

/** Said before a write and not after it: one that fails is rolled back, and what it would have been is not read. */
function untilWritten<T>(query: () => T): { readonly read: () => T; readonly written: () => void } {
  let kept: { readonly answer: T } | null = null;
  return {
    read() {
      kept ??= { answer: query() };
      return kept.answer;
    },
    written() {
      kept = null;
    },
  };
}

import { type Effect, effectKey } from "../domain/effects.ts";
import { type StoredBooking, upToDate } from "../domain/stored-booking.ts";
import type { BookingStorage } from "./storage.ts";

/**
 * The object's own SQLite. Two tables: the one booking, as JSON (its rules read it whole), and the outbox.
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

  return {
    load() {
      const row = sql
        .exec<{ state: string; projected_version: number }>("select state, projected_version from booking")
        .toArray()[0];
      if (row === undefined) return null;
      const booking = upToDate(JSON.parse(row.state) as StoredBooking);
      return { booking, projectedVersion: row.projected_version };
    },

    outbox() {
      return sql
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
        }));
    },

    save(booking, effects, now) {
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
      sql.exec("delete from outbox where sequence = ?", entry.sequence);
    },

    postpone(entry, dueAt, why) {
      sql.exec(
        "update outbox set attempts = ?, due_at = ?, last_error = ? where sequence = ?",
        entry.attempts + 1,
        dueAt,
        why,
        entry.sequence,
      );
    },

    projected(version) {
      sql.exec("update booking set projected_version = max(projected_version, ?)", version);
    },

    forget() {
      sql.exec("delete from outbox");
      sql.exec("delete from booking");
    },
  };
}

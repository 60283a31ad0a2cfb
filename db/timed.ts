import type { Milliseconds } from "../domain/time.ts";
import type { Database } from "./query.ts";

/** The same database. @param note told after each batch how long it was waited for, whatever came of it. */
export function timed(db: Database, note: (waited: Milliseconds) => void): Database {
  return {
    prepare: (sql) => db.prepare(sql),
    async batch<T>(statements: D1PreparedStatement[]) {
      const asked = Date.now();
      try {
        return await db.batch<T>(statements);
      } finally {
        note(Date.now() - asked);
      }
    },
  };
}

import * as z from "zod/mini";
import type { Database, Query } from "./query.ts";

/** A booking as D1 shows it, as far as its object has to know to compare. */
export interface ShownVersion {
  readonly id: string;
  readonly version: number;
}

const shownRow = z.object({ id: z.string(), version: z.number() });

/** The next bookings by their ids, after those that were looked at last; from the first again behind the last. */
export function nextShown(db: Database, limit: number): Query<ShownVersion[]> {
  const sql = `select id, version from bookings
    where id > coalesce((select after from progress where job = 'drift'), '') order by id limit ?1`;
  return {
    statements: [db.prepare(sql).bind(limit)],
    read: ([result]) => (result?.results ?? []).map((row) => shownRow.parse(row)),
  };
}

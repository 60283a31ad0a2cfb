import * as z from "zod/mini";
import { PLATFORM_EVENT_TYPES } from "../domain/platform-events.ts";
import type { Instant } from "../domain/time.ts";
import { type Database, firstRow, type Query } from "./query.ts";

/** An outgoing webhook that no attempt could deliver. */
export interface UndeliveredRow {
  readonly id: string;
  readonly bookingId: string;
  readonly position: number;
  readonly type: (typeof PLATFORM_EVENT_TYPES)[number];
  readonly at: Instant;
  readonly attempts: number;
  readonly lastError: string;
  readonly givenUpAt: Instant;
}

export interface UndeliveredCursor {
  readonly givenUpAt: Instant;
  readonly id: string;
}

const rowSchema = z.pipe(
  z.object({
    id: z.string(),
    booking_id: z.string(),
    position: z.number(),
    type: z.enum(PLATFORM_EVENT_TYPES),
    at: z.number(),
    attempts: z.number(),
    last_error: z.string(),
    given_up_at: z.number(),
  }),
  z.transform(
    (row): UndeliveredRow => ({
      id: row.id,
      bookingId: row.booking_id,
      position: row.position,
      type: row.type,
      at: row.at,
      attempts: row.attempts,
      lastError: row.last_error,
      givenUpAt: row.given_up_at,
    }),
  ),
);

const COLUMNS = "id, booking_id, position, type, at, attempts, last_error, given_up_at";

/** The longest given up first: the order in which they are best sent again. Keyset on (`given_up_at`, id). */
export function undeliveredQuery(
  db: Database,
  { limit, cursor }: { readonly limit: number; readonly cursor: UndeliveredCursor | null },
): Query<{ readonly rows: readonly UndeliveredRow[]; readonly next: UndeliveredCursor | null }> {
  const sql = `select ${COLUMNS} from undelivered_events
    where (given_up_at, id) > (?1, ?2) order by given_up_at, id limit ?3`;
  return {
    statements: [db.prepare(sql).bind(cursor?.givenUpAt ?? -1, cursor?.id ?? "", limit + 1)],
    read: ([result]) => {
      const rows = (result?.results ?? []).map((row) => rowSchema.parse(row));
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page,
        next: rows.length > limit && last ? { givenUpAt: last.givenUpAt, id: last.id } : null,
      };
    },
  };
}

export function undeliveredById(db: Database, id: string): Query<UndeliveredRow | null> {
  return {
    statements: [db.prepare(`select ${COLUMNS} from undelivered_events where id = ?1`).bind(id)],
    read: ([result]) => firstRow(rowSchema, result) ?? null,
  };
}

import { getTableColumns, getTableName, type InferInsertModel } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { foldName } from "../../../db/fold.ts";
import type { Database } from "../../../db/query.ts";
import { bookings, users } from "../../../db/schema.ts";
import { HOUR, MINUTE } from "../../../domain/time.ts";

// Rows of D1 for tests, many thousands in a blink: each chunk goes as one JSON parameter (D1 takes 100 parameters and 2 MB each).

const ROWS_A_STATEMENT = 2_000;

/** Inserts rows of any table of the schema. Triggers run: bookings that overlap are refused. */
export async function insertRows<T extends SQLiteTable>(
  db: Database,
  table: T,
  rows: readonly InferInsertModel<T>[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([, column]) => column.generated === undefined,
  );
  const used = columns.filter(([key]) =>
    rows.some((row) => (row as Record<string, unknown>)[key] !== undefined),
  );
  const names = used.map(([, column]) => column.name).join(", ");
  const values = used.map((_, place) => `value ->> ${place}`).join(", ");
  const sql = `insert into ${getTableName(table)} (${names}) select ${values} from json_each(?1)`;
  for (let first = 0; first < rows.length; first += ROWS_A_STATEMENT) {
    const chunk = rows.slice(first, first + ROWS_A_STATEMENT);
    const lists = chunk.map((row) => used.map(([key]) => plain((row as Record<string, unknown>)[key])));
    await db.batch([db.prepare(sql).bind(JSON.stringify(lists))]);
  }
}

const plain = (value: unknown): unknown => (typeof value === "boolean" ? Number(value) : (value ?? null));

export type UserRow = InferInsertModel<typeof users>;
export type BookingRow = InferInsertModel<typeof bookings>;

/** A person: both roles, UTC, English, unless told. */
export function userRow(user: Partial<UserRow> & { readonly id: string }): UserRow {
  const name = user.name ?? `Person ${user.id}`;
  return {
    email: `${user.id.toLowerCase()}@example.test`,
    name,
    nameFolded: foldName(name),
    headline: null,
    photoUrl: null,
    timezone: "UTC",
    locale: "en",
    isMentee: true,
    isMentor: true,
    isAdmin: false,
    source: "meridian",
    createdAt: 0,
    removedAt: null,
    ratingCount: 0,
    ratingTotal: 0,
    ...user,
  };
}

/** A confirmed booking of half an hour at 50.00 usd, unless told; no first claim, which D1 counts (migrations/0013_booking_caps.sql). */
export function bookingRow(
  booking: Partial<BookingRow> & Pick<BookingRow, "id" | "mentorId" | "menteeId" | "startsAt">,
): BookingRow {
  return {
    version: 2,
    source: "meridian",
    status: "confirmed",
    endsAt: booking.startsAt + 30 * MINUTE,
    priceAmount: 5_000,
    priceCurrency: "usd",
    cancelNotice: 24 * HOUR,
    createdAt: 0,
    cancellationReasonShared: false,
    refundIssued: false,
    ...booking,
  };
}

export const insertUsers = (
  db: Database,
  rows: readonly (Partial<UserRow> & { readonly id: string })[],
): Promise<void> => insertRows(db, users, rows.map(userRow));

export const insertBookings = (
  db: Database,
  rows: readonly Parameters<typeof bookingRow>[0][],
): Promise<void> => insertRows(db, bookings, rows.map(bookingRow));

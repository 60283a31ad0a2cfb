import * as z from "zod/mini";
import type { Database, Query } from "./query.ts";

/** A person as mails and pages need them. */
export interface UserRow {
  readonly id: string;
  readonly name: string;
  /** Null once they were removed: nothing is sent to them any more. */
  readonly email: string | null;
  readonly locale: "en" | "es";
  readonly timezone: string;
  readonly photoUrl: string | null;
  readonly headline: string | null;
}

const COLUMNS = "u.id, u.name, u.email, u.locale, u.timezone, u.photo_url, u.headline";

const userRow = z.pipe(
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    locale: z.enum(["en", "es"]),
    timezone: z.string(),
    photo_url: z.nullable(z.string()),
    headline: z.nullable(z.string()),
  }),
  z.transform(({ photo_url: photoUrl, ...rest }): UserRow => ({ ...rest, photoUrl })),
);

const readAll = ([result]: readonly D1Result<Record<string, unknown>>[]): UserRow[] =>
  (result?.results ?? []).map((row) => userRow.parse(row));

/** The people with these ids, in the order of the ids; unknown ones are left out. However many, they are one parameter. */
export function peopleQuery(db: Database, ids: readonly string[]): Query<UserRow[]> {
  const sql = `select ${COLUMNS} from json_each(?1) c cross join users u on u.id = c.value`;
  return { statements: [db.prepare(sql).bind(JSON.stringify([...new Set(ids)]))], read: readAll };
}

/** @param email in any case; it is kept in lower case. */
export function userByEmailQuery(db: Database, email: string): Query<UserRow | null> {
  const sql = `select ${COLUMNS} from users u where u.email = ?1 and u.removed_at is null`;
  return {
    statements: [db.prepare(sql).bind(email.toLowerCase())],
    read: (results) => readAll(results)[0] ?? null,
  };
}

/** Everybody who administers Meridian: who is mailed when a refund needs a hand. */
export function administratorsQuery(db: Database): Query<UserRow[]> {
  const sql = `select ${COLUMNS} from users u where u.is_admin = 1 and u.removed_at is null order by u.id`;
  return { statements: [db.prepare(sql)], read: readAll };
}

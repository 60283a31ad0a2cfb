import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { ERASED_NAME } from "../domain/erasure.ts";
import { users } from "./schema.ts";

/** What an erased person's row becomes, column by column, in SQL: an id and nothing else. The address is free again. */
const ERASED: Readonly<Record<string, string>> = {
  email: "null",
  name: `'${ERASED_NAME}'`,
  name_folded: "''",
  headline: "null",
  photo_url: "null",
  timezone: "'UTC'",
  locale: "'en'",
  is_admin: "0",
  removed_at: "coalesce(removed_at, unixepoch() * 1000)",
};

/** As the assignments of an update. */
export const AS_ERASED = Object.entries(ERASED)
  .map(([column, value]) => `${column} = ${value}`)
  .join(", ");

/** The same for Drizzle, which knows columns by other names. */
export const ERASED_VALUES: Readonly<Record<string, SQL>> = Object.fromEntries(
  Object.entries(getTableColumns(users)).flatMap(([key, { name }]) => {
    const value = ERASED[name];
    return value === undefined ? [] : [[key, sql.raw(value)]];
  }),
);

/** A name that people have is never empty once it is folded. */
export const IS_ERASED = "name_folded = ''";

import { getTableColumns, getTableName, type InferInsertModel } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { D1, D1Statement } from "../lib/d1.ts";

/**
 * One statement for many rows of a table, typed by the schema: they go as one JSON parameter, since a statement has at most 100.
 * @param rest what follows `from json_each(?1) r`, where a row is `r.value` under its columns' names.
 */
export function insertRows<Table extends SQLiteTable>(
  db: D1,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
  rest = "",
): D1Statement {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in (rows[0] ?? {}));
  const asStored = (row: InferInsertModel<Table>): Record<string, unknown> =>
    Object.fromEntries(
      columns.map(([key, column]) => {
        const value = (row as Record<string, unknown>)[key] ?? null;
        return [column.name, value === null ? null : column.mapToDriverValue(value)];
      }),
    );
  const names = columns.map(([, column]) => column.name);
  const values = names.map((name) => `json_extract(r.value, '$.${name}')`);
  const sql = `insert into ${getTableName(table)} (${names.join(", ")}) select ${values.join(", ")} from json_each(?1) r ${rest}`;
  return db.prepare(sql).bind(JSON.stringify(rows.map(asStored)));
}

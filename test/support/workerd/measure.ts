import { expect } from "vitest";
import type { Database, Query } from "../../../db/query.ts";

export interface Measured<T> {
  readonly answer: T;
  readonly rowsRead: number;
}

/** Asks a query and tells, beside its answer, how many rows D1 says it read: what D1 bills, and what must not grow. */
export async function measure<T>(db: Database, query: Query<T>): Promise<Measured<T>> {
  const results =
    query.statements.length === 0 ? [] : await db.batch<Record<string, unknown>>([...query.statements]);
  return {
    answer: query.read(results),
    rowsRead: results.reduce((sum, result) => sum + result.meta.rows_read, 0),
  };
}

/** How SQLite would answer each statement of a query: the lines of EXPLAIN QUERY PLAN. */
export async function plansOf(db: Database, build: (db: Database) => Query<unknown>): Promise<string[][]> {
  const explaining: Database = {
    prepare: (sql) => db.prepare(`explain query plan ${sql}`),
    batch: (statements) => db.batch(statements),
  };
  const results = await db.batch<{ detail: string }>([...build(explaining).statements]);
  return results.map((result) => result.results.map((line) => line.detail));
}

/** Every table is searched by an index and nothing is sorted. */
export async function expectIndexed(db: Database, build: (db: Database) => Query<unknown>): Promise<void> {
  for (const plan of await plansOf(db, build)) expect(unwantedIn(plan), plan.join("\n")).toEqual([]);
}

/**
 * The lines of a plan that walk a table or sort. What may be walked: JSON that was passed as a parameter, and a subquery that
 * streams its own few rows. SQLite calls both tables and subqueries by their alias, so a name is a subquery's only as often as the
 * plan makes one of that name; the tables in it have lines of their own.
 */
export function unwantedIn(plan: readonly string[]): string[] {
  const subqueries = plan.flatMap((line) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)$/.exec(line)?.[1] ?? []);
  return plan.filter((line) => {
    if (line.includes("TEMP B-TREE")) return true;
    if (!line.startsWith("SCAN") || /^SCAN (\w+ VIRTUAL TABLE|CONSTANT ROW)/.test(line)) return false;
    const made = subqueries.indexOf(line.slice("SCAN ".length));
    if (made >= 0) subqueries.splice(made, 1);
    return made < 0;
  });
}

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
 * The lines of a plan that walk a table or sort. What may be walked: a subquery named `b` or `c` that streams its own few rows, and
 * JSON that was passed as a parameter.
 */
export const unwantedIn = (plan: readonly string[]): string[] =>
  plan.filter(
    (line) =>
      line.includes("TEMP B-TREE") ||
      (line.startsWith("SCAN") && !/^SCAN ([bc]$|\w+ VIRTUAL TABLE|CONSTANT ROW)/.test(line)),
  );

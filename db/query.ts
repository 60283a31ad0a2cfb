/**
 * A question to D1 that has not been asked yet: its statements, and how to read their answers. Kept apart from asking, so that
 * several questions (who is asking, which sessions) go in one round trip.
 */
export interface Query<T> {
  readonly statements: readonly D1PreparedStatement[];
  /** @param results one for each statement, in order. */
  read(results: readonly D1Result<Record<string, unknown>>[]): T;
}

/**
 * Where statements are prepared and asked: the database itself, or a session of it (a replica, or the primary). Asked in batches:
 * what a statement is asked by itself (`first`, `run`), nobody times (db/timed.ts) or counts (the budgets' tests).
 */
export type Database = Pick<D1Database, "prepare" | "batch">;

/** The one row that a statement may have found, checked; undefined when it found none. */
export function firstRow<Row>(
  schema: { parse(row: unknown): Row },
  result: D1Result<Record<string, unknown>> | undefined,
): Row | undefined {
  const row = result?.results[0];
  return row === undefined ? undefined : schema.parse(row);
}

type Answers<Q extends readonly Query<unknown>[]> = {
  [K in keyof Q]: Q[K] extends Query<infer T> ? T : never;
};

/**
 * Asks all of them in one batch: one round trip, one transaction. What knows its answer without asking has no statements;
 * D1 refuses an empty batch, so when nothing is left to ask it is not bothered.
 */
export async function ask<const Q extends readonly Query<unknown>[]>(
  db: Database,
  ...queries: Q
): Promise<Answers<Q>> {
  const statements = queries.flatMap((query) => [...query.statements]);
  const results = statements.length === 0 ? [] : await db.batch<Record<string, unknown>>(statements);
  let taken = 0;
  const answers = queries.map((query) => {
    const own = results.slice(taken, taken + query.statements.length);
    taken += query.statements.length;
    return query.read(own);
  });
  return answers as Answers<Q>;
}

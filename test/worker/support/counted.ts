import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { BookingObject } from "../../../worker/index.ts";

/** What was asked up to an answer: by the Worker, or the dashboard, and by the booking's object. */
export interface Count {
  /** Round trips to D1 that were answered. */
  trips: number;
  /** Rows that D1 says it read. */
  rows: number;
  /** Methods of bookings' objects. */
  readonly calls: string[];
}

export interface Counted {
  readonly count: Count;
  /** Bindings for the router or the dashboard. */
  readonly bindings: Record<string, unknown>;
  /** How SQLite answered each statement: the lines of EXPLAIN QUERY PLAN. */
  plans(): Promise<string[][]>;
  /** D1 answers everything from now on. */
  letGo(): void;
}

/**
 * A D1 that answers so many round trips and then falls silent, and objects that ask the same one: an answer that comes all the same
 * has waited for no more. The effects that begin beside it are held until `letGo`.
 */
export function counted(most: number): Counted {
  const count: Count = { trips: 0, rows: 0, calls: [] };
  const statements: Statement[] = [];
  let letGo = (): void => undefined;
  const silence = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begun = 0;
  const database = overD1(async (asked, ask) => {
    begun += 1;
    if (begun > most) {
      await silence;
      return ask();
    }
    const results = await ask();
    count.trips += 1;
    count.rows += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    statements.push(...asked);
    return results;
  });
  const bindings = { ...env, DB: database };
  return {
    count,
    bindings: { ...bindings, BOOKING: overObjects(bindings, count.calls) },
    plans: async () => {
      const explained = statements.map(({ sql, values }) =>
        env.DB.prepare(`explain query plan ${sql}`).bind(...values),
      );
      const results = await env.DB.batch<{ detail: string }>(explained);
      return results.map((result) => result.results.map((line) => line.detail));
    },
    letGo: () => letGo(),
  };
}

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Trip = (asked: readonly Statement[], ask: () => Promise<D1Result[]>) => Promise<D1Result[]>;

/** The test's D1, each round trip through `trip`. The product asks in batches only: `run` and its like are refused, not uncounted. */
function overD1(trip: Trip): D1Database {
  const known = new WeakMap<D1PreparedStatement, Statement>();
  const noted = (real: D1PreparedStatement, statement: Statement): D1PreparedStatement => {
    known.set(real, statement);
    const bind = real.bind.bind(real);
    const refuse = (): never => {
      throw new Error(`not in a batch: ${statement.sql}`);
    };
    return Object.assign(real, {
      bind: (...values: unknown[]) => noted(bind(...values), { ...statement, values }),
      ...{ first: refuse, run: refuse, all: refuse, raw: refuse },
    });
  };
  const over = (real: Pick<D1Database, "prepare" | "batch">) => ({
    prepare: (sql: string) => noted(real.prepare(sql), { sql, values: [] }),
    batch: (statements: D1PreparedStatement[]) =>
      trip(
        statements.flatMap((statement) => known.get(statement) ?? []),
        () => real.batch(statements),
      ),
  });
  const session = (start?: string) => {
    const real = env.DB.withSession(start);
    return { ...over(real), getBookmark: () => real.getBookmark() };
  };
  return { ...over(env.DB), withSession: session } as unknown as D1Database;
}

/** The bookings' objects over their own storage, with other bindings than the runtime gives them. */
function overObjects(bindings: Record<string, unknown>, calls: string[]) {
  const living = new Map<string, Record<string, (...said: unknown[]) => unknown>>();
  return {
    idFromName: (name: string) => env.BOOKING.idFromName(name),
    get: (id: DurableObjectId) =>
      new Proxy(
        {},
        {
          get: (_, method: string) => {
            calls.push(method);
            return (...said: unknown[]) =>
              runInDurableObject(env.BOOKING.get(id), (_real, state) => {
                const object =
                  living.get(String(id)) ??
                  (new BookingObject(state, bindings as never) as unknown as Record<string, () => unknown>);
                living.set(String(id), object);
                return object[method]?.(...said);
              });
          },
        },
      ),
  };
}

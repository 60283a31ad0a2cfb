import { env } from "cloudflare:workers";

/** D1 with one replica that lags until it is told to catch up; locally there is none, so staleness could never show. */
export interface LaggingD1 {
  readonly database: D1Database;
  /** The replica knows from now on what the primary knows. */
  catchUp(): Promise<void>;
  /** Which of the two answered each session's questions, in order. */
  readonly asked: ("primary" | "replica")[];
}

/**
 * As Cloudflare tells it (D1, "Read replication"): `first-primary` begins at the primary, `first-unconstrained` anywhere (here: at
 * the replica), a bookmark wherever it has been reached.
 */
export function laggingD1(): LaggingD1 {
  let reached = "";
  const asked: ("primary" | "replica")[] = [];
  const session = (start = "first-unconstrained"): D1DatabaseSession => {
    const atReplica = start === "first-unconstrained" || (start !== "first-primary" && start <= reached);
    const real = (atReplica ? env.REPLICA : env.DB).withSession("first-primary");
    const note = <T>(value: T): T => {
      asked.push(atReplica ? "replica" : "primary");
      return value;
    };
    return {
      prepare: (sql) => real.prepare(sql),
      batch: (statements) => note(real.batch(statements)),
      getBookmark: () => (atReplica ? reached || null : real.getBookmark()),
    };
  };
  return {
    database: { withSession: session } as D1Database,
    asked,
    async catchUp() {
      const primary = env.DB.withSession("first-primary");
      for (const table of await copiedTables()) {
        const { results } = await primary.prepare(`select * from ${table.name}`).all();
        const columns = table.columns.join(", ");
        const values = table.columns.map((column) => `value ->> '$.${column}'`).join(", ");
        await env.REPLICA.batch([
          env.REPLICA.prepare(`delete from ${table.name}`),
          env.REPLICA.prepare(
            `insert into ${table.name} (${columns}) select ${values} from json_each(?1)`,
          ).bind(JSON.stringify(results)),
        ]);
      }
      reached = primary.getBookmark() ?? "";
    },
  };
}

/** What pages read here; columns that D1 computes itself are left out. */
async function copiedTables(): Promise<{ readonly name: string; readonly columns: readonly string[] }[]> {
  const names = ["users", "sessions", "bookings", "timeline", "refunds", "reviews", "availability", "offers"];
  const results = await env.DB.batch<{ name: string }>(
    names.map((name) => env.DB.prepare(`select name from pragma_table_info('${name}')`)),
  );
  return names.map((name, at) => ({ name, columns: results[at]?.results.map((row) => row.name) ?? [] }));
}

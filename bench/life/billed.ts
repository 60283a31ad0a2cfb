import { drizzle } from "drizzle-orm/d1";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { project } from "../../db/projection.ts";
import { sqliteStorage } from "../../durable-objects/sqlite-storage.ts";
import type { D1 } from "../../scripts/lib/d1.ts";
import { migrate } from "../../scripts/lib/migrate.ts";
import { COMPATIBILITY_DATE, inProject } from "../../scripts/lib/project.ts";
import { bytesInD1 } from "./in-d1.ts";
import type { Lived } from "./lived.ts";

export interface Rows {
  read: number;
  written: number;
}

export interface Bill {
  /** Of the object's own storage: what its alarms cost is a row each time one is set. */
  object: Rows & { bytes: number };
  /** Of D1, by the projection: what pages read is not in it. */
  d1: Rows & { bytes: number };
  /** Of that, what tells D1 that the session has begun; null where it never did. */
  start: (Rows & { statements: number }) | null;
}

/** An object that does what it is told, and says how many rows that was. */
const OBJECT = `
import { DurableObject } from "cloudflare:workers";
export class Counted extends DurableObject {
  count(statements) {
    let [read, written] = [0, 0];
    for (const { query, bindings } of statements) {
      const cursor = this.ctx.storage.sql.exec(query, ...bindings);
      cursor.toArray();
      read += cursor.rowsRead;
      written += cursor.rowsWritten;
    }
    return { read, written, bytes: this.ctx.storage.sql.databaseSize };
  }
}
export default {
  async fetch(request, env) {
    return Response.json(await env.COUNTED.getByName("one").count(await request.json()));
  },
};`;

/** Writes what a life has written once more, to a real object's storage and a real D1, and reads what Cloudflare would bill. */
export async function billOf(lived: Lived): Promise<Bill> {
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: OBJECT,
      compatibilityDate: COMPATIBILITY_DATE,
      durableObjects: { COUNTED: { className: "Counted", useSQLite: true } },
      d1Databases: ["DB"],
    }),
  );
  try {
    const db = await runtime.getD1Database("DB");
    await migrate(db as unknown as D1, inProject("migrations"));
    const { rows, start } = await d1Rows(db, lived);
    const end = lived.projected.at(-1)?.[0];
    const bytes = end === undefined ? 0 : await bytesInD1(db as unknown as D1Database, end);
    return { object: await objectRows(runtime, lived), d1: { ...rows, bytes }, start };
  } finally {
    await runtime.dispose();
  }
}

interface Statement {
  query: string;
  bindings: unknown[];
}

async function objectRows(runtime: Miniflare, { stored }: Lived): Promise<Bill["object"]> {
  const statements: Statement[] = [];
  const exec = (query: string, ...bindings: unknown[]) => {
    statements.push({ query, bindings });
    return { toArray: () => [] };
  };
  const storage = sqliteStorage({
    sql: { exec },
    transactionSync: (work: () => void) => work(),
  } as unknown as DurableObjectStorage);
  for (const write of stored) write(storage);
  const body = JSON.stringify(statements);
  const answer = await runtime.dispatchFetch("http://meter/", { method: "POST", body });
  return (await answer.json()) as Bill["object"];
}

async function d1Rows(db: Awaited<ReturnType<Miniflare["getD1Database"]>>, { projected }: Lived) {
  let counted = { read: 0, written: 0, statements: 0 };
  const batch = async (statements: Parameters<typeof db.batch>[0]) => {
    const results = await db.batch(statements);
    for (const { meta } of results) {
      counted.read += meta.rows_read;
      counted.written += meta.rows_written;
      counted.statements += 1;
    }
    return results;
  };
  const counting = { prepare: (sql: string) => db.prepare(sql), batch } as unknown as D1Database;
  const rows: Rows = { read: 0, written: 0 };
  let start: Bill["start"] = null;
  for (const [booking, since] of projected) {
    counted = { read: 0, written: 0, statements: 0 };
    const outcome = await project(drizzle(counting), booking, since);
    if (outcome !== "written") throw new Error(outcome);
    rows.read += counted.read;
    rows.written += counted.written;
    if (booking.status === "in_progress") start ??= counted;
  }
  return { rows, start };
}

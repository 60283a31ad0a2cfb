import type { Database, Query } from "./query.ts";

/** Keeps how far a rolling job has come. @param after the last key it saw; empty to begin anew. */
export function noteProgress(db: Database, job: "drift", after: string): Query<null> {
  const sql = "insert into progress (job, after) values (?1, ?2) on conflict (job) do update set after = ?2";
  return { statements: [db.prepare(sql).bind(job, after)], read: () => null };
}

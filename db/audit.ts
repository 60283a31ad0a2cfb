import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/** What an administrator or a platform program sets out to do. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Instant;
  /** Null when a platform program does it. */
  readonly userId: string | null;
  readonly action: string;
  /** The booking, refund or person that it is done to. */
  readonly subjectId: string;
  readonly reason: string | null;
}

/** Written before the deed, so that one which never comes back has left its trace too (product: "every act in the audit log"). */
export function beginAudit(db: Database, entry: AuditEntry): Query<null> {
  const { id, at, userId, action, subjectId, reason } = entry;
  const sql = `insert into audit_log (id, at, user_id, action, subject_id, reason) values (?1, ?2, ?3, ?4, ?5, ?6)`;
  return {
    statements: [db.prepare(sql).bind(id, at, userId, action, subjectId, reason)],
    read: () => null,
  };
}

/** @param outcome `done`, or the code of the refusal. The first one said stays. */
export function finishAudit(db: Database, id: string, outcome: string): Query<null> {
  const sql = "update audit_log set outcome = ?2 where id = ?1 and outcome is null";
  return { statements: [db.prepare(sql).bind(id, outcome)], read: () => null };
}

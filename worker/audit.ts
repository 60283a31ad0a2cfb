import { beginAudit, finishAudit } from "../db/audit.ts";
import { ask } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import type { Service } from "./service.ts";

export interface Act {
  /** Null when a platform program did it. */
  readonly userId: string | null;
  readonly action:
    | "cancel_booking"
    | "erase_person"
    | "grant_refund"
    | "resend_mail"
    | "retry_refund"
    | "rule_attendance"
    | "settle_refund";
  readonly subjectId: string;
  readonly reason: string | null;
}

/**
 * Does something that the audit log must know of (product, HTTP API: "every act in the audit log"). The row is there before
 * the act, so that one whose answer was lost is seen as begun; its outcome is written after.
 *
 * @param outcome `done`, or the code of the refusal.
 */
export async function audited<T>(
  service: Service,
  act: Act,
  now: Instant,
  perform: () => Promise<T>,
  outcome: (result: T) => string,
): Promise<T> {
  const id = service.newId();
  const db = service.primary();
  await ask(db, beginAudit(db, { id, at: now, ...act }));
  const result = await perform();
  await ask(db, finishAudit(db, id, outcome(result)));
  return result;
}

import { dayOf } from "../domain/tally.ts";
import type { Instant } from "../domain/time.ts";
import type { Database, Query } from "./query.ts";

/** Notes that the person of this session has opened My Sessions today; of a session that is over, nothing. */
export function noteVisit(
  db: Database,
  claim: { readonly userId: string; readonly tokenHash: string },
  now: Instant,
): Query<null> {
  const sql = `insert into visits (user_id, day) select user_id, ?4 from sessions
    where token_hash = ?1 and user_id = ?2 and expires_at > ?3 on conflict do nothing`;
  return {
    statements: [db.prepare(sql).bind(claim.tokenHash, claim.userId, now, dayOf(now))],
    read: () => null,
  };
}

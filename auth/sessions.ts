import type { Database } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import { sha256Hex } from "./secrets.ts";
import { newToken, type TokenClaim } from "./token.ts";

/**
 * Makes a token with which a platform acts as one of its people. The insert itself looks whether the person is still there:
 * one removed in the same moment gets none.
 *
 * @returns the token, shown this once; null when there is no such person of the platform's.
 */
export async function openPlatformSession(
  db: Database,
  userId: string,
  now: Instant,
  expiresAt: Instant,
): Promise<string | null> {
  const token = newToken(userId);
  const [inserted] = await db.batch([
    db
      .prepare(
        `insert into sessions (token_hash, user_id, kind, created_at, expires_at)
         select ?1, id, 'platform', ?3, ?4 from users
         where id = ?2 and source = 'platform' and removed_at is null`,
      )
      .bind(await sha256Hex(token), userId, now, expiresAt),
  ]);
  return inserted?.meta.changes === 1 ? token : null;
}

/** Stores another end of a session, unless somebody else has done so meanwhile: of two pages at once one writes. */
export const moveSessionEnd = (
  db: Database,
  claim: TokenClaim,
  from: Instant,
  to: Instant,
): D1PreparedStatement =>
  db
    .prepare("update sessions set expires_at = ?3 where token_hash = ?1 and expires_at = ?2")
    .bind(claim.tokenHash, from, to);

/** Ends one session. One that is over already is fine. */
export async function endSession(db: Database, claim: TokenClaim): Promise<void> {
  await db.prepare("delete from sessions where token_hash = ?1").bind(claim.tokenHash).run();
}

/** Signs a person out everywhere: browsers and platform tokens alike. */
export const endAllSessions = (db: Database, userId: string): D1PreparedStatement =>
  db.prepare("delete from sessions where user_id = ?1").bind(userId);

/** Ends every token that a platform made for a person; their browsers stay signed in. */
export const endPlatformSessions = (db: Database, userId: string): D1PreparedStatement =>
  db.prepare("delete from sessions where user_id = ?1 and kind = 'platform'").bind(userId);

/** Who made a person, for whom a platform wants to act; null when there is nobody (any more). */
export async function makerOf(db: Database, userId: string): Promise<"meridian" | "platform" | null> {
  const statement = db.prepare("select source from users where id = ?1 and removed_at is null").bind(userId);
  const [found] = await db.batch<{ source: "meridian" | "platform" }>([statement]);
  return found?.results[0]?.source ?? null;
}

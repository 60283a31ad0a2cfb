import { claimOf, type TokenClaim } from "../auth/token.ts";
import type { Viewer } from "../auth/viewer.ts";
import { viewerQuery } from "../auth/viewer-query.ts";
import { ask, type Database, type Query } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import type { Service } from "./service.ts";

export interface Asker<T> {
  readonly claim: TokenClaim;
  readonly viewer: Viewer;
  readonly read: T;
  readonly db: Database;
  readonly now: Instant;
}

/**
 * Who calls over RPC: the token is checked at the primary, and what rides along is asked for the person it claims.
 * @returns null when the token is nobody's.
 */
export async function whoAsks<T>(
  service: Service,
  token: string,
  riding: (db: Database, userId: string) => Query<T>,
): Promise<Asker<T> | null> {
  const claim = await claimOf(token);
  if (claim === null) return null;
  const [db, now] = [service.primary(), service.now()];
  // Pages sends the cookie's token, a browser's own: whether a platform's token may act as an administrator does not matter.
  const [viewer, read] = await ask(db, viewerQuery(db, claim, now, false), riding(db, claim.userId));
  return viewer === null ? null : { claim, viewer, read, db, now };
}

export const nothingElse = (): Query<null> => ({ statements: [], read: () => null });

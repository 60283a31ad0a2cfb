import { bearerHashIn, type Credential, claimIn } from "../auth/credential.ts";
import { isHashOfOne } from "../auth/secrets.ts";
import type { TokenClaim } from "../auth/token.ts";
import type { Viewer } from "../auth/viewer.ts";
import { viewerQuery } from "../auth/viewer-query.ts";
import { ask, type Database, type Query } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import type { Service } from "./service.ts";

/** Who is asking, checked. */
export type Identity =
  | { readonly kind: "nobody" }
  | { readonly kind: "platform" }
  | { readonly kind: "person"; readonly viewer: Viewer };

export interface Identified {
  readonly identity: Identity;
  /** What was asked in the same round trip; null when nothing was, or nobody is there to have it. */
  readonly read: unknown;
}

export interface Riding {
  readonly reads: ((db: Database, viewerId: string, now: Instant) => Query<unknown>) | null;
  lacks(read: unknown): boolean;
}

const NOBODY: Identified = { identity: { kind: "nobody" }, read: null };

/**
 * Checks a credential, and asks what rides along in the same batch. Unsafe calls ask the primary; others the nearest replica,
 * and the primary again when the replica knows nobody, or not yet what is asked for (product, "Who is asking").
 */
export async function identify(
  service: Service,
  credential: Credential,
  unsafe: boolean,
  riding: Riding | null,
  now: Instant,
): Promise<Identified> {
  if (await isPlatformKey(service, credential)) return { identity: { kind: "platform" }, read: null };
  const claim = claimIn(credential);
  if (claim === null) return NOBODY;
  if (unsafe) return lookUp(service, service.primary(), claim, riding, now);
  const near = await lookUp(service, service.replica(), claim, riding, now);
  const enough = near.identity.kind !== "nobody" && !(riding?.lacks(near.read) ?? false);
  return enough ? near : lookUp(service, service.primary(), claim, riding, now);
}

async function lookUp(
  service: Service,
  db: Database,
  claim: TokenClaim,
  riding: Riding | null,
  now: Instant,
): Promise<Identified> {
  const platformAdmins = service.settings.ALLOW_PLATFORM_ADMINS === "1";
  const who = viewerQuery(db, claim, now, platformAdmins);
  const own: Query<unknown> = riding?.reads?.(db, claim.userId, now) ?? { statements: [], read: () => null };
  const [viewer, read] = await ask(db, who, own);
  // Without a viewer the id was only claimed: what was read for it is nobody's.
  return viewer === null ? NOBODY : { identity: { kind: "person", viewer }, read };
}

/** Compared with every key there is, in constant time: there are two while one replaces the other. */
async function isPlatformKey(service: Service, credential: Credential): Promise<boolean> {
  const hash = bearerHashIn(credential);
  return hash !== null && isHashOfOne(hash, service.settings.PLATFORM_API_KEY);
}

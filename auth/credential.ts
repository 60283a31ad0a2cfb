import { readCookie, sessionCookieName } from "./cookie.ts";
import { sha256Hex } from "./secrets.ts";
import { claimOf, type TokenClaim } from "./token.ts";

/** What a request brought to say who is asking, before anybody has checked it. */
export type Credential =
  | { readonly kind: "none" }
  /** Something that can be nobody's: the wrong scheme, or no token of ours. What is hashed may still be a platform's key. */
  | { readonly kind: "unknown"; readonly hash: string | null }
  | { readonly kind: "bearer"; readonly claim: TokenClaim }
  | { readonly kind: "cookie"; readonly claim: TokenClaim };

/**
 * Product, "Who is asking": an `Authorization` header decides alone, a bad one is a refusal whatever the cookie says; and
 * identity comes from the credential only, never from a header that Pages sets.
 */
export async function credentialOf(headers: Headers, appOrigin: string): Promise<Credential> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return bearerOf(authorization);
  const cookie = readCookie(headers, sessionCookieName(appOrigin));
  if (cookie === null) return { kind: "none" };
  const claim = await claimOf(cookie);
  return claim === null ? { kind: "unknown", hash: null } : { kind: "cookie", claim };
}

async function bearerOf(authorization: string): Promise<Credential> {
  const secret = /^Bearer ([!-~]{1,512})$/i.exec(authorization)?.[1] ?? null;
  if (secret === null) return { kind: "unknown", hash: null };
  const claim = await claimOf(secret);
  return claim === null ? { kind: "unknown", hash: await sha256Hex(secret) } : { kind: "bearer", claim };
}

/** SHA-256 of what came as a bearer's; null where nothing did. */
export const bearerHashIn = (credential: Credential): string | null => {
  if (credential.kind === "bearer") return credential.claim.tokenHash;
  return credential.kind === "unknown" ? credential.hash : null;
};

/** What is to be looked up in D1; null when nobody can be behind it. */
export function claimIn(credential: Credential): TokenClaim | null {
  return credential.kind === "bearer" || credential.kind === "cookie" ? credential.claim : null;
}

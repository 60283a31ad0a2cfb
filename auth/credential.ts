import { readCookie, sessionCookieName } from "./cookie.ts";
import { claimOf, type TokenClaim } from "./token.ts";

/** What a request brought to say who is asking, before anybody has checked it. */
export type Credential =
  | { readonly kind: "none" }
  /** Something that can be nobody's: the wrong scheme, or no token of ours. `secret` may still be a platform's key. */
  | { readonly kind: "unknown"; readonly secret: string | null }
  | { readonly kind: "bearer"; readonly secret: string; readonly claim: TokenClaim }
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
  return claim === null ? { kind: "unknown", secret: null } : { kind: "cookie", claim };
}

async function bearerOf(authorization: string): Promise<Credential> {
  const secret = /^Bearer ([!-~]{1,512})$/i.exec(authorization)?.[1] ?? null;
  const claim = secret === null ? null : await claimOf(secret);
  return secret === null || claim === null ? { kind: "unknown", secret } : { kind: "bearer", secret, claim };
}

/** What is to be looked up in D1; null when nobody can be behind it. */
export function claimIn(credential: Credential): TokenClaim | null {
  return credential.kind === "bearer" || credential.kind === "cookie" ? credential.claim : null;
}

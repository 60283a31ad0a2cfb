import { randomSecret, sha256Hex } from "./secrets.ts";

/**
 * A token as D1 knows it. The person's id stands in the token itself, so that a page's own query for that person can ride in
 * the same batch as the check of the token; until that check succeeds the id is a claim and nothing more.
 */
export interface TokenClaim {
  readonly userId: string;
  /** SHA-256 of the whole token: the id cannot be swapped for another's. */
  readonly tokenHash: string;
}

/** `<user id>.<32 random bytes, base64url>`; opaque to whoever holds it. */
export const newToken = (userId: string): string => `${userId}.${randomSecret()}`;

const TOKEN_SHAPE = /^([A-Za-z0-9_-]{1,40})\.[A-Za-z0-9_-]{43}$/;

/** @returns null for what was never a token of ours: it is refused without asking D1. */
export async function claimOf(token: string): Promise<TokenClaim | null> {
  const userId = TOKEN_SHAPE.exec(token)?.[1];
  return userId === undefined ? null : { userId, tokenHash: await sha256Hex(token) };
}

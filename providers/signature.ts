// HMAC-SHA256 as three services sign their webhooks with it, and as ours are signed. Web Crypto only: the same code runs in workerd and in Node.

/** How far a signed timestamp may lie from our clock, both ways: Stripe's and Svix's own tolerance. */
export const SIGNATURE_TOLERANCE_MS = 300_000;

const HMAC_SHA256 = { name: "HMAC", hash: "SHA-256" };

/** @returns the signature in base64. */
export async function sign(secret: Uint8Array<ArrayBuffer>, message: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", secret, HMAC_SHA256, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message)));
  return btoa(String.fromCharCode(...bytes));
}

/** Compared by `subtle.verify`, which takes the same time wherever the first difference lies. */
export async function isSignedBy(
  secret: Uint8Array<ArrayBuffer>,
  message: string,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (secret.length === 0) return false;
  const key = await crypto.subtle.importKey("raw", secret, HMAC_SHA256, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, signature, new TextEncoder().encode(message));
}

/** @returns null when the text is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Base64 of the text's UTF-8: `btoa` alone refuses anything beyond Latin-1. */
export function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @param stamp digits, in seconds or (13 of them) in milliseconds. @param now milliseconds since the epoch. */
export function isRecent(stamp: string, now: number): boolean {
  if (!/^\d{1,13}$/.test(stamp)) return false;
  const at = stamp.length > 11 ? Number(stamp) : Number(stamp) * 1000;
  return Math.abs(now - at) <= SIGNATURE_TOLERANCE_MS;
}

const encoder = new TextEncoder();

/** SHA-256 of a text, in hex: how a secret with 256 bits of its own lies in D1, where no dictionary can find it again. */
export async function sha256Hex(text: string): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}

/** HMAC-SHA256 in hex: for what is too short to be hashed bare (a six-digit code, a network address). */
export async function hmacHex(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return hex(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

/** 32 random bytes, base64url: 43 characters that fit a cookie, a header and a URL alike. */
export function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Whether something given is one of `secrets`, by its hash, in a time that tells neither how much of it was right nor which one
 * matched: both sides are hashed first, and every candidate is compared whole.
 * @param hash SHA-256 of what was given.
 */
export async function isHashOfOne(hash: string, secrets: readonly string[]): Promise<boolean> {
  const candidates = await Promise.all(secrets.map(sha256Hex));
  return candidates.map((candidate) => equal(hash, candidate)).includes(true);
}

function equal(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let at = 0; at < left.length; at++) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return difference === 0;
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Daily refuses longer ones; ours have up to 40 (a platform may choose them). */
const LONGEST = 36;

/** Not in the alphabet of our ids, so no id of ours begins like this. */
const PSEUDONYM = "~";

/**
 * A person's id as Daily hears it: the same, or, where it is too long, a pseudonym made of its hash. A pseudonym cannot be
 * turned back, so whoever has one is never counted as having come, and never as having stayed away (see `attendance`).
 */
export async function dailyUserId(userId: string): Promise<string> {
  if (userId.length <= LONGEST) return userId;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(userId));
  const text = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return `${PSEUDONYM}${text.replaceAll("+", "-").replaceAll("/", "_")}`.slice(0, LONGEST);
}

/** The person's own id, or null when only a pseudonym is known. */
export const ownUserId = (heard: string | null): string | null =>
  heard === null || heard.startsWith(PSEUDONYM) ? null : heard;

/** Written by an open page that was told of a change; it says nothing about anybody. */
export const TOLD_COOKIE = "told";

/** Longer than replicas lag, in seconds. */
const FOR_SECONDS = 15;

/** D1's nearest copy may not have it yet: whoever was told of a change asks where it was made. */
export function askFresh(): void {
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${prefix}${TOLD_COOKIE}=1; path=/; max-age=${FOR_SECONDS}; samesite=lax${secure}`;
}

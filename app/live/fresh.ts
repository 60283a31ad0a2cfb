import { TOLD_COOKIE } from "../../auth/read-from.ts";

/** Longer than replicas lag, in seconds. */
const FOR_SECONDS = 15;

/** D1's nearest copy may not have it yet: whoever was told of a change asks where it was made. The cookie says nothing about anybody. */
export function askFresh(): void {
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${prefix}${TOLD_COOKIE}=1; path=/; max-age=${FOR_SECONDS}; samesite=lax${secure}`;
}

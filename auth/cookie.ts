import type { Instant } from "../domain/time.ts";

// Cookies carry `__Host-` where the browser honours it (https only): no other host, and no plain-text answer, can plant one.

export const cookieName = (appOrigin: string, name: string): string =>
  isSecure(appOrigin) ? `__Host-${name}` : name;

const isSecure = (appOrigin: string): boolean => appOrigin.startsWith("https:");

/** The signed-in browser's cookie. Its value is the token. */
export const sessionCookieName = (appOrigin: string): string => cookieName(appOrigin, "meridian");

/** The cookie of a browser that asked for a sign-in code: the code works there only. */
export const browserCookieName = (appOrigin: string): string => cookieName(appOrigin, "meridian-browser");

/**
 * A `Set-Cookie` value: HttpOnly, SameSite=Lax (a link from a mail arrives signed in, a foreign form does not), whole site.
 * @param expiresAt null for a cookie that ends with the browser.
 */
export function setCookie(appOrigin: string, name: string, value: string, expiresAt: Instant | null): string {
  const parts = [`${name}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (isSecure(appOrigin)) parts.push("Secure");
  if (expiresAt !== null) parts.push(`Expires=${new Date(expiresAt).toUTCString()}`);
  return parts.join("; ");
}

export const clearCookie = (appOrigin: string, name: string): string => setCookie(appOrigin, name, "", 0);

/** Under either name: where the prefix came later, what people chose before still counts. */
export const readOwn = (headers: Headers, name: string): string | null =>
  readCookie(headers, `__Host-${name}`) ?? readCookie(headers, name);

/** @returns the value of the first cookie of that name; null when there is none or it is empty. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

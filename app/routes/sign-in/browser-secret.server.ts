import { browserCookieName, readCookie } from "../../../auth/cookie.ts";
import { randomSecret } from "../../../auth/secrets.ts";

const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The secret of the asking browser, in its cookie: kept while it is there, so that two open tabs do not undo each other. */
export function browserSecretOf(headers: Headers, appOrigin: string): string {
  return knownBrowserSecret(headers, appOrigin) ?? randomSecret();
}

export function knownBrowserSecret(headers: Headers, appOrigin: string): string | null {
  const value = readCookie(headers, browserCookieName(appOrigin));
  return value !== null && SHAPE.test(value) ? value : null;
}

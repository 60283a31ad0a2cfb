import { readCookie, setCookie } from "../../auth/cookie.ts";
import type { Instant } from "../../domain/time.ts";

/** Our cookies beside those of signing in (auth/cookie.ts). None of them says who somebody is. */
export const COOKIES = {
  /** The browser's zone, written by the browser (root.tsx). */
  browserZone: "tz",
  /** The profile's zone, so that a page knows the viewer's days before D1 has said who they are. */
  profileZone: "zone",
  language: "lang",
  /** There for a few seconds after a write: read at the primary. */
  fresh: "fresh",
} as const;

export const readZoneCookies = (headers: Headers) => ({
  browser: decoded(readCookie(headers, COOKIES.browserZone)),
  profile: decoded(readCookie(headers, COOKIES.profileZone)),
});

function decoded(value: string | null): string | null {
  if (value === null) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

export const freshCookie = (appOrigin: string, until: Instant): string =>
  setCookie(appOrigin, COOKIES.fresh, "1", until);

import { clearCookie, cookieName, readOwn, setCookie } from "../../auth/cookie.ts";
import { CODE_LIFETIME } from "../../auth/limits.ts";
import { WRITTEN_COOKIE } from "../../auth/read-from.ts";
import type { Bookmark } from "../../db/bookmark.ts";
import { type Instant, MINUTE, SECOND } from "../../domain/time.ts";
import { ownPath } from "../security/own-path.ts";

/**
 * Our cookies beside those of signing in (auth/cookie.ts) and of where to read (auth/read-from.ts), by their names without the
 * prefix. None of them says who somebody is.
 */
export const COOKIES = {
  /** The browser's zone, written by the browser (root.tsx). */
  browserZone: "tz",
  /** The profile's zone, so that a page knows the viewer's days before D1 has said who they are. */
  profileZone: "zone",
  language: "lang",
  /** Where whoever asked for a code goes on, once it is redeemed. */
  wayBack: "back",
} as const;

/** @param expiresAt null for a cookie that ends with the browser. */
export const setOwn = (appOrigin: string, name: string, value: string, expiresAt: Instant | null): string =>
  setCookie(appOrigin, cookieName(appOrigin, name), value, expiresAt);

export const readZoneCookies = (headers: Headers) => ({
  browser: decoded(readOwn(headers, COOKIES.browserZone)),
  profile: decoded(readOwn(headers, COOKIES.profileZone)),
});

function decoded(value: string | null): string | null {
  if (value === null) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * Kept in the browser that asked, the only one in which its code works: the mail's link carries no path, or strangers could write one
 * into anybody's mail. @param path null where nobody was on the way anywhere: what was kept before counts no longer.
 */
export const wayBackCookie = (appOrigin: string, path: string | null, now: Instant): string =>
  path === null
    ? clearCookie(appOrigin, cookieName(appOrigin, COOKIES.wayBack))
    : setOwn(appOrigin, COOKIES.wayBack, encodeURIComponent(path), now + CODE_LIFETIME);

export const readWayBack = (headers: Headers): string =>
  ownPath(decoded(readOwn(headers, COOKIES.wayBack))) ?? "/sessions";

/** Replicas lag by seconds at most; a bookmark that is older than this asks for nothing that they lack. */
const BOOKMARK_LIFETIME = 5 * MINUTE;
/** Without a bookmark every page goes to the primary: no longer than replicas need. */
const PRIMARY_LIFETIME = 15 * SECOND;

/** For the pages that follow a write. @param bookmark where D1 stood after it; null when nobody said. */
export function writtenCookie(appOrigin: string, bookmark: Bookmark | null, now: Instant): string {
  return bookmark === null
    ? setOwn(appOrigin, WRITTEN_COOKIE, "primary", now + PRIMARY_LIFETIME)
    : setOwn(appOrigin, WRITTEN_COOKIE, bookmark, now + BOOKMARK_LIFETIME);
}

import { type Bookmark, isBookmark } from "../db/bookmark.ts";
import { readOwn } from "./cookie.ts";

/** What the reader has written last: a bookmark of D1, or `primary` where none came back. */
export const WRITTEN_COOKIE = "written";
/** There for a few seconds after an open page was told of somebody else's write. */
export const TOLD_COOKIE = "told";

/** Where D1's session begins: at a bookmark, or as D1 names its constraints (Cloudflare, D1, `withSession`). */
export type ReadFrom = Bookmark | "first-primary" | "first-unconstrained";

/** Where a browser begins to read, on pages and from the API alike, so that people see what they have just done, or been told of. */
export function readFrom(headers: Headers): ReadFrom {
  if (readOwn(headers, TOLD_COOKIE) !== null) return "first-primary";
  const written = readOwn(headers, WRITTEN_COOKIE);
  if (isBookmark(written)) return written;
  return written === null ? "first-unconstrained" : "first-primary";
}

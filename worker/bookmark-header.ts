import type { Credential } from "../auth/credential.ts";
import { type ReadFrom, readFrom } from "../auth/read-from.ts";
import { isBookmark } from "../db/bookmark.ts";

/** Comes with the answer to a write; sent back with a read, that read knows of the write, whichever replica answers it. */
export const BOOKMARK_HEADER = "Meridian-Bookmark";

/**
 * Where an answer begins to read: at the header's bookmark, or where the cookies of a browser say that its own writes are (what links to
 * the API from a page). A bookmark that is none is as good as missing: the worst that a reader does to themselves is to read what is a
 * moment old.
 */
export function seenBy(headers: Headers, credential: Credential): ReadFrom {
  const bookmark = headers.get(BOOKMARK_HEADER);
  if (isBookmark(bookmark)) return bookmark;
  return credential.kind === "cookie" ? readFrom(headers) : "first-unconstrained";
}

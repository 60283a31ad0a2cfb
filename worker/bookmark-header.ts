import { type Bookmark, isBookmark } from "../db/bookmark.ts";

/** Comes with the answer to a write; sent back with a read, that read knows of the write, whichever replica answers it. */
export const BOOKMARK_HEADER = "Meridian-Bookmark";

/** What is none is as good as missing: the worst that a reader does to themselves is to read what is a moment old. */
export function bookmarkIn(headers: Headers): Bookmark | null {
  const text = headers.get(BOOKMARK_HEADER);
  return isBookmark(text) ? text : null;
}

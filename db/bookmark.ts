/**
 * Where D1 stood after a write. A session that starts there reads from any replica that has come that far, so that people see
 * what they have just done (Cloudflare, D1, "Read replication": sessions and bookmarks).
 */
export type Bookmark = string;

/** Four groups of hex, as D1 gives them. It takes anything else for a bookmark too, so nothing from outside is handed on unseen. */
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/;

export const isBookmark = (text: string | null): text is Bookmark => text !== null && SHAPE.test(text);

/** The later of them; bookmarks are made to be compared as text (Cloudflare, SQLite-backed Durable Objects, PITR). */
export function latestBookmark(bookmarks: readonly (Bookmark | null)[]): Bookmark | null {
  return bookmarks.reduce((one, other) => ((one ?? "") > (other ?? "") ? one : other), null);
}

/** What an answer over RPC brings back beside itself when something was written for it; the version before brings nothing. */
export interface Written {
  readonly bookmark?: Bookmark;
}

/** The same answer, with the bookmark if it can carry one. A refusal wrote nothing that its reader must see. */
export function withBookmark<T>(answer: T, bookmark: Bookmark | null): T {
  if (bookmark === null || typeof answer !== "object" || answer === null) return answer;
  return "ok" in answer && answer.ok === false ? answer : { ...answer, bookmark };
}

/** @returns the bookmark that came with an answer over RPC; null without one. */
export function bookmarkOf(answer: unknown): Bookmark | null {
  const { bookmark } = (answer ?? {}) as Written;
  return typeof bookmark === "string" && isBookmark(bookmark) ? bookmark : null;
}

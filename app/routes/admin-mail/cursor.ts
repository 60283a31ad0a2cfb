import type { MailsCursor } from "../../../db/mails.ts";

export const TABS = ["waiting", "failed"] as const;

export type Tab = (typeof TABS)[number];

export const tabOf = (text: string | null): Tab => (text === "failed" ? "failed" : "waiting");

/** `<at>.<booking>.<key>`: where a page begins, readable and harmless when altered. No id and no key has a dot. */
export const writeCursor = ({ at, bookingId, key }: MailsCursor): string => `${at}.${bookingId}.${key}`;

export function readCursor(text: string | null): MailsCursor | null {
  const [, at, bookingId, key] = /^(\d{1,15})\.([\w-]{1,40})\.([\w:~-]{1,250})$/.exec(text ?? "") ?? [];
  const known = at !== undefined && bookingId !== undefined && key !== undefined;
  return known ? { at: Number(at), bookingId, key } : null;
}

export function mailPath(tab: Tab, cursor: string | null = null): string {
  const search = new URLSearchParams();
  if (tab !== "waiting") search.set("state", tab);
  if (cursor !== null) search.set("cursor", cursor);
  return search.size === 0 ? "/admin/mail" : `/admin/mail?${search}`;
}

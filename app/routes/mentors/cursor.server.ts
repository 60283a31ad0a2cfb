import type { MentorsCursor } from "../../../db/mentors.ts";

/** Name and id as base64url of JSON: names are in every script. */
export function writeMentorsCursor({ name, id }: MentorsCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([name, id]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** @returns null for what we never wrote: the first page is shown then. */
export function readMentorsCursor(text: string | null): MentorsCursor | null {
  if (text === null || text.length > 1_000) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(value)) return null;
    const [name, id] = value as unknown[];
    return typeof name === "string" && typeof id === "string" ? { name, id } : null;
  } catch {
    return null;
  }
}

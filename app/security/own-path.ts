/**
 * A path of our own to return to, from a parameter anybody can write; null for everything else. Backslashes, control
 * characters and doubled slashes are how a "path" becomes another site in a browser's eyes.
 */
export function ownPath(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.length > 512) return null;
  if (!/^\/(?![/\\])[!-~]*$/.test(text) || text.includes("\\")) return null;
  const base = "https://own.invalid";
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}`;
}

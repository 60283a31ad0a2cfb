/** Pictures that browsers draw and nothing else: an SVG is a document with scripts. */
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"] as const;

/**
 * What a file is by the bytes that it begins with, whatever its server calls it; null for what is none of these. Each format's own
 * specification has its signature; AVIF's is a brand in the first box of ISO/IEC 14496-12.
 */
export function imageTypeOf(bytes: Uint8Array): (typeof IMAGE_TYPES)[number] | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (text(0, 3) === "\xff\xd8\xff") return "image/jpeg";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "image/webp";
  if (text(4, 8) === "ftyp" && /avi[fs]/.test(text(8, LAST_BRAND))) return "image/avif";
  return /^GIF8[79]a$/.test(text(0, 6)) ? "image/gif" : null;
}

/** A picture names a few brands, of four bytes each, after the box's length and kind. */
const LAST_BRAND = 64;

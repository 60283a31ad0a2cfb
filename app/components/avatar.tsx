import type { Face } from "../session/card.ts";

const COLOURS = 8;

/** The same person has the same colour everywhere, for ever: reckoned from the id. */
export function colourOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLOURS;
}

/** First letters of the first and the last word; whole characters, in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

interface AvatarProps {
  readonly of: Pick<Face, "id" | "name" | "photo">;
  readonly size: "small" | "row" | "card" | "large";
}

/** Decoration: the name always stands beside it. The initials lie behind the photo and are seen if it does not come. */
export function Avatar({ of, size }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size} avatar-${colourOf(of.id)}`} aria-hidden="true">
      {initialsOf(of.name)}
      {of.photo && <img src={`/api/photos/${of.id}`} alt="" loading="lazy" decoding="async" />}
    </span>
  );
}

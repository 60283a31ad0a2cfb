import type { Face } from "../session/card.ts";

const COLOURS = 8;

/** The same person has the same colour everywhere, for ever: reckoned from the id. */
export function colourOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLOURS;
}

interface AvatarProps {
  readonly of: Pick<Face, "id" | "initials" | "photo">;
  readonly size: "small" | "row" | "card" | "large";
}

/** Decoration: the name always stands beside it. The initials lie behind the photo and are seen if it does not come. */
export function Avatar({ of, size }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size} avatar-${colourOf(of.id)}`} aria-hidden="true">
      {of.initials}
      {of.photo && <img src={`/api/photos/${of.id}`} alt="" loading="lazy" decoding="async" />}
    </span>
  );
}

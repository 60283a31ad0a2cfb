export interface Token {
  readonly name: string;
  readonly light: string;
  /** Null where the dark scheme keeps the light one's value. */
  readonly dark: string | null;
}

/** What stands under one comment of the stylesheet, "Title: note." or a title alone. */
export interface TokenGroup {
  readonly title: string;
  readonly note: string;
  readonly tokens: readonly Token[];
}

/** The custom properties of a stylesheet, in its own groups and order; a second block is the dark scheme's. */
export function tokensIn(css: string): readonly TokenGroup[] {
  const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");
  const darkOnes = new Map(declared(dark));
  const groups = [...light.matchAll(/\/\*(.*?)\*\/(.*?)(?=\/\*|$)/gs)];
  return groups.map(([, comment = "", block = ""]) => {
    const [title = "", note = ""] = comment.trim().split(/:\s+(.*)/s);
    const tokens = declared(block).map(([name, value]) => ({
      name,
      light: value,
      dark: darkOnes.get(name) ?? null,
    }));
    return { title, note, tokens };
  });
}

const declared = (css: string): [string, string][] =>
  [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]);

export interface Space {
  readonly pixels: number;
  /** How often gaps, margins and paddings have it. */
  readonly uses: number;
}

const SPACED = /\b(?:gap|margin|padding)[\w-]*:([^;]+);/g;

/** The distances that stylesheets keep, narrowest first. */
export function spacesIn(css: string): readonly Space[] {
  const uses = new Map<number, number>();
  for (const [, value = ""] of css.matchAll(SPACED)) {
    for (const [, digits] of value.matchAll(/(?<![\d.-])(\d+)px/g)) {
      const pixels = Number(digits);
      uses.set(pixels, (uses.get(pixels) ?? 0) + 1);
    }
  }
  return [...uses].map(([pixels, count]) => ({ pixels, uses: count })).sort((a, b) => a.pixels - b.pixels);
}

/** What moves by itself: "pulse" to "2s ease-out infinite". */
export const motionsIn = (css: string): ReadonlyMap<string, string> =>
  new Map(
    [...css.matchAll(/animation:\s*(\w+) ([^;]+);/g)].map(([, name = "", how = ""]) => [name, how] as const),
  );

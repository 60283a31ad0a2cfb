/** Letters that are no base letter with a mark, so that Unicode does not take them apart; people type the plain one. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  ς: "σ",
  "\u2019": "'",
};

/**
 * Case and accents taken away, in any script: compatibility forms taken apart (NFKD), non-spacing marks dropped (accents,
 * Arabic vowel signs, tone marks) and what is not seen (joiners, direction marks), lower case. Lower case comes before the
 * marks go, since lowering İ makes one.
 */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Cf}]/gu, "")
    .replace(/[ßæœøđðłþıς\u2019]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

/** Blanks of every script, and controls (NUL too). */
const BETWEEN_WORDS = /[\s\p{Cc}\p{Zs}]+/u;

/**
 * What the person filter searches (users.name_folded): each folded word with a blank before it, and after a word with
 * punctuation inside also each of its parts, so that "Luc" and "jean-l" both find "Jean-Luc".
 */
export function foldName(name: string): string {
  const words = foldWords(name).flatMap((word) => {
    const parts = word.split(/\p{P}+/u).filter((part) => part !== "");
    return [...new Set([word, ...parts])];
  });
  return words.map((word) => ` ${word}`).join("");
}

/**
 * The words of a search, folded like the names. Each must begin a word of the name (product, "The dashboard"); a word of
 * punctuation alone stays one, since it begins no ordinary name.
 */
export function foldWords(query: string): string[] {
  return fold(query)
    .split(BETWEEN_WORDS)
    .filter((word) => word !== "");
}

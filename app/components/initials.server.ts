import { keeping } from "../../domain/keeping.ts";

/** Made when a name first needs it: it takes a tenth of the dashboard's start. */
const graphemes = keeping(1, () => new Intl.Segmenter("en", { granularity: "grapheme" }));

/** Neither an ʻokina before the first letter, nor a vowel that is written before the consonant it follows (Thai, Lao). */
const FIRST_LETTER = /(?![\p{Lm}\p{Logical_Order_Exception}])\p{L}/u;

/** Two stand beside each other only in scripts with capitals: elsewhere they would join, or be wide, or mean something. */
const HAS_CASE = /^[\p{Lu}\p{Ll}]/u;

/** Its letters have capitals in Unicode, but no name begins with one: fonts rarely have them. */
const WITHOUT_CAPITALS = /^\p{Script=Georgian}/u;

/** A Latin letter with nothing above or below it is one as it stands: most are. */
const PLAIN = /^[A-Za-z\u00C0-\u024F](?![\p{M}\u200D])/u;

/** First letters of the first and the last word, as their readers count letters: with what stands above, below and around them. */
export const initialsOf = keeping(500, (name: string): string => {
  const words = name.trim().split(/\s+/);
  const first = firstOf(words[0]);
  const last = words.length > 1 ? firstOf(words.at(-1)) : "";
  return HAS_CASE.test(first) && HAS_CASE.test(last) ? first + last : first;
});

function firstOf(word = ""): string {
  const from = word.slice(Math.max(0, word.search(FIRST_LETTER)));
  const letter = PLAIN.exec(from)?.[0] ?? firstGrapheme(from);
  return WITHOUT_CAPITALS.test(letter) ? letter : letter.toUpperCase();
}

function firstGrapheme(text: string): string {
  const [first] = graphemes().segment(text);
  return first?.segment ?? "";
}

// What people wrote themselves (names, reasons, headlines) on its way into a mail. Product, "What people write": escaped
// (the HTML's own business), never made into links, no line breaks into headers.

/** Turn the direction of text around, beyond the end of the name they stand in. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const CONTROLS_AND_BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
const CONTROLS_BUT_NEWLINES = /[^\P{Cc}\n]+/gu;

/** Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their neighbours: everything that is written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u;

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Invisible, of no width, and an end to what mail programs take for an address. */
const GAP = "\u200b";

const LINE_MAX_CHARACTERS = 80;

/**
 * Mail programs make links of anything that looks like an address: markup or none, "evil.com" in a name becomes one. A gap
 * of no width after each dot inside a word (the dots of other scripts too), after "://" and after "@" leaves them nothing
 * to recognize; the text reads, and breaks over lines, as before. Not the zero-width joiner: it changes the letters of
 * Arabic and the pictures of emoji.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/([.\u3002\uff0e\uff61])(?=[^\s.])/gu, `$1${GAP}`)
    .replace(/:(?=\/)/g, `:${GAP}`)
    .replace(/@(?=\S)/g, `@${GAP}`);
}

/** One line for a subject or a file's field: no breaks, no controls, no links, and an end. */
export function oneLine(text: string): string {
  const line = text.replace(BIDI_CONTROLS, "").replace(CONTROLS_AND_BREAKS, " ").replace(/\s+/g, " ").trim();
  const characters = [...line];
  const short =
    characters.length > LINE_MAX_CHARACTERS
      ? `${characters.slice(0, LINE_MAX_CHARACTERS - 1).join("")}…`
      : line;
  return withoutLinks(short);
}

/** For plain text and subjects: what runs from right to left keeps to itself. In HTML `<bdi>` does the same. */
export function isolated(line: string): string {
  return RIGHT_TO_LEFT.test(line) ? `${FIRST_STRONG_ISOLATE}${line}${POP_ISOLATE}` : line;
}

/** The lines of a longer text, blank ones at its ends left out. */
export function lines(text: string): readonly string[] {
  return text
    .replace(BIDI_CONTROLS, "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(CONTROLS_BUT_NEWLINES, " ")
    .trim()
    .split("\n")
    .map((line) => withoutLinks(line.trim()));
}

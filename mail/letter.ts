/** One thing under another. Strings are one line each, safe in HTML after escaping, and may hold isolates (U+2068 … U+2069). */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly Fact[] }
  /** What somebody wrote, set apart so that it cannot pass for ours. */
  | { readonly kind: "quote"; readonly label: string; readonly lines: readonly string[] }
  | { readonly kind: "code"; readonly code: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Button {
  readonly label: string;
  /** A page of ours. Opening it changes nothing: mail scanners follow links. */
  readonly href: string;
  /** Green is the room and nothing else. */
  readonly tone: "accent" | "room";
}

/** A mail before it is set, once as HTML and once as plain text. */
export interface Letter {
  readonly language: "en" | "es";
  readonly subject: string;
  /** What inboxes show beside the subject. */
  readonly preview: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly button: Button;
  /** Small print under the button. */
  readonly notes: readonly string[];
  readonly footer: string;
}

export const text = (words: string): Block => ({ kind: "text", text: words });
export const facts = (...rows: readonly Fact[]): Block => ({ kind: "facts", rows });

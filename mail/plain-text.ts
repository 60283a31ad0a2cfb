import type { Block, Letter } from "./letter.ts";

/** A letter as plain text: the same words in the same order, for those who read no HTML. */
export function plainText(letter: Letter): string {
  const { title, blocks, button, notes, footer } = letter;
  const parts = [
    title,
    ...blocks.map(blockText),
    `${button.label}:\n${button.href}`,
    ...notes,
    `-- \n${footer}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "facts":
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join("\n");
    case "quote":
      // Each line is marked, so that what somebody wrote cannot pass for ours by means of blank lines.
      return [`${block.label}:`, ...block.lines.map((line) => `> ${line}`)].join("\n");
    case "code":
      return block.code;
  }
}

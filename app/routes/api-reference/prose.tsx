/** A description: what stands between backticks is code. */
export function Prose({ text }: { readonly text: string }) {
  return text.split("`").map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have only their place
    place % 2 === 1 ? <code key={place}>{part}</code> : part,
  );
}

/** One line of a `dl.facts`: each has the width it needs, so that a long value does not break the names of the others. */
export function Fact({ what, is }: { readonly what: string; readonly is: string }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{is}</dd>
    </div>
  );
}

import type { Field, TypeWords } from "./fields.server.ts";
import { Prose } from "./prose.tsx";
import { useReferenceWords } from "./words.ts";

export function FieldsTable({
  fields,
  caption,
}: {
  readonly fields: readonly Field[];
  readonly caption: string;
}) {
  const w = useReferenceWords();
  return (
    <table className="reference-fields">
      <caption className="unseen">{caption}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{w.field}</th>
          <th scope="col">{w.type}</th>
          <th scope="col">{w.note}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, required, note }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
              {required && <span className="soft"> {w.required}</span>}
            </th>
            <td>
              <TypeName type={type} />
            </td>
            <td>
              <Prose text={note} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TypeName({ type: { text, ref } }: { readonly type: TypeWords }) {
  return (
    <>
      {text} {ref !== null && <a href={`#${ref}`}>{ref}</a>}
    </>
  );
}

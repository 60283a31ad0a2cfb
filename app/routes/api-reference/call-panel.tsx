import { FieldsTable, TypeName } from "./fields-table.tsx";
import { Prose } from "./prose.tsx";
import type { Call, Reply } from "./reference.server.ts";
import { useReferenceWords } from "./words.ts";

export function CallPanel({ call }: { readonly call: Call }) {
  const w = useReferenceWords();
  const { id, method, path, summary, credentials, inputs, replies } = call;
  return (
    <article className="panel reference-call" aria-labelledby={id}>
      <h3 id={id}>
        <b>{method}</b> <span>{path}</span>
      </h3>
      <p>{summary}</p>
      <p className="soft">
        {w.needs}: {credentials.length === 0 ? w.nobody : credentials.join(" | ")}
      </p>
      {inputs.map(({ where, fields }) => (
        <div key={where}>
          <h4>{w.where[where]}</h4>
          <FieldsTable fields={fields} caption={`${id}: ${w.where[where]}`} />
        </div>
      ))}
      <h4>{w.replies}</h4>
      <ul className="reference-replies">
        {replies.map((reply) => (
          <li key={reply.status}>
            <ReplyLine id={id} reply={reply} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function ReplyLine({
  id,
  reply: { status, description, type, fields },
}: {
  readonly id: string;
  readonly reply: Reply;
}) {
  return (
    <>
      <code>{status}</code> <Prose text={description} />{" "}
      {type?.ref != null && (
        <span className="soft">
          (<TypeName type={type} />)
        </span>
      )}
      {fields.length > 0 && <FieldsTable fields={fields} caption={`${id}: ${status}`} />}
    </>
  );
}

import { REASON_MAX_CHARACTERS } from "../../domain/limits.ts";
import { Field } from "../components/field.tsx";
import { useDeskWords } from "./words/words.ts";

/** Why: every act of an administrator says it. `id` tells the forms of one page apart. */
export function ReasonField({
  id,
  value,
  error,
}: {
  readonly id: string;
  readonly value?: string | undefined;
  readonly error: boolean;
}) {
  const d = useDeskWords();
  return (
    <Field id={`reason-${id}`} label={d.reason} hint={d.reasonHint} error={error ? d.reasonNeeded : null}>
      {(described) => (
        <textarea
          {...described}
          name="reason"
          rows={2}
          required
          maxLength={REASON_MAX_CHARACTERS}
          defaultValue={value}
          dir="auto"
        />
      )}
    </Field>
  );
}

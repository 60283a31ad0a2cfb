import { REASON_MAX_CHARACTERS } from "../../domain/limits.ts";
import { Field } from "../components/field.tsx";
import { useDeskWords } from "./words/words.ts";

/** Why: every act of an administrator says it. `id` tells the forms of one page apart; `hint` who reads it. */
export function ReasonField({
  id,
  hint,
  value,
  error,
}: {
  readonly id: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly error: boolean;
}) {
  const d = useDeskWords();
  return (
    <Field
      id={`reason-${id}`}
      label={d.reason}
      hint={hint ?? d.reasonHint}
      error={error ? d.reasonNeeded : null}
    >
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

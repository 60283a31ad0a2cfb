import { Form, useNavigation } from "@remix-run/react";
import { Field } from "../../components/field.tsx";
import { useMentoringWords } from "../../mentoring/words/words.ts";
import type { DaysOffAnswer } from "./answer.ts";

interface AddFormProps {
  /** "2026-11-28", of the mentor's own calendar. */
  readonly today: string;
  readonly answer: DaysOffAnswer | null;
}

/** Dates as the browser asks for them; what it lets pass is checked again where it is saved. */
export function AddForm({ today, answer }: AddFormProps) {
  const w = useMentoringWords().daysOff;
  const busy = useNavigation().state !== "idle";
  const { problem = null } = answer ?? {};
  const atFirst = problem === "incomplete";
  return (
    <Form method="post" className="panel days-off-form" preventScrollReset>
      <h2>{w.add}</h2>
      <Field id="from" label={w.from} error={atFirst ? w.problem.incomplete : null}>
        {(described) => (
          <input type="date" name="from" min={today} required defaultValue={answer?.from} {...described} />
        )}
      </Field>
      <Field
        id="to"
        label={w.to}
        hint={w.toHint}
        error={problem === null || atFirst || problem === "refused" ? null : w.problem[problem]}
      >
        {(described) => <input type="date" name="to" min={today} defaultValue={answer?.to} {...described} />}
      </Field>
      {problem === "refused" && (
        <p className="field-error" role="alert">
          {w.problem.refused}
        </p>
      )}
      <button type="submit" className="button button-primary" aria-disabled={busy}>
        {w.save}
      </button>
    </Form>
  );
}

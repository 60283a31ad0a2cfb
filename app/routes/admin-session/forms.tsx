import { Form, useNavigation } from "@remix-run/react";
import { ConfirmFirst } from "../../desk/confirm-first.tsx";
import { ReasonField } from "../../desk/reason-field.tsx";
import { useDeskWords } from "../../desk/words/words.ts";
import type { ActAnswer } from "./act.server.ts";

interface FormProps {
  readonly price: string;
  readonly answer: ActAnswer | null;
}

/** What is typed comes back with what is wrong; of two problems the first is said. */
export function CancelForm({
  price,
  free,
  draft,
  answer,
}: FormProps & { readonly free: boolean; readonly draft: boolean }) {
  const d = useDeskWords();
  const busy = useNavigation().state !== "idle";
  return (
    <section className="panel" aria-labelledby="cancel-title">
      <h2 id="cancel-title">{d.cancel.title}</h2>
      <p className="soft">{draft ? d.cancel.whatDraft : d.cancel.what}</p>
      <ConfirmFirst typed={answer !== null}>
        <Form method="post" className="desk-form">
          <input type="hidden" name="act" value="cancel" />
          {free || draft ? (
            <>
              <input type="hidden" name="refund" value="none" />
              {!draft && <p className="soft">{d.cancel.free}</p>}
            </>
          ) : (
            <RefundChoice price={price} answer={answer} />
          )}
          <ReasonField id="cancel" value={answer?.reason} error={answer?.problem === "reason"} />
          <button type="submit" className="button button-irrevocable" aria-disabled={busy}>
            {d.cancel.confirm}
          </button>
          <p className="irrevocable">{d.cancel.final}</p>
        </Form>
      </ConfirmFirst>
    </section>
  );
}

/** Neither is chosen at first: money moves, or does not, because somebody said so. */
function RefundChoice({ price, answer }: FormProps) {
  const d = useDeskWords();
  const wrong = answer?.problem === "choice";
  const choices = [
    ["all", d.cancel.with(price)],
    ["none", d.cancel.without],
  ] as const;
  return (
    <fieldset aria-describedby={wrong ? "choice-error" : undefined}>
      <legend>{d.cancel.refund}</legend>
      {choices.map(([value, label]) => (
        <label key={value} className="check">
          <input
            type="radio"
            name="refund"
            value={value}
            required
            defaultChecked={answer?.refund === value}
          />
          <span>{label}</span>
        </label>
      ))}
      {wrong && (
        <p className="field-error" id="choice-error">
          {d.cancel.choose}
        </p>
      )}
    </fieldset>
  );
}

export function GrantForm({ price, answer }: FormProps) {
  const d = useDeskWords();
  const busy = useNavigation().state !== "idle";
  return (
    <section className="panel" aria-labelledby="grant-title">
      <h2 id="grant-title">{d.grant.title}</h2>
      <p className="soft">{d.grant.what(price)}</p>
      <ConfirmFirst typed={answer !== null}>
        <Form method="post" className="desk-form">
          <input type="hidden" name="act" value="grant" />
          <ReasonField id="grant" value={answer?.reason} error={answer?.problem === "reason"} />
          <button type="submit" className="button button-irrevocable" aria-disabled={busy}>
            {d.grant.confirm(price)}
          </button>
          <p className="irrevocable">{d.cancel.final}</p>
        </Form>
      </ConfirmFirst>
    </section>
  );
}

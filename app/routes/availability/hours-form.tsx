import { Form } from "@remix-run/react";
import { useMessages } from "../../messages/context.tsx";
import type { Block } from "./blocks.ts";

interface HoursFormProps {
  readonly weekdays: readonly { readonly weekday: number; readonly name: string }[];
  readonly blocks: readonly Block[];
  /** "3 overlap": a weekday and what is wrong with it, or "refused". */
  readonly problem: string | null;
  readonly edited: boolean;
}

export function HoursForm({ weekdays, blocks, problem, edited }: HoursFormProps) {
  const t = useMessages();
  const [wrongDay, wrong] = (problem ?? "").split(" ");
  return (
    <Form method="post" className="panel hours" preventScrollReset>
      <h2>{t.availability.hours}</h2>
      <p className="soft">{t.availability.hoursWhat}</p>
      <input type="hidden" name="form" value="hours" />
      {/* Return in a field saves; it must not press the first "remove". */}
      <button type="submit" name="intent" value="save" className="unseen" tabIndex={-1} aria-hidden="true">
        {t.save}
      </button>
      {weekdays.map(({ weekday, name }) => (
        <fieldset key={weekday} className="hours-day">
          <legend>{name}</legend>
          <DayBlocks
            blocks={blocks.filter((block) => block.weekday === weekday)}
            weekday={weekday}
            name={name}
          />
          <button type="submit" name="intent" value={`add-${weekday}`} className="link-button" formNoValidate>
            {t.availability.add}
            <span className="unseen"> {name}</span>
          </button>
          {wrongDay === String(weekday) && (
            <p className="field-error" role="alert">
              {t.availability.hoursProblem[wrong as keyof typeof t.availability.hoursProblem]}
            </p>
          )}
        </fieldset>
      ))}
      <SaveLine problem={problem} edited={edited} />
    </Form>
  );
}

function DayBlocks({ blocks, weekday, name }: { blocks: readonly Block[]; weekday: number; name: string }) {
  const t = useMessages();
  if (blocks.length === 0) return <p className="soft hours-none">{t.availability.none}</p>;
  return (
    <ul>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name but its place and what stands in it
        <li key={`${index} ${block.from} ${block.to}`} className="hours-block">
          <input
            type="time"
            name={`from.${weekday}`}
            defaultValue={block.from}
            aria-label={t.availability.fromOf(name)}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            name={`to.${weekday}`}
            defaultValue={block.to}
            aria-label={t.availability.toOf(name)}
          />
          <button
            type="submit"
            name="intent"
            value={`remove-${weekday}-${index}`}
            className="icon-button"
            formNoValidate
            aria-label={t.availability.removeOf(name, block.from)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

export function SaveLine({ problem, edited }: { readonly problem: string | null; readonly edited: boolean }) {
  const t = useMessages();
  return (
    <div className="save-line">
      <button type="submit" name="intent" value="save" className="button button-primary">
        {t.save}
      </button>
      {edited && (
        <p className="soft" role="status">
          {t.availability.unsaved}
        </p>
      )}
      {problem === "refused" && (
        <p className="field-error" role="alert">
          {t.notSaved}
        </p>
      )}
    </div>
  );
}

import { Form } from "@remix-run/react";
import { useMessages } from "../../messages/context.tsx";
import type { OfferLine } from "./blocks.ts";
import { SaveLine } from "./hours-form.tsx";

interface OffersFormProps {
  readonly lines: readonly OfferLine[];
  readonly currencies: readonly string[];
  /** "0 price": a line and what is wrong with it, or "refused". */
  readonly problem: string | null;
  readonly edited: boolean;
}

export function OffersForm({ lines, currencies, problem, edited }: OffersFormProps) {
  const t = useMessages();
  const [wrongLine, wrong] = (problem ?? "").split(" ");
  return (
    <Form method="post" className="panel offers-form" preventScrollReset>
      <h2>{t.availability.offers}</h2>
      <p className="soft">{t.availability.offersWhat}</p>
      <input type="hidden" name="form" value="offers" />
      <button type="submit" name="intent" value="save" className="unseen" tabIndex={-1} aria-hidden="true">
        {t.save}
      </button>
      {lines.length === 0 && <p className="soft">{t.availability.noOffers}</p>}
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place and what stands in it
          <li key={`${index} ${line.minutes} ${line.price}`} className="offer-line">
            <OfferFields line={line} index={index} currencies={currencies} />
            {wrongLine === String(index) && (
              <p className="field-error" role="alert">
                {t.availability.offersProblem[wrong as keyof typeof t.availability.offersProblem]}
              </p>
            )}
          </li>
        ))}
      </ul>
      <button type="submit" name="intent" value="add" className="link-button" formNoValidate>
        {t.availability.addOffer}
      </button>
      <SaveLine problem={problem} edited={edited} />
    </Form>
  );
}

function OfferFields({
  line,
  index,
  currencies,
}: {
  readonly line: OfferLine;
  readonly index: number;
  readonly currencies: readonly string[];
}) {
  const t = useMessages();
  return (
    <div className="offer-fields">
      <label>
        <span>{t.availability.minutes}</span>
        <input type="number" name="minutes" min={5} max={1440} step={5} defaultValue={line.minutes} />
      </label>
      <label>
        <span>{t.availability.price}</span>
        <input type="text" name="price" inputMode="decimal" maxLength={13} defaultValue={line.price} />
      </label>
      <label>
        <span>{t.availability.currency}</span>
        <select name="currency" defaultValue={line.currency}>
          {currencies.map((currency) => (
            <option key={currency} value={currency}>
              {currency.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
      <button
        type="submit"
        name="intent"
        value={`remove-${index}`}
        className="icon-button"
        formNoValidate
        aria-label={t.availability.removeOffer(line.minutes)}
      >
        ×
      </button>
    </div>
  );
}

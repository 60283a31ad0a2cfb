import { Form, Link, useSubmit } from "@remix-run/react";
import { MANUAL_REASONS, REFUND_CAUSES } from "../../../domain/booking.ts";
import { SearchIcon } from "../../components/icons.tsx";
import { useFilled } from "../../components/use-filled.ts";
import { useDeskWords } from "../../desk/words/words.ts";
import { AGES, type DeskFilters, deskPath, fieldsOf, isFiltered, unfiltered } from "./filters.ts";

/** A form that is a URL. With JavaScript a choice counts at once; without, the button says go. */
export function Finding({ filters }: { readonly filters: DeskFilters }) {
  const { find, cause, why } = useDeskWords();
  const fields = fieldsOf(filters);
  const form = useFilled(fields);
  return (
    <Form
      method="get"
      action="/admin/refunds"
      className="finding desk-finding"
      role="search"
      aria-label={find.refunds}
      preventScrollReset
      ref={form}
    >
      {filters.tab !== "manual" && <input type="hidden" name="status" value={filters.tab} />}
      <div className="finding-name">
        <input
          type="search"
          name="q"
          defaultValue={fields.q}
          placeholder={find.person}
          aria-label={find.person}
          maxLength={100}
          dir="auto"
        />
        <button type="submit" aria-label={find.search}>
          <SearchIcon />
        </button>
      </div>
      {filters.tab === "manual" && (
        <Choice
          name="why"
          chosen={fields.why}
          label={find.why}
          any={find.anyWhy}
          options={MANUAL_REASONS.map((reason) => [reason, why[reason].what])}
        />
      )}
      <Choice
        name="cause"
        chosen={fields.cause}
        label={find.cause}
        any={find.anyCause}
        options={REFUND_CAUSES.map((one) => [one, cause[one]])}
      />
      <Choice
        name="age"
        chosen={fields.age}
        label={find.age}
        any={find.anyAge}
        options={AGES.map((days) => [String(days), find.olderThan(days)])}
      />
      <input
        type="text"
        name="currency"
        className="finding-currency"
        defaultValue={fields.currency}
        placeholder={find.currency}
        aria-label={find.currency}
        maxLength={3}
        autoCapitalize="characters"
        spellCheck={false}
      />
      {isFiltered(filters) && (
        <Link to={deskPath(unfiltered(filters.tab))} className="text-link" preventScrollReset>
          {find.clear}
        </Link>
      )}
    </Form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly chosen: string;
  readonly label: string;
  /** What is said while nothing is chosen. */
  readonly any: string;
  readonly options: readonly (readonly [value: string, words: string])[];
}

function Choice({ name, chosen, label, any, options }: ChoiceProps) {
  const submit = useSubmit();
  return (
    <select
      name={name}
      defaultValue={chosen}
      aria-label={label}
      onChange={({ currentTarget: { form } }) => form && submit(form, { preventScrollReset: true })}
    >
      <option value="">{any}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

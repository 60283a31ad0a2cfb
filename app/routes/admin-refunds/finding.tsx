import { Form, Link, useSubmit } from "@remix-run/react";
import type { ChangeEvent } from "react";
import { MANUAL_REASONS, REFUND_CAUSES } from "../../../domain/booking.ts";
import { SearchIcon } from "../../components/icons.tsx";
import { useDeskWords } from "../../desk/words/words.ts";
import { AGES, type DeskFilters, deskPath, isFiltered, unfiltered } from "./filters.ts";

/** A form that is a URL. With JavaScript a choice counts at once; without, the button says go. */
export function Finding({ filters }: { readonly filters: DeskFilters }) {
  const { find, cause, why } = useDeskWords();
  const submit = useSubmit();
  const go = (event: ChangeEvent<HTMLSelectElement>) => {
    if (event.currentTarget.form) submit(event.currentTarget.form, { preventScrollReset: true });
  };
  return (
    // Another URL, another form: its fields say what the URL says, also after going back.
    <Form
      key={deskPath(filters)}
      method="get"
      action="/admin/refunds"
      className="finding desk-finding"
      role="search"
      aria-label={find.refunds}
      preventScrollReset
    >
      {filters.tab !== "manual" && <input type="hidden" name="status" value={filters.tab} />}
      <div className="finding-name">
        <input
          type="search"
          name="q"
          defaultValue={filters.q}
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
        <select name="why" defaultValue={filters.why ?? ""} aria-label={find.why} onChange={go}>
          <option value="">{find.anyWhy}</option>
          {MANUAL_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {why[reason].what}
            </option>
          ))}
        </select>
      )}
      <select name="cause" defaultValue={filters.cause ?? ""} aria-label={find.cause} onChange={go}>
        <option value="">{find.anyCause}</option>
        {REFUND_CAUSES.map((one) => (
          <option key={one} value={one}>
            {cause[one]}
          </option>
        ))}
      </select>
      <select name="age" defaultValue={filters.age ?? ""} aria-label={find.age} onChange={go}>
        <option value="">{find.anyAge}</option>
        {AGES.map((days) => (
          <option key={days} value={days}>
            {find.olderThan(days)}
          </option>
        ))}
      </select>
      <input
        type="text"
        name="currency"
        className="finding-currency"
        defaultValue={filters.currency}
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

import { Form, useSubmit } from "@remix-run/react";
import type { ChangeEvent } from "react";
import { SearchIcon } from "../../components/icons.tsx";
import { useFilled } from "../../components/use-filled.ts";
import { useMessages } from "../../messages/context.tsx";
import { type Filters, isFiltered, listPath } from "./filters.ts";

const OUTCOMES = ["completed", "cancelled", "no_show", "expired"] as const;

/** A form that is a URL. With JavaScript a choice counts at once; without, the button says go. */
interface FindingProps {
  readonly filters: Filters;
  /** The dates of the filter in the reader's words. */
  readonly range: { readonly from: string; readonly to: string };
}

export function Finding({ filters, range }: FindingProps) {
  const t = useMessages();
  const submit = useSubmit();
  const form = useFilled({ ...filters });
  const go = (event: ChangeEvent<HTMLSelectElement>) => {
    if (event.currentTarget.form) submit(event.currentTarget.form, { preventScrollReset: true });
  };
  return (
    <Form
      method="get"
      action="/sessions"
      className="finding"
      role="search"
      aria-label={t.finding.label}
      preventScrollReset
      ref={form}
    >
      {filters.tab === "past" && <input type="hidden" name="tab" value="past" />}
      <div className="finding-name">
        <input
          type="search"
          name="q"
          defaultValue={filters.q}
          placeholder={t.finding.name}
          aria-label={t.finding.name}
          maxLength={100}
          dir="auto"
        />
        <button type="submit" aria-label={t.finding.search}>
          <SearchIcon />
        </button>
      </div>
      <DateRange filters={filters} range={range} />
      <select name="role" defaultValue={filters.role} aria-label={t.finding.role} onChange={go}>
        <option value="">{t.finding.allRoles}</option>
        <option value="mentee">{t.finding.asMentee}</option>
        <option value="mentor">{t.finding.asMentor}</option>
      </select>
      {filters.tab === "past" && (
        <select name="outcome" defaultValue={filters.outcome} aria-label={t.finding.outcome} onChange={go}>
          <option value="">{t.finding.allOutcomes}</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t.status[outcome]}
            </option>
          ))}
        </select>
      )}
      {isFiltered(filters) && (
        <a data-follow="here" href={listPath({ tab: filters.tab })} className="text-link">
          {t.finding.clear}
        </a>
      )}
    </Form>
  );
}

function DateRange({ filters, range }: FindingProps) {
  const t = useMessages();
  const chosen = filters.from !== "" || filters.to !== "";
  return (
    <details className="finding-dates">
      <summary className={chosen ? "is-chosen" : undefined}>
        {chosen ? t.finding.dates(range.from, range.to) : t.finding.anyDate}
      </summary>
      <div className="finding-panel">
        <label>
          {t.finding.from}
          <input type="date" name="from" defaultValue={filters.from} />
        </label>
        <label>
          {t.finding.to}
          <input type="date" name="to" defaultValue={filters.to} />
        </label>
        <button type="submit" className="button button-primary">
          {t.finding.show}
        </button>
      </div>
    </details>
  );
}

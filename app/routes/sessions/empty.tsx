import { DayRibbon } from "../../components/ribbon.tsx";
import { useMessages } from "../../messages/context.tsx";
import { type Filters, isFiltered, listPath } from "./filters.ts";
import type { Next } from "./list.ts";

/** A day as anywhere, with no session on it. */
const SKY = { noon: 720, day: 330, twilight: 390 };
const NOTHING = [] as const;

/** Nothing ever, or nothing under this filter: each says so, and has the one click that helps. */
export function Empty({ filters, next }: { readonly filters: Filters; readonly next: Next | null }) {
  const t = useMessages();
  if (isFiltered(filters)) {
    return (
      <div className="empty">
        <h2>{next === null ? t.empty.filtered : t.empty.notYet}</h2>
        <p>{next === null ? t.empty.filteredWhy : t.empty.notYetWhy(next.lookedTo)}</p>
        <a data-follow="" href={listPath({ tab: filters.tab })} className="button">
          {t.finding.clear}
        </a>
      </div>
    );
  }
  const past = filters.tab === "past";
  return (
    <div className="empty">
      <DayRibbon sky={SKY} blocks={NOTHING} thick />
      <h2>{past ? t.empty.past : t.empty.upcoming}</h2>
      <p>{past ? t.empty.pastWhy : t.empty.upcomingWhy}</p>
      <a data-follow="" href="/mentors" className="button button-primary">
        {t.findMentor}
      </a>
    </div>
  );
}

import { Link } from "@remix-run/react";
import { useDeskWords } from "../../desk/words/words.ts";
import { COUNTED_TO, type DeskFilters, deskPath, inTab, TABS, type Tab } from "./filters.ts";

export type Counts = Readonly<Partial<Record<Tab, number>>>;

/** Links, since each list has a URL of its own. The counts are of all there are, whatever is filtered. */
export function Tabs({ filters, counts }: { readonly filters: DeskFilters; readonly counts: Counts }) {
  const d = useDeskWords();
  return (
    <nav className="tabs desk-tabs" aria-label={d.filters}>
      {TABS.map((one) => (
        <Link
          key={one}
          to={deskPath(inTab(filters, one))}
          aria-current={one === filters.tab ? "page" : undefined}
          preventScrollReset
        >
          {d.tabs[one]}
          {counts[one] !== undefined && <span className="count"> {d.count(counts[one], COUNTED_TO)}</span>}
        </Link>
      ))}
    </nav>
  );
}

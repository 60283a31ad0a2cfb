import { useMessages } from "../../messages/context.tsx";
import { type Filters, listPath } from "./filters.ts";

/** Links, since each list has a URL of its own. What was searched for is kept; the outcome belongs to Past alone. */
export function Tabs({ filters, count }: { readonly filters: Filters; readonly count: string | null }) {
  const t = useMessages();
  const kept = { ...filters, outcome: "" } as const;
  const past = filters.tab === "past";
  return (
    <nav className="tabs" aria-label={t.sessions.lists}>
      <a
        data-follow="here"
        href={listPath({ ...kept, tab: "upcoming" })}
        aria-current={past ? undefined : "page"}
      >
        {t.sessions.upcoming}
        {count !== null && <span className="count"> {count}</span>}
      </a>
      <a
        data-follow="here"
        href={listPath({ ...kept, tab: "past" })}
        aria-current={past ? "page" : undefined}
      >
        {t.sessions.past}
      </a>
    </nav>
  );
}

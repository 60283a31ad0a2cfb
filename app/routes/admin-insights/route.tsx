import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { cancellersQuery } from "../../../db/cancellers.ts";
import { talliesQuery } from "../../../db/tallies.ts";
import { dayOf } from "../../../domain/tally.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { RANGES, rangeOf } from "../../desk/range.ts";
import { together } from "../../server/together.server.ts";
import { FigureCard } from "./figure.tsx";
import { figuresOf, rangeNames } from "./figures.server.ts";
import { frequentFigure } from "./frequent.server.ts";
import { firstDayOf, periodsOf } from "./periods.server.ts";
import { insightsWords } from "./words/words.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** The epic's metrics. All words come from here: nobody else's pages carry them. */
export async function loader(arrival: LoaderFunctionArgs) {
  const range = rangeOf(new URL(arrival.request.url).searchParams.get("days"));
  const { visit, answer } = await administratorPage(arrival, ({ db, now }) =>
    together(talliesQuery(db, firstDayOf(range, now), dayOf(now)), cancellersQuery(db, now)),
  );
  const [days, cancellers] = answer;
  const periods = periodsOf(days, range, visit.now);
  const w = insightsWords[visit.locale];
  const { title, lead, ranges, csv, asTable, none, noneWhy, unmeasured, frequent } = w;
  return {
    frame: visit.frame,
    title,
    range,
    words: { lead, ranges, csv, asTable, none, noneWhy, unmeasured },
    ranges: rangeNames(w, RANGES),
    // Today is always there.
    empty:
      days.length === 1 && days.every(({ tally }) => tally.completed + tally.missed + tally.cancelled === 0),
    counted: periods.counted < range ? w.counted(periods.counted, range) : null,
    groups: (["functional", "business", "experience"] as const).map((group) => ({
      key: group,
      name: w.groups[group],
      figures: figuresOf(group, periods, visit.locale),
    })),
    frequent: {
      figure: frequentFigure(cancellers, periods, visit.locale),
      more: { to: "/admin/cancellers", text: frequent.open },
    },
  };
}

export default function InsightsPage() {
  const { title, range, words, ranges, empty, counted, groups, frequent } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{title}</h1>
      <p className="lead">{words.lead}</p>
      <div className="tabs-row">
        <nav className="tabs" aria-label={words.ranges}>
          {ranges.map((one) => (
            <Link
              key={one.range}
              to={`/admin/insights?days=${one.range}`}
              aria-current={one.range === range ? "page" : undefined}
              preventScrollReset
            >
              {one.name}
            </Link>
          ))}
        </nav>
        {!empty && (
          <a href={`/admin/insights.csv?days=${range}`} className="button desk-find" download>
            {words.csv}
          </a>
        )}
      </div>
      {empty ? (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneWhy}</p>
        </div>
      ) : (
        <>
          {counted !== null && <p className="fine insight-counted">{counted}</p>}
          {groups.map(({ key, name, figures }) => (
            <section key={key} aria-labelledby={`group-${key}`}>
              <h2 id={`group-${key}`} className="desk-title">
                {name}
              </h2>
              <div className="insights">
                {figures.map((figure) => (
                  <FigureCard key={figure.key} figure={figure} asTable={words.asTable} />
                ))}
                {key === "business" && <FigureCard {...frequent} asTable={words.asTable} />}
              </div>
            </section>
          ))}
          <Unmeasured {...words.unmeasured} />
        </>
      )}
    </div>
  );
}

function Unmeasured({
  title,
  list,
}: {
  readonly title: string;
  readonly list: readonly (readonly [string, string])[];
}) {
  return (
    <section aria-labelledby="unmeasured">
      <h2 id="unmeasured" className="desk-title">
        {title}
      </h2>
      <dl className="insight-unmeasured">
        {list.map(([what, why]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

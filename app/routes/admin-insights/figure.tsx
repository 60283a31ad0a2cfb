import { Link } from "@remix-run/react";
import { type Chart, LineChart } from "./line-chart.tsx";

export interface Figure {
  readonly key: string;
  readonly title: string;
  readonly definition: string;
  readonly value: string;
  readonly target: {
    readonly text: string;
    /** Null while there is no value. */
    readonly met: boolean | null;
    readonly verdict: string;
  } | null;
  readonly trend: string | null;
  readonly chart: Chart;
  /** What the chart's line goes from and to. */
  readonly ends: readonly [string, string];
  readonly table: {
    readonly heads: readonly [string, string, string, string];
    readonly rows: readonly (readonly [string, string, string, string])[];
  };
}

/** One metric: its value against its target, how it has gone, how it is counted, and the numbers behind it. */
export function FigureCard({
  figure,
  asTable,
  more = null,
}: {
  readonly figure: Figure;
  readonly asTable: string;
  /** The page that says more of it. */
  readonly more?: { readonly to: string; readonly text: string } | null;
}) {
  const { key, title, definition, value, target, trend, chart, ends, table } = figure;
  return (
    <section className="panel insight" aria-labelledby={key}>
      <h3 id={key}>{title}</h3>
      <p className="insight-value">{value}</p>
      <p className="insight-target">
        {target?.text}
        {target !== null && target.met !== null && (
          <span className={`chip ${target.met ? "insight-met" : "insight-missed"}`}>{target.verdict}</span>
        )}
      </p>
      <p className="insight-trend">{trend}</p>
      <LineChart chart={chart} from={ends[0]} to={ends[1]} />
      <p className="insight-definition">{definition}</p>
      {more !== null && (
        <p>
          <Link to={more.to} className="text-link">
            {more.text}
          </Link>
        </p>
      )}
      <details className="desk-trail">
        <summary>
          {asTable}
          <span className="unseen">: {title}</span>
        </summary>
        <FigureTable table={table} title={title} />
      </details>
    </section>
  );
}

function FigureTable({ table, title }: { readonly table: Figure["table"]; readonly title: string }) {
  return (
    <div className="figures-scroll">
      <table className="figures">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            {table.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([label, ...cells]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, place) => (
                <td key={table.heads[place + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

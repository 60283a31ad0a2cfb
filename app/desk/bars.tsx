export interface Bars {
  /** What the tallest bar stands for. */
  readonly most: number;
  readonly layers: readonly {
    readonly key: string;
    readonly name: string;
    /** One for each bar, from bottom to top, as shares of the height. */
    readonly parts: readonly { readonly from: number; readonly to: number }[];
  }[];
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
}

const HEIGHT = 160;
const BAR = 14;
const GAP = 6;

/** Bars for the eye; the same numbers stand in the table behind it, which is what a screen reader gets. */
export function BarChart({
  bars,
  first,
  asTable,
}: {
  readonly bars: Bars;
  /** The head of the table's first column. */
  readonly first: string;
  readonly asTable: string;
}) {
  const width = bars.rows.length * (BAR + GAP) - GAP;
  return (
    <figure className="chart">
      {bars.layers.length > 1 && (
        <ul className="chart-legend" aria-hidden="true">
          {bars.layers.map(({ key, name }, place) => (
            <li key={key}>
              <span className={`swatch series-${place}`} /> {name}
            </li>
          ))}
        </ul>
      )}
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <line x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} className="chart-base" />
        {bars.layers.map(({ key, parts }, series) =>
          parts.map(({ from, to }, place) => (
            <rect
              key={`${key} ${bars.rows[place]?.label}`}
              className={`series-${series}`}
              x={place * (BAR + GAP)}
              width={BAR}
              y={HEIGHT * (1 - to)}
              height={HEIGHT * (to - from)}
            />
          )),
        )}
      </svg>
      <p className="chart-ends" aria-hidden="true">
        <span>{bars.rows[0]?.label}</span>
        <span>{bars.rows.at(-1)?.label}</span>
      </p>
      <details className="desk-trail">
        <summary>{asTable}</summary>
        <FiguresTable bars={bars} first={first} />
      </details>
    </figure>
  );
}

function FiguresTable({ bars, first }: { readonly bars: Bars; readonly first: string }) {
  return (
    <div className="figures-scroll">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {bars.layers.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.rows.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, place) => (
                <td key={bars.layers[place]?.key}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

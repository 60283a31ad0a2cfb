/** SVG paths in a box of 600 by 120. */
export interface Chart {
  readonly line: string;
  readonly area: string;
  /** At which height what is asked for lies. */
  readonly target: number | null;
}

/** For the eye; the same numbers stand in the table behind it, which is what a screen reader gets. */
export function LineChart({
  chart: { line, area, target },
  from,
  to,
}: {
  readonly chart: Chart;
  readonly from: string;
  readonly to: string;
}) {
  return (
    <figure className="chart trend">
      <svg viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={area} className="trend-area" />
        <line x1="0" x2="600" y1="120" y2="120" className="chart-base" />
        {target !== null && <line x1="0" x2="600" y1={target} y2={target} className="trend-target" />}
        <path d={line} className="trend-line" />
      </svg>
      <p className="chart-ends" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </figure>
  );
}

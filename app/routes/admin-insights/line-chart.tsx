/** A box that the page stretches to its own width; heights stay as they are. */
export const WIDTH = 600;
export const HEIGHT = 120;

/** SVG paths in that box. */
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
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={area} className="trend-area" />
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="chart-base" />
        {target !== null && <line x1="0" x2={WIDTH} y1={target} y2={target} className="trend-target" />}
        <path d={line} className="trend-line" />
      </svg>
      <p className="chart-ends" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </figure>
  );
}

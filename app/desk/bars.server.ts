import { stack } from "d3-shape";
import type { Bars } from "./bars.tsx";

/** One bar: its label, and how much of each series it holds. */
export interface BarOf<Series extends string> {
  readonly label: string;
  readonly values: Readonly<Partial<Record<Series, number>>>;
}

/** Stacked bars, reckoned on the server: a browser gets rectangles. Heights are shares of the tallest bar, 0 to 1. */
export function barsOf<Series extends string>(
  bars: readonly BarOf<Series>[],
  series: readonly Series[],
  nameOf: (series: Series) => string,
): Bars {
  const stacked = stack<BarOf<Series>, Series>()
    .keys(series)
    .value((bar, key) => bar.values[key] ?? 0)([...bars]);
  const tallest = Math.max(1, ...stacked.flatMap((layer) => layer.map(([, top]) => top)));
  return {
    most: tallest,
    layers: stacked.map((layer) => ({
      key: layer.key,
      name: nameOf(layer.key),
      parts: layer.map(([bottom, top]) => ({ from: bottom / tallest, to: top / tallest })),
    })),
    rows: bars.map(({ label, values }) => ({ label, values: series.map((key) => values[key] ?? 0) })),
  };
}

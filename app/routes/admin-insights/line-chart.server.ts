import { area, line } from "d3-shape";
import { type Chart, HEIGHT, WIDTH } from "./line-chart.tsx";

/** A little air above the highest, so that its line is not cut. */
const AIR = 1.08;

interface Point {
  readonly x: number;
  readonly y: number | null;
}

/**
 * A line over stretches of time, reckoned on the server: a browser gets paths. Where there is no value there is no line, and a
 * value between two of those is a dot.
 * @param target is on the chart, too, wherever the values are.
 */
export function lineChart(values: readonly (number | null)[], target: number | null): Chart {
  const finite = values.map((value) => (value !== null && Number.isFinite(value) ? value : null));
  const top = Math.max(0, target ?? 0, ...finite.map(Number)) * AIR || 1;
  const yOf = (value: number): number => round(HEIGHT * (1 - value / top));
  const step = WIDTH / Math.max(1, finite.length - 1);
  const points: Point[] = finite.map((value, place) => ({
    x: round(place * step),
    y: value === null ? null : yOf(value),
  }));
  const defined = ({ y }: Point): boolean => y !== null;
  return {
    line:
      line<Point>(
        ({ x }) => x,
        ({ y }) => y ?? 0,
      ).defined(defined)(points) ?? "",
    area:
      area<Point>(
        ({ x }) => x,
        HEIGHT,
        ({ y }) => y ?? 0,
      ).defined(defined)(points) ?? "",
    target: target === null ? null : yOf(target),
  };
}

const round = (number: number): number => Math.round(number * 10) / 10;

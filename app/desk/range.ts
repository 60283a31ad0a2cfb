import { DAY, type Instant, type Milliseconds } from "../../domain/time.ts";

/** How far back one looks, in days; and into how many equal stretches the chart cuts it. */
export const RANGES = [30, 91, 364] as const;
export type Range = (typeof RANGES)[number];

const STRETCH_DAYS: Readonly<Record<Range, number>> = { 30: 1, 91: 7, 364: 28 };

export const rangeOf = (text: string | null): Range =>
  RANGES.find((range) => String(range) === text) ?? RANGES[1];

/** Whole UTC days up to the end of today. */
export function spanOf(range: Range, now: Instant): { readonly from: Instant; readonly to: Instant } {
  const to = Math.floor(now / DAY) * DAY + DAY;
  return { from: to - range * DAY, to };
}

export const stretchOf = (range: Range): Milliseconds => STRETCH_DAYS[range] * DAY;

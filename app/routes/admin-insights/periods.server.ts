import type { DayTally } from "../../../db/tallies.ts";
import { sumOf, type Tally } from "../../../domain/tally.ts";
import { DAY, type Instant } from "../../../domain/time.ts";
import { type Range, spanOf, stretchOf } from "../../desk/range.ts";

/** A stretch of days and what happened in it; the end is not in it. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
  readonly tally: Tally;
}

export interface Periods {
  readonly whole: Period;
  /** As long, and before it. */
  readonly before: Period;
  readonly stretches: readonly Period[];
  /** How many days of the whole have been counted, today so far among them. */
  readonly counted: number;
}

/** From where on days are asked for: what is compared with, too. */
export const firstDayOf = (range: Range, now: Instant): Instant => spanOf(range, now).from - range * DAY;

export function periodsOf(days: readonly DayTally[], range: Range, now: Instant): Periods {
  const { from, to } = spanOf(range, now);
  const stretch = stretchOf(range);
  const between = (start: Instant, end: Instant): Period => ({
    from: start,
    to: end,
    tally: sumOf(days.filter(({ day }) => day >= start && day < end).map(({ tally }) => tally)),
  });
  return {
    whole: between(from, to),
    before: between(from - range * DAY, from),
    stretches: Array.from({ length: (to - from) / stretch }, (_, place) =>
      between(from + place * stretch, from + (place + 1) * stretch),
    ),
    counted: days.filter(({ day }) => day >= from).length,
  };
}

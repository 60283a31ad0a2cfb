import type { Canceller } from "../../../db/cancellers.ts";
import type { Counted } from "../../../domain/insights.ts";
import type { Locale } from "../../messages/locale.ts";
import type { Figure } from "./figure.tsx";
import { startOf } from "./figures.server.ts";
import { lineChart } from "./line-chart.server.ts";
import type { Period, Periods } from "./periods.server.ts";
import { insightsWords } from "./words/words.server.ts";

/**
 * Who cancels often is known of today only, so nothing of it is tallied by day. What they did is: `value` is how often they cancelled
 * in a stretch, `part` how many of them did, `whole` how many they are today.
 */
export function frequentIn(cancellers: readonly Canceller[], { from, to }: Omit<Period, "tally">): Counted {
  const often = cancellers.map(({ cancels }) => cancels.filter(({ at }) => at >= from && at < to).length);
  return {
    value: often.reduce((sum, n) => sum + n, 0),
    part: often.filter((n) => n > 0).length,
    whole: cancellers.length,
  };
}

export function frequentFigure(
  cancellers: readonly Canceller[],
  { stretches }: Pick<Periods, "stretches">,
  locale: Locale,
): Figure {
  const w = insightsWords[locale];
  const { title, definition, value, cancelled, part, whole } = w.frequent;
  const counted = stretches.map((period) => ({
    label: startOf(period, locale),
    ...frequentIn(cancellers, period),
  }));
  return {
    key: "frequent",
    title,
    definition,
    value: value(cancellers.length),
    target: null,
    trend: null,
    chart: lineChart(
      counted.map((one) => one.value),
      null,
    ),
    ends: [counted[0]?.label ?? "", counted.at(-1)?.label ?? ""],
    table: {
      heads: [w.when, cancelled, part, whole],
      rows: counted.map((one) => [one.label, String(one.value), String(one.part), String(one.whole)]),
    },
  };
}

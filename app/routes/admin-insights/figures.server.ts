import {
  type Counted,
  METRICS,
  type Metric,
  type MetricKey,
  meets,
  type Unit,
} from "../../../domain/insights.ts";
import { keeping } from "../../../domain/keeping.ts";
import { TOOK_WITHIN_SECONDS } from "../../../domain/tally.ts";
import type { Range } from "../../desk/range.ts";
import type { Locale } from "../../messages/locale.ts";
import { say } from "../../time/formats.server.ts";
import type { Figure } from "./figure.tsx";
import { lineChart } from "./line-chart.server.ts";
import type { Period, Periods } from "./periods.server.ts";
import type { InsightsWords } from "./words/shape.ts";
import { insightsWords } from "./words/words.server.ts";

type Group = keyof InsightsWords["groups"];

/** Epic, "Success Metrics", and what the issue adds; in the order in which they are read. */
export const GROUPS: Readonly<Record<Group, readonly MetricKey[]>> = {
  functional: ["link", "mail", "cancellation", "refund", "invalid"],
  business: ["completion", "missed", "reviews", "weekly"],
  experience: ["joining", "engagement"],
};

const metrics = new Map(METRICS.map((metric) => [metric.key, metric]));

export const figuresOf = (group: Group, periods: Periods, locale: Locale): Figure[] =>
  GROUPS[group].flatMap((key) => {
    const metric = metrics.get(key);
    return metric === undefined ? [] : [figureOf(metric, periods, locale)];
  });

function figureOf(metric: Metric, { whole, before, stretches }: Periods, locale: Locale): Figure {
  const { key, target, of } = metric;
  const w = insightsWords[locale];
  const { title, definition, part, whole: all } = w.metrics[key];
  const now = of(whole.tally);
  const write = (value: number | null): string =>
    value === null ? w.noValue : key === "refund" ? bound(value, w) : written(value, metric.unit, locale);
  const counted = stretches.map((period) => ({ label: startOf(period, locale), ...of(period.tally) }));
  return {
    key,
    title,
    definition,
    value: write(now.value),
    target:
      target === null
        ? null
        : {
            text: w.target[target.is](write(target.value)),
            met: now.value === null ? null : meets(target, now.value),
            verdict: now.value === null ? "" : meets(target, now.value) ? w.met : w.notMet,
          },
    trend: trendOf(metric, now, of(before.tally), write, w),
    chart: lineChart(
      counted.map(({ value }) => value),
      target?.value ?? null,
    ),
    ends: [counted[0]?.label ?? "", counted.at(-1)?.label ?? ""],
    table: {
      heads: [w.when, w.value, part, all],
      rows: counted.map(({ label, value, part: some, whole: sum }) => [
        label,
        value === null ? "–" : write(value),
        String(some),
        String(sum),
      ]),
    },
  };
}

/** How a stretch is named. */
export const startOf = ({ from }: Period, locale: Locale): string => say(from, "monthDay", locale, "UTC");

function trendOf(
  { better }: Metric,
  now: Counted,
  before: Counted,
  write: (value: number) => string,
  w: InsightsWords,
): string | null {
  if (now.value === null || before.value === null) return null;
  const [is, was] = [write(now.value), write(before.value)];
  // What reads the same is the same: nobody cares for a difference that is not shown.
  if (is === was) return w.against.same(was);
  return w.against[now.value > before.value === (better === "higher") ? "better" : "worse"](was);
}

const formatterOf = keeping(20, (unit: Unit, locale: Locale) => {
  const style = unit === "share" ? "percent" : "decimal";
  return new Intl.NumberFormat(locale, { style, maximumFractionDigits: 1 });
});

function written(value: number, unit: Unit, locale: Locale): string {
  const text = formatterOf(unit, locale).format(value);
  const w = insightsWords[locale];
  return unit === "seconds" ? w.seconds(text) : unit === "days" ? w.days(text) : text;
}

const SIZES = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** @param seconds one of `TOOK_WITHIN_SECONDS`, or beyond the last of them. */
function bound(seconds: number, w: InsightsWords): string {
  const last = TOOK_WITHIN_SECONDS[TOOK_WITHIN_SECONDS.length - 1] ?? 0;
  const size = SIZES.find(([, length]) => Math.min(seconds, last) >= length) ?? SIZES[3];
  const text = w.units[size[0]](Math.min(seconds, last) / size[1]);
  return seconds > last ? w.beyond(text) : w.within(text);
}

/** The ranges as the tabs name them. */
export const rangeNames = (w: InsightsWords, ranges: readonly Range[]): { range: Range; name: string }[] =>
  ranges.map((range) => ({ range, name: w.range[range] ?? "" }));

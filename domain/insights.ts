import { mostOf, type Tally, type Timing, TOOK_WITHIN_SECONDS } from "./tally.ts";

// The epic's success metrics, each as a quotient of what was counted (domain/tally.ts), with the target it has there.

/** `share`, 0 to 1; `seconds`; `days`; `count`. */
export type Unit = "share" | "seconds" | "days" | "count";

/** What a metric is to be at least, or below; `exactly` for what may not happen. Epic, "Success Metrics", unless the line says otherwise. */
export interface Target {
  readonly is: "above" | "below" | "exactly";
  readonly value: number;
}

export interface Metric {
  readonly key: MetricKey;
  readonly unit: Unit;
  readonly target: Target | null;
  readonly better: "higher" | "lower";
  /** What is divided, and by what; null where there was nothing to divide by. */
  readonly of: (tally: Tally) => Counted;
}

export interface Counted {
  readonly value: number | null;
  readonly part: number;
  readonly whole: number;
}

export type MetricKey =
  | "completion"
  | "missed"
  | "cancellation"
  | "reviews"
  | "link"
  | "joining"
  | "weekly"
  | "engagement"
  | "mail"
  | "refund"
  | "invalid";

const share = (part: number, whole: number): Counted => ({
  value: whole === 0 ? null : part / whole,
  part,
  whole,
});

/** Of what was asked for: what has not happened yet is not in time. */
const inTime = ({ asked, within }: Timing, seconds: (typeof TOOK_WITHIN_SECONDS)[number]): Counted =>
  share(within[TOOK_WITHIN_SECONDS.indexOf(seconds)] ?? 0, asked);

export const METRICS: readonly Metric[] = [
  {
    key: "completion",
    unit: "share",
    target: { is: "above", value: 0.85 },
    better: "higher",
    of: ({ completed, missed, cancelled }) => share(completed, completed + missed + cancelled),
  },
  {
    key: "missed",
    unit: "share",
    target: { is: "below", value: 0.1 },
    better: "lower",
    of: ({ completed, missed }) => share(missed, completed + missed),
  },
  {
    key: "cancellation",
    unit: "share",
    target: { is: "below", value: 0.05 },
    better: "lower",
    of: ({ completed, missed, cancelled }) => share(cancelled, completed + missed + cancelled),
  },
  {
    key: "reviews",
    unit: "share",
    target: { is: "above", value: 0.4 },
    better: "higher",
    of: ({ completed, reviewed }) => share(reviewed, completed),
  },
  {
    key: "link",
    unit: "share",
    target: { is: "above", value: 0.95 },
    better: "higher",
    of: ({ needed, roomed }) => share(roomed, needed),
  },
  {
    key: "joining",
    unit: "seconds",
    target: { is: "below", value: 30 },
    better: "lower",
    of: ({ joined: { done, total } }) => ({
      value: done === 0 ? null : total / done / 1_000,
      part: Math.round(total / 1_000),
      whole: done,
    }),
  },
  {
    key: "weekly",
    unit: "share",
    target: { is: "above", value: 0.6 },
    better: "higher",
    of: ({ active, came }) => share(came, active),
  },
  {
    // The epic asks for 3 views of a page; a day counts once here, however many pages are looked at, so this is never more.
    key: "engagement",
    unit: "days",
    target: { is: "above", value: 3 },
    better: "higher",
    of: ({ visitors, visits }) => share(visits, visitors),
  },
  {
    // Epic, "Acceptance Criteria": both parties within five minutes.
    key: "mail",
    unit: "share",
    target: { is: "exactly", value: 1 },
    better: "higher",
    of: ({ told }) => inTime(told, 300),
  },
  {
    // The epic has no target for it.
    key: "refund",
    unit: "seconds",
    target: null,
    better: "lower",
    of: ({ refunded }) => ({ value: mostOf(refunded, 0.95), part: refunded.done, whole: refunded.asked }),
  },
  {
    key: "invalid",
    unit: "count",
    target: { is: "exactly", value: 0 },
    better: "lower",
    of: ({ invalid, compared }) => ({
      value: compared === 0 ? null : invalid,
      part: invalid,
      whole: compared,
    }),
  },
];

export function meets({ is, value }: Target, measured: number): boolean {
  switch (is) {
    case "above":
      return measured >= value;
    case "below":
      return measured < value;
    case "exactly":
      return measured === value;
  }
}

import type { MetricKey } from "../../../../domain/insights.ts";

/** What is said of one metric. */
export interface MetricWords {
  readonly title: string;
  /** Exactly how it is counted, and from what. */
  readonly definition: string;
  /** The heads of what is divided, and by what. */
  readonly part: string;
  readonly whole: string;
}

export interface InsightsWords {
  readonly title: string;
  readonly lead: string;
  readonly ranges: string;
  readonly range: Readonly<Record<number, string>>;
  readonly csv: string;
  readonly groups: Readonly<Record<"functional" | "business" | "experience", string>>;
  readonly metrics: Readonly<Record<MetricKey, MetricWords>>;
  /** `value` is written out. */
  readonly target: Readonly<Record<"above" | "below" | "exactly", (value: string) => string>>;
  readonly met: string;
  readonly notMet: string;
  readonly noValue: string;
  readonly against: Readonly<Record<"better" | "worse" | "same", (before: string) => string>>;
  readonly seconds: (n: string) => string;
  readonly days: (n: string) => string;
  /** A time is known by the bound that it stayed within. */
  readonly within: (bound: string) => string;
  readonly beyond: (bound: string) => string;
  readonly units: Readonly<Record<"second" | "minute" | "hour" | "day", (n: number) => string>>;
  readonly asTable: string;
  readonly when: string;
  readonly value: string;
  readonly counted: (n: number, of: number) => string;
  readonly frequent: {
    readonly title: string;
    readonly value: (n: number) => string;
    readonly definition: string;
    /** The heads of how often, by how many of them, and how many they are. */
    readonly cancelled: string;
    readonly part: string;
    readonly whole: string;
    readonly open: string;
  };
  readonly unmeasured: { readonly title: string; readonly list: readonly (readonly [string, string])[] };
  readonly none: string;
  readonly noneWhy: string;
}

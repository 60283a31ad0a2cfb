import { DAY, type Instant, type Milliseconds } from "./time.ts";

// What happened on a UTC day, in numbers that can be added up: the epic's success metrics are quotients of their sums
// (domain/insights.ts). db/tallies.ts counts them.

/** Upper bounds of how long something took, in seconds: what is asked of it is among them (30 s, 5 min). */
export const TOOK_WITHIN_SECONDS = [2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600, 86_400, 432_000] as const;

/** How long something took each time. */
export interface Timing {
  /** How often it was to happen. */
  readonly asked: number;
  /** How often it has. */
  readonly done: number;
  /** Of those, all their time together. */
  readonly total: Milliseconds;
  /** How many took at most so long: one for each of `TOOK_WITHIN_SECONDS`, so the last is the greatest. */
  readonly within: readonly number[];
}

export interface Tally {
  /** Bookings that were paid for, or free, and were to end on this day, by what became of them. */
  readonly completed: number;
  readonly missed: number;
  readonly cancelled: number;
  /** Of the completed, those with a review by now. */
  readonly reviewed: number;
  /** Sessions held or missed that were booked before their start, and of those the ones that had a room. */
  readonly needed: number;
  readonly roomed: number;
  /** Cancels of this day, until both people's mails were accepted. */
  readonly told: Timing;
  /** Refunds asked for on this day, until the money was back. */
  readonly refunded: Timing;
  /** People who first clicked Join Call on this day, until the video service saw them. */
  readonly joined: Timing;
  /** 1 when this day's ledgers were compared, and how many refunds Stripe had that ours had not, or of another amount. */
  readonly compared: number;
  readonly invalid: number;
  /** Who had a session in the seven days up to this one, and of those who opened My Sessions in them. */
  readonly active: number;
  readonly came: number;
  /** Who opened My Sessions in the 28 days up to this one, and on how many days in all. */
  readonly visitors: number;
  readonly visits: number;
}

const NEVER: Timing = { asked: 0, done: 0, total: 0, within: TOOK_WITHIN_SECONDS.map(() => 0) };

export const EMPTY_TALLY: Tally = {
  completed: 0,
  missed: 0,
  cancelled: 0,
  reviewed: 0,
  needed: 0,
  roomed: 0,
  told: NEVER,
  refunded: NEVER,
  joined: NEVER,
  compared: 0,
  invalid: 0,
  active: 0,
  came: 0,
  visitors: 0,
  visits: 0,
};

const bothTimings = (a: Timing, b: Timing): Timing => ({
  asked: a.asked + b.asked,
  done: a.done + b.done,
  total: a.total + b.total,
  within: a.within.map((n, place) => n + (b.within[place] ?? 0)),
});

const both = <T extends number | Timing>(a: T, b: T): T =>
  (typeof a === "number" ? a + Number(b) : bothTimings(a, b as Timing)) as T;

export function sumOf(tallies: readonly Tally[]): Tally {
  const keys = Object.keys(EMPTY_TALLY) as (keyof Tally)[];
  return tallies.reduce(
    (sum, one) => Object.fromEntries(keys.map((key) => [key, both(sum[key], one[key])])) as never,
    EMPTY_TALLY,
  );
}

/** How long it took at most in this share of the times, in seconds; `Infinity` beyond the last bound, null when it never happened. */
export function mostOf({ done, within }: Timing, share: number): number | null {
  if (done === 0) return null;
  const place = within.findIndex((n) => n >= share * done);
  return TOOK_WITHIN_SECONDS[place] ?? Number.POSITIVE_INFINITY;
}

/** The first millisecond of an instant's UTC day. */
export const dayOf = (at: Instant): Instant => Math.floor(at / DAY) * DAY;

/** Insights shows a year beside the year before it: older days are not counted. */
export const TALLIED_DAYS = 2 * 364;

/**
 * A day is counted again for so long, once a day: a review, a refund's end, a difference of the ledgers come later than the day
 * they belong to, and so does a projection that D1 had lost.
 */
export const RECOUNTED_FOR: Milliseconds = 60 * DAY;
export const RECOUNTED_EVERY: Milliseconds = DAY;

/** What is known of which days are counted. */
export interface Counted {
  /** When the first booking was to end that has ended in some way; null when there is none. */
  readonly firstEnd: Instant | null;
  /** The first and the last day that were ever counted; null before any was. */
  readonly days: { readonly first: Instant; readonly last: Instant } | null;
  /** Days of the last `RECOUNTED_FOR` that were counted longer ago than `RECOUNTED_EVERY`. */
  readonly stale: readonly Instant[];
}

/**
 * Which days are to be counted now, what is missing first: those since the last that was counted, then those before the first
 * (a past that was taken over later), then those that may have changed.
 */
export function daysToCount({ firstEnd, days, stale }: Counted, now: Instant, limit: number): Instant[] {
  if (firstEnd === null) return [];
  const yesterday = dayOf(now) - DAY;
  const earliest = Math.max(dayOf(firstEnd), yesterday - (TALLIED_DAYS - 1) * DAY);
  const { first, last } = days ?? { first: yesterday + DAY, last: yesterday };
  const span = (from: Instant, to: Instant): Instant[] =>
    Array.from({ length: Math.max(0, Math.min(limit, (to - from) / DAY + 1)) }, (_, n) => to - n * DAY);
  return [...span(last + DAY, yesterday).reverse(), ...span(earliest, first - DAY), ...stale].slice(0, limit);
}

import { fromAbsolute } from "@internationalized/date";
import { DAY, type Instant, MINUTE } from "../../domain/time.ts";

/** Where a place's clocks are put forward or back. */
export interface ClockChange {
  /** The first instant of the new time. */
  readonly at: Instant;
  /** Minutes ahead of UTC. */
  readonly before: number;
  readonly after: number;
}

/** Shorter than any stretch between two changes: the shortest, Morocco's Ramadan, is a month. */
const STEP = 14 * DAY;

/** The first change in [from, to); null where there is none. */
export function clockChangeIn(from: Instant, to: Instant, zone: string): ClockChange | null {
  for (let start = from; start < to; start += STEP) {
    const end = Math.min(start + STEP, to);
    if (aheadAt(start, zone) !== aheadAt(end, zone)) return between(start, end, zone);
  }
  return null;
}

/** Halves the stretch until one minute is left: zones change on whole minutes. */
function between(start: Instant, end: Instant, zone: string): ClockChange {
  const before = aheadAt(start, zone);
  let old = Math.floor(start / MINUTE);
  let changed = Math.ceil(end / MINUTE);
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (aheadAt(middle * MINUTE, zone) === before) old = middle;
    else changed = middle;
  }
  const at = changed * MINUTE;
  return { at, before, after: aheadAt(at, zone) };
}

const aheadAt = (instant: Instant, zone: string): number => fromAbsolute(instant, zone).offset / MINUTE;

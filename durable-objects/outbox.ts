import type { Effect } from "../domain/effects.ts";
import { HOUR, type Instant, MINUTE, type Milliseconds, SECOND } from "../domain/time.ts";

/** An effect that is stored and not done yet. */
export interface OutboxEntry {
  /** Rises with every entry: an effect asked for again while it runs is a new entry, and is not cleared with the old one. */
  readonly sequence: number;
  readonly key: string;
  readonly effect: Effect;
  readonly attempts: number;
  readonly dueAt: Instant;
  readonly createdAt: Instant;
}

/** First try again after a second; outages of half an hour are met every five minutes at the latest. */
const FIRST_RETRY: Milliseconds = SECOND;
const LONGEST_RETRY: Milliseconds = 5 * MINUTE;

/** From here on (about a day) a failure is no outage any more: it is tried once an hour, and is visible in the outbox. */
const PATIENT_ATTEMPTS = 290;

/** What merely has not happened yet (a refund under way at the bank takes days) is asked about at most once an hour. */
const LONGEST_WAIT: Milliseconds = HOUR;

/**
 * A page that was not told asks anew when it is looked at, and when its connection is back: telling it later than this (a few
 * seconds) is worth nothing.
 */
const TELLING_ATTEMPTS = 4;

/** Whether an effect that failed so often is left undone. @param attempts the failed one included. */
export const isGivenUp = ({ effect }: OutboxEntry, attempts: number): boolean =>
  effect.type === "tell" && attempts >= TELLING_ATTEMPTS;

/**
 * Nothing may be done for a booking whose slot is not claimed yet, but to claim it; and nobody is told of what D1 does not show.
 * @param projectedVersion the version that D1 is known to have; 0 until the slot is claimed.
 */
export function mayBeDone({ effect }: OutboxEntry, projectedVersion: number): boolean {
  switch (effect.type) {
    case "project":
      return true;
    case "tell":
      return projectedVersion >= effect.version;
    default:
      return projectedVersion > 0;
  }
}

/** How long to wait after a failure. @param attempts how often it was tried, the failed one included. */
export function retryDelay(attempts: number, askedToWait: Milliseconds | null): Milliseconds {
  const longest = attempts > PATIENT_ATTEMPTS ? LONGEST_WAIT : LONGEST_RETRY;
  return Math.max(doubling(attempts, longest), Math.min(askedToWait ?? 0, LONGEST_WAIT));
}

/** How long to wait for something that is under way elsewhere. */
export const waitDelay = (attempts: number): Milliseconds => doubling(attempts, LONGEST_WAIT);

const doubling = (attempts: number, longest: Milliseconds): Milliseconds =>
  Math.min(FIRST_RETRY * 2 ** Math.min(attempts - 1, 20), longest);

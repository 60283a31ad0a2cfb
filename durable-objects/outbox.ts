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
  /** Why the last try came to nothing; null before the first. */
  readonly lastError: string | null;
}

/** First try again after a second; outages of half an hour are met every five minutes at the latest. */
const FIRST_RETRY: Milliseconds = SECOND;
const LONGEST_RETRY: Milliseconds = 5 * MINUTE;

/**
 * A mail waits no longer than this between two tries while the five minutes run in which people are to be told
 * (domain `MAIL_LATE_AFTER`): of thousands turned away by chance, some are turned away eight times in a row.
 */
const LONGEST_MAIL_RETRY: Milliseconds = 30 * SECOND;
/** 1 + 2 + 4 + 8 + 16 seconds, and 30 after each further one: so many failures are five minutes. */
const HURRIED_MAIL_ATTEMPTS = 14;

/** From here on (about a day) a failure is no outage any more: it is tried once an hour, and is visible in the outbox. */
const PATIENT_ATTEMPTS = 290;

/** What merely has not happened yet (a refund under way at the bank takes days) is asked about at most once an hour. */
const LONGEST_WAIT: Milliseconds = HOUR;

/**
 * A page that was not told asks anew when it is looked at, and when its connection is back: telling it later than this (a few
 * seconds) is worth nothing.
 */
const TELLING_ATTEMPTS = 4;

/** Standard Webhooks, "Deliverability and reliability": the waits between its ten attempts, over three days. */
const ANNOUNCING_WAITS: readonly Milliseconds[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Whether an effect that failed so often is left undone. @param attempts the failed one included. */
export function isGivenUp({ effect }: OutboxEntry, attempts: number): boolean {
  if (effect.type === "tell") return attempts >= TELLING_ATTEMPTS;
  return effect.type === "announce" && attempts > ANNOUNCING_WAITS.length;
}

/** What is to be done about an effect that is given up. */
export const afterGivingUp = ({ effect }: OutboxEntry, attempts: number, why: string): readonly Effect[] =>
  effect.type === "announce" ? [{ type: "list_undelivered", position: effect.position, attempts, why }] : [];

/**
 * Nothing may be done for a booking whose slot is not claimed yet, but to claim it; and nobody is told of what D1 does not
 * show, nor judged before it shows that.
 * @param projectedVersion the version that D1 is known to have; 0 until the slot is claimed.
 */
export function mayBeDone({ effect }: OutboxEntry, projectedVersion: number): boolean {
  switch (effect.type) {
    case "project":
      return true;
    case "tell":
    case "announce":
      return projectedVersion >= effect.version;
    case "read_attendance":
      return projectedVersion >= Math.max(1, effect.version ?? 1);
    default:
      return projectedVersion > 0;
  }
}

/**
 * How long to wait after a failure: what the service asked for (`Retry-After`), and on top of it our own back-off, of which up to
 * a half is left off. Thousands of bookings that one service turned away in the same second must not all come back in another.
 *
 * @param attempts how often it was tried, the failed one included.
 * @param bookingId with the effect's key and the attempt it decides how much is left off: the same each time, so histories can
 * be told again.
 */
export function retryDelay(
  { effect, key }: OutboxEntry,
  attempts: number,
  askedToWait: Milliseconds | null,
  bookingId: string,
): Milliseconds {
  const asked = Math.min(askedToWait ?? 0, LONGEST_WAIT);
  if (effect.type === "announce") return Math.max(ANNOUNCING_WAITS[attempts - 1] ?? LONGEST_WAIT, asked);
  const own = doubling(attempts, longestRetry(effect, attempts));
  return asked + Math.round(own * (1 - partOf(`${bookingId} ${key} ${attempts}`) / 2));
}

function longestRetry({ type }: Effect, attempts: number): Milliseconds {
  if (type === "mail" && attempts < HURRIED_MAIL_ATTEMPTS) return LONGEST_MAIL_RETRY;
  return attempts > PATIENT_ATTEMPTS ? LONGEST_WAIT : LONGEST_RETRY;
}

/** FNV-1a: a text's own part of one, evenly spread. */
function partOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/** How long to wait for something that is under way elsewhere. */
export const waitDelay = (attempts: number): Milliseconds => doubling(attempts, LONGEST_WAIT);

const doubling = (attempts: number, longest: Milliseconds): Milliseconds =>
  Math.min(FIRST_RETRY * 2 ** Math.min(attempts - 1, 20), longest);

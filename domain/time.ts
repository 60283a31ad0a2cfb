/** An instant: whole milliseconds since the epoch, UTC. Every rule of the domain reckons in these. */
export type Instant = number;

/** A length of time in whole milliseconds. */
export type Milliseconds = number;

export const SECOND: Milliseconds = 1_000;
export const MINUTE: Milliseconds = 60 * SECOND;
export const HOUR: Milliseconds = 60 * MINUTE;
export const DAY: Milliseconds = 24 * HOUR;

/** RFC 3339 in UTC, with milliseconds only where there are any: the form of every instant in the HTTP API. */
export function toRfc3339(instant: Instant): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

export const toRfc3339OrNull = (instant: Instant | null): string | null =>
  instant === null ? null : toRfc3339(instant);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface PastSlot {
  startsAt: number;
  endsAt: number;
}

/** How far back a history reaches before its days get fuller. */
const LONG_HISTORY_DAYS = 3_650;
/** Half hours from 08:00 to 22:00 UTC. */
const FULLEST_DAY = 28;
const DAY_BEGINS = 8 * 60 * MINUTE;
const HALF_HOUR = 30 * MINUTE;

/**
 * Days of a person who has had `bookings` sessions, latest first and without an end: two a week for a beginner, a full calendar
 * over ten years for who has had 100,000. Never two at once.
 */
export function* pastSlots(now: number, bookings: number, random: () => number): Generator<PastSlot> {
  const perDay = Math.min(FULLEST_DAY, Math.ceil(bookings / LONG_HISTORY_DAYS));
  const everyDays = bookings <= 200 ? 3 : 1;
  const spacing = Math.floor(FULLEST_DAY / perDay);
  const yesterday = Math.floor(now / DAY) * DAY - DAY;
  for (let day = yesterday; ; day -= everyDays * DAY) {
    for (let i = perDay - 1; i >= 0; i--) {
      const half = i * spacing + Math.floor(random() * Math.max(1, spacing - 1));
      const startsAt = day + DAY_BEGINS + half * HALF_HOUR;
      yield { startsAt, endsAt: startsAt + (spacing >= 2 ? 2 : 1) * HALF_HOUR };
    }
  }
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32): a history can be made again. */
export function randomFrom(seed: string): () => number {
  let state = [...seed].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import { keeping } from "../domain/keeping.ts";
import type { Instant } from "../domain/time.ts";

// Instants in words. Always with their zone: a mail is read elsewhere and later than it was written. Their spaces may be ones
// that do not break (U+00A0), which `set` makes plain again where there are no lines to break.

/** Newer CLDR puts narrow spaces into times, which some mail programs show as boxes. */
const ODD_SPACES = /[\u2009\u202f]/g;
const ANY_SPACE = /[ \u00a0\u2009\u202f]/g;

/** What a phone must not break over two lines: "9:00 – 10:00 AM EST". */
const TIME_OF_DAY: readonly string[] = ["hour", "minute", "dayPeriod", "timeZoneName"];

interface Part {
  readonly type: string;
  readonly value: string;
}

/** The parts as one text, in which a time of day, or from one to another, stays in one line. */
function joined(parts: readonly Part[]): string {
  const isTime = (part: Part | undefined): boolean => part !== undefined && TIME_OF_DAY.includes(part.type);
  return parts
    .map((part, at) =>
      isTime(part) || (isTime(parts[at - 1]) && isTime(parts[at + 1]))
        ? part.value.replace(ANY_SPACE, "\u00a0")
        : part.value.replace(ODD_SPACES, " "),
    )
    .join("");
}

const DATE = { year: "numeric", month: "long", day: "numeric" } as const;
const HOUR = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
const STYLES = {
  moment: { weekday: "long", ...DATE, ...HOUR },
  shortMoment: { weekday: "short", month: "short", day: "numeric", ...HOUR },
  day: DATE,
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatterOf = keeping(
  300,
  (style: keyof typeof STYLES, timeZone: string, locale: string) =>
    new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone }),
);

/** "Friday, November 27, 2026 at 9:00 AM EST". */
export const moment = (instant: Instant, timezone: string, locale: string): string =>
  joined(formatterOf("moment", timezone, locale).formatToParts(instant));

/** "Fri, Nov 27, 9:00 AM EST": for subjects, where the year says nothing. */
export const shortMoment = (instant: Instant, timezone: string, locale: string): string =>
  joined(formatterOf("shortMoment", timezone, locale).formatToParts(instant));

/** "November 27, 2026": for what took place on a day, not at a minute. */
export const day = (instant: Instant, timezone: string, locale: string): string =>
  joined(formatterOf("day", timezone, locale).formatToParts(instant));

/** "Friday, November 27, 2026, 9:00 – 10:00 AM EST". */
export const span = (from: Instant, to: Instant, timezone: string, locale: string): string =>
  joined(formatterOf("moment", timezone, locale).formatRangeToParts(from, to));

/** Whole minutes until an instant, at least 0: rounded to the nearest, since mails leave a few seconds late. */
export const minutesUntil = (instant: Instant, now: Instant): number =>
  Math.max(0, Math.round((instant - now) / 60_000));

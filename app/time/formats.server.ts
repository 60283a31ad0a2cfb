import { keeping } from "../../domain/keeping.ts";
import { type Instant, MINUTE } from "../../domain/time.ts";
import type { Locale } from "../messages/locale.ts";
import { cityOf } from "./zone.ts";

// Times are put into words on the server only: a browser whose Intl differs in a space would otherwise disagree with the page
// it was sent, and the reader's JavaScript stays free of calendars.

const TAGS: Record<Locale, string> = { en: "en-US", es: "es-ES" };

const STYLES = {
  time: { hour: "numeric", minute: "2-digit" },
  weekday: { weekday: "long" },
  dayNumber: { day: "numeric" },
  monthLong: { month: "long" },
  dayLong: { weekday: "long", month: "long", day: "numeric" },
  dayShort: { weekday: "short", month: "short", day: "numeric" },
  date: { year: "numeric", month: "short", day: "numeric" },
  monthDay: { month: "short", day: "numeric" },
  full: { weekday: "long", year: "numeric", month: "short", day: "numeric" },
  moment: { weekday: "short", hour: "numeric", minute: "2-digit" },
  zoneShort: { timeZoneName: "short" },
  zoneLong: { timeZoneName: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof STYLES;

/** "4 de dic de 2026" is what Intl makes of a short month, and what nobody writes. */
const SPANISH: Partial<Record<Style, Intl.DateTimeFormatOptions>> = {
  full: { ...STYLES.full, month: "long" },
};

const formatter = keeping(300, (locale: Locale, zone: string, style: Style) => {
  const own = locale === "es" ? SPANISH[style] : undefined;
  return new Intl.DateTimeFormat(TAGS[locale], { ...(own ?? STYLES[style]), timeZone: zone });
});

/**
 * An instant in somebody's language and zone. A line never ends between "9:00" and "AM". Kept as the day of an instant is
 * (days.server.ts): a list says four of each session, and is read again by whoever was told of a change.
 */
export const say = keeping(4_000, (instant: Instant, style: Style, locale: Locale, zone: string): string =>
  formatter(locale, zone, style)
    .format(instant)
    .replace(/ (?=[AP]M)/, "\u00a0"),
);

const part = (instant: Instant, style: Style, type: string, locale: Locale, zone: string): string =>
  formatter(locale, zone, style)
    .formatToParts(instant)
    .find((piece) => piece.type === type)?.value ?? "";

/** Clocks change on a quarter of an hour: until the next one a zone is called the same. */
const CALLED_FOR = 15 * MINUTE;

const namesOfZones = (style: "zoneShort" | "zoneLong", locale: Locale) =>
  keeping(500, (quarter: number, zone: string) =>
    part(quarter * CALLED_FOR, style, "timeZoneName", locale, zone),
  );

const ZONES = {
  zoneShort: { en: namesOfZones("zoneShort", "en"), es: namesOfZones("zoneShort", "es") },
  zoneLong: { en: namesOfZones("zoneLong", "en"), es: namesOfZones("zoneLong", "es") },
};

const zoneName = (instant: Instant, style: keyof typeof ZONES, locale: Locale, zone: string): string =>
  ZONES[style][locale](Math.floor(instant / CALLED_FOR), zone);

/** "EST", "GMT+9", "GMT−5": with a true minus, since a line may end behind a hyphen. */
const zoneShort = (instant: Instant, locale: Locale, zone: string): string =>
  zoneName(instant, "zoneShort", locale, zone).replace("-", "\u2212");

/**
 * "9:00 AM EST", which is never torn.
 * @param time the instant's, for whoever has put it into words already: that is dear, and a list does it for every row.
 */
export const zonedTime = (
  instant: Instant,
  locale: Locale,
  zone: string,
  time: string = say(instant, "time", locale, zone),
): string => `${time.replaceAll(" ", "\u00a0")}\u00a0${zoneShort(instant, locale, zone)}`;

/** "New York, EST": every page says in which zone its times are. */
export const zoneLabel = (instant: Instant, locale: Locale, zone: string): string =>
  zone === "UTC" ? "UTC" : `${cityOf(zone)}, ${zoneShort(instant, locale, zone)}`;

/** "New York, Eastern Standard Time". */
export const zoneLong = (instant: Instant, locale: Locale, zone: string): string =>
  zone === "UTC" ? "UTC" : `${cityOf(zone)}, ${zoneName(instant, "zoneLong", locale, zone)}`;

/** One day in words, as a reader's calendar has it. */
export interface DayNames {
  /** "Sat, Nov": what stands under the large number of a day. */
  readonly rest: string;
  /** "Saturday, November": the same on a phone. */
  readonly long: string;
  /** "Saturday, November 16". */
  readonly full: string;
  /** "Saturday, Nov 16, 2026". */
  readonly date: string;
}

/** @param key "2026-11-16". */
export const dayNames = keeping(4_000, (key: string, locale: Locale): DayNames => {
  const noon = Date.parse(`${key}T12:00Z`);
  const of = (style: Style, type: string) => part(noon, style, type, locale, "UTC");
  return {
    rest: `${of("dayShort", "weekday")}, ${of("dayShort", "month")}`,
    long: `${of("dayLong", "weekday")}, ${of("dayLong", "month")}`,
    full: say(noon, "dayLong", locale, "UTC"),
    date: say(noon, "full", locale, "UTC"),
  };
});

/** The name of a weekday by its number, 0 being Sunday. */
export const weekdayName = (weekday: number, locale: Locale): string =>
  say(Date.UTC(2023, 0, 1 + weekday, 12), "weekday", locale, "UTC");

/** A time of anybody's wall clock, by its minutes from midnight: 540 is "9:00 AM". Beyond the day it is the next day's. */
export const wallTime = (minute: number, locale: Locale): string =>
  say(Date.UTC(2023, 0, 1) + minute * MINUTE, "time", locale, "UTC");

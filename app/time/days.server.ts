import { type CalendarDate, fromAbsolute, parseDate, toCalendarDate, toZoned } from "@internationalized/date";
import { keeping } from "../../domain/keeping.ts";
import type { Instant } from "../../domain/time.ts";

// A viewer's local days. An hour is skipped or doubled twice a year, in some zones at midnight itself: so days are reckoned
// by the calendar and turned into instants at the end, never by adding 24 hours.

/** A card asks eight times what its session's clocks show. */
const clockAt = keeping(4_000, (instant: Instant, zone: string) => fromAbsolute(instant, zone));

/** "2026-11-15" of an instant, where the viewer is. */
export const dayOf = keeping(4_000, (instant: Instant, zone: string): string =>
  toCalendarDate(clockAt(instant, zone)).toString(),
);

/** The first instant of a local day: 01:00 where midnight is skipped. */
export const startOfDay = (day: string, zone: string): Instant =>
  toZoned(parseDate(day), zone).toDate().getTime();

export const addDays = (day: string, days: number): string => parseDate(day).add({ days }).toString();

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  const { year, month, day: date } = parseDate(day);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay();
}

/** A day typed into a form or a URL; null for what is none. Years beyond four digits are typing errors. */
export function readDay(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    const date: CalendarDate = parseDate(text);
    return date.year >= 1970 ? date.toString() : null;
  } catch {
    return null;
  }
}

/** Minutes since local midnight, as the clock on the wall shows them. */
export function minuteOfDay(instant: Instant, zone: string): number {
  const { hour, minute } = clockAt(instant, zone);
  return hour * 60 + minute;
}

/** How many local days later than the viewer's this instant falls for somebody elsewhere: -1, 0 or 1. */
export function dayDifference(instant: Instant, zone: string, than: string): number {
  return toCalendarDate(clockAt(instant, zone)).compare(toCalendarDate(clockAt(instant, than)));
}

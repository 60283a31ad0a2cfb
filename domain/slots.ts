import {
  type CalendarDate,
  CalendarDateTime,
  fromAbsolute,
  toCalendarDate,
  toZoned,
} from "@internationalized/date";
import { FARTHEST_AHEAD } from "./limits.ts";
import type { Money } from "./money.ts";
import { DAY, type Instant, MINUTE, type Milliseconds } from "./time.ts";

/** Product, HTTP API: slots are told for "at most 31 days". */
export const LONGEST_SLOT_RANGE: Milliseconds = 31 * DAY;

/** One stretch of a mentor's week, in minutes of the mentor's own local day: 0 <= from < to <= 1440. */
export interface AvailableHours {
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Days on which a mentor takes no bookings, first and last included: "2026-12-24", of the mentor's own calendar. */
export interface DaysOff {
  readonly from: string;
  readonly to: string;
}

export interface SlotOffer {
  readonly durationMinutes: number;
  readonly price: Money;
}

/** All that decides which slots a mentor offers. */
export interface MentorWeek {
  /** IANA name. */
  readonly timezone: string;
  readonly hours: readonly AvailableHours[];
  readonly daysOff: readonly DaysOff[];
  readonly offers: readonly SlotOffer[];
}

export interface Slot {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly durationMinutes: number;
  readonly price: Money;
}

interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/**
 * The slots one can book with starts in [from, to), soonest first, short before long.
 *
 * Slots of an offer stand on a grid of its own length from the beginning of each stretch of hours, by the mentor's wall clock:
 * hours from 9:00 and an offer of 45 minutes make 9:00, 9:45, 10:30. A wall time that a clock change skips does not exist; one
 * that happens twice is offered once, the first time. A session lasts its length in elapsed time and ends within the hours.
 *
 * @param busy the mentor's live bookings; what overlaps one is not bookable.
 * @param now slots lie ahead of it, by no more than a booking may (domain/limits.ts). One within 24 h is offered too: it can be
 * booked, but not cancelled.
 */
export function bookableSlots(
  week: MentorWeek,
  range: { readonly from: Instant; readonly to: Instant },
  busy: readonly Span[],
  now: Instant,
): Slot[] {
  const from = Math.max(range.from, now + 1);
  const to = Math.min(range.to, range.from + LONGEST_SLOT_RANGE, now + FARTHEST_AHEAD);
  // Stretches that overlap may offer one slot twice.
  const slots = new Map<string, Slot>();
  for (const slot of slotsOfDays(week, from, to)) {
    const inRange = from <= slot.startsAt && slot.startsAt < to;
    if (inRange && !busy.some((other) => overlaps(slot, other))) {
      slots.set(`${slot.startsAt} ${slot.durationMinutes}`, slot);
    }
  }
  return [...slots.values()].sort((a, b) => a.startsAt - b.startsAt || a.durationMinutes - b.durationMinutes);
}

/**
 * The one slot that somebody asks to book, as it is offered now; null when it is not. Whether it is still free is not asked
 * here: D1 holds the slots, and a taken one has another answer than one that was never offered.
 */
export function offeredSlot(
  week: MentorWeek,
  wanted: { readonly startsAt: Instant; readonly durationMinutes: number },
  now: Instant,
): Slot | null {
  const range = { from: wanted.startsAt, to: wanted.startsAt + 1 };
  const slots = bookableSlots(week, range, [], now);
  return slots.find((slot) => slot.durationMinutes === wanted.durationMinutes) ?? null;
}

/** @param day "2026-12-24": days of four-digit years sort as text. */
export const isDayOff = (daysOff: readonly DaysOff[], day: string): boolean =>
  daysOff.some(({ from, to }) => from <= day && day <= to);

const overlaps = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** Every slot of the mentor's local days that [from, to) touches. */
function slotsOfDays(week: MentorWeek, from: Instant, to: Instant): Slot[] {
  if (from >= to) return [];
  const slots: Slot[] = [];
  const lastDay = localDay(to - 1, week.timezone);
  for (let day = localDay(from, week.timezone); day.compare(lastDay) <= 0; day = day.add({ days: 1 })) {
    if (isDayOff(week.daysOff, day.toString())) continue;
    const weekday = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
    for (const hours of week.hours) {
      if (hours.weekday === weekday) slots.push(...slotsOfHours(hours, day, week));
    }
  }
  return slots;
}

const localDay = (at: Instant, timezone: string): CalendarDate => toCalendarDate(fromAbsolute(at, timezone));

function slotsOfHours(hours: AvailableHours, day: CalendarDate, week: MentorWeek): Slot[] {
  const { fromMinute, toMinute } = hours;
  const opens = wallTime(day, fromMinute, week.timezone);
  const closes = closingTime(day, toMinute, week.timezone);
  // On an ordinary day the grid is plain arithmetic: a month of short slots would otherwise ask Intl thousands of times.
  const ordinary = opens !== null && closes - opens === (toMinute - fromMinute) * MINUTE;
  const slots: Slot[] = [];
  for (const { durationMinutes, price } of week.offers) {
    for (let minute = fromMinute; minute + durationMinutes <= toMinute; minute += durationMinutes) {
      const startsAt = ordinary
        ? opens + (minute - fromMinute) * MINUTE
        : wallTime(day, minute, week.timezone);
      if (startsAt === null) continue;
      const endsAt = startsAt + durationMinutes * MINUTE;
      // Hours that lose an hour to a clock change have less room than their wall times say.
      if (endsAt <= closes) slots.push({ startsAt, endsAt, durationMinutes, price });
    }
  }
  return slots;
}

/** The instant of a wall time, the first where it happens twice; null where it does not happen. */
function wallTime(day: CalendarDate, minute: number, timezone: string): Instant | null {
  const wall = atMinute(day, minute);
  const zoned = toZoned(wall, timezone, "earlier");
  const exists = zoned.hour === wall.hour && zoned.minute === wall.minute && zoned.day === wall.day;
  return exists ? zoned.toDate().getTime() : null;
}

/** When hours end: a skipped wall time is as late as the clock change makes it. Minute 1440 is the next day's first. */
function closingTime(day: CalendarDate, minute: number, timezone: string): Instant {
  return toZoned(atMinute(day, minute), timezone, "compatible").toDate().getTime();
}

function atMinute(day: CalendarDate, minute: number): CalendarDateTime {
  const date = minute < 24 * 60 ? day : day.add({ days: 1 });
  const ofDay = minute % (24 * 60);
  return new CalendarDateTime(date.year, date.month, date.day, Math.floor(ofDay / 60), ofDay % 60);
}

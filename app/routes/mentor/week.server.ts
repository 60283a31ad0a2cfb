import { FARTHEST_AHEAD } from "../../../domain/limits.ts";
import type { Slot } from "../../../domain/slots.ts";
import { type Instant, toRfc3339 } from "../../../domain/time.ts";
import type { Visit } from "../../server/visit.server.ts";
import { addDays, dayOf, readDay, startOfDay } from "../../time/days.server.ts";
import { say } from "../../time/formats.server.ts";
import type { SlotDay, Week } from "./week.ts";

const WEEK = 7;

export interface WeekRange {
  readonly day: string;
  readonly today: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** Seven of the viewer's days, from today on; what the URL gets wrong is today. */
export function readWeek(text: string | null, now: Instant, zone: string): WeekRange {
  const today = dayOf(now, zone);
  const asked = readDay(text);
  const last = dayOf(now + FARTHEST_AHEAD, zone);
  const day = asked !== null && asked > today && asked < last ? asked : today;
  return { day, today, from: startOfDay(day, zone), to: startOfDay(addDays(day, WEEK), zone) };
}

export function weekOf({ day, today, from, to }: WeekRange, { locale, zone }: Visit): Week {
  const before = addDays(day, -WEEK);
  return {
    from: day,
    label: `${say(from, "date", locale, zone)} – ${say(to - 1, "date", locale, zone)}`,
    previous: day === today ? null : before > today ? before : today,
    next: addDays(day, WEEK),
  };
}

export function daysOf(
  { day }: WeekRange,
  slots: readonly Slot[],
  { locale, zone }: Visit,
): readonly SlotDay[] {
  return Array.from({ length: WEEK }, (_, index) => {
    const name = addDays(day, index);
    const start = startOfDay(name, zone);
    return {
      day: name,
      weekday: say(start, "weekday", locale, zone),
      date: say(start, "monthDay", locale, zone),
      full: say(start, "dayLong", locale, zone),
      slots: slots
        .filter(({ startsAt }) => dayOf(startsAt, zone) === name)
        .map(({ startsAt }) => ({
          startsAt: toRfc3339(startsAt),
          time: say(startsAt, "time", locale, zone),
        })),
    };
  });
}

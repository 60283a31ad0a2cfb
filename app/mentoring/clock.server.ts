import type { Viewer } from "../../auth/viewer.ts";
import type { AvailableHours } from "../../domain/slots.ts";
import { DAY, type Instant, MINUTE } from "../../domain/time.ts";
import type { Visit } from "../server/visit.server.ts";
import { type ClockChange, clockChangeIn } from "../time/clock-change.server.ts";
import { minuteOfDay } from "../time/days.server.ts";
import { say, wallTime } from "../time/formats.server.ts";
import { cityOf, isZone } from "../time/zone.ts";
import type { MentorClock } from "./clock.tsx";
import { mentoringWords } from "./words/words.ts";

type Reader = Pick<Visit<Viewer>, "locale" | "zone" | "now">;

/** What the example is told with where there are no hours yet. */
const NINE = 9 * 60;

/**
 * What a mentor has to know of the clock that their hours keep to: which it is, whether this device has another, and what the
 * next change of the clocks does to the hours.
 * @param device the browser's zone, as its cookie says.
 */
export function mentorClockOf(
  hours: readonly AvailableHours[],
  device: string | null,
  reader: Reader,
): MentorClock {
  const { locale, zone, now } = reader;
  const w = mentoringWords[locale].clock;
  const change = clockChangeIn(now, now + 365 * DAY, zone);
  return {
    now: w.now(say(now, "time", locale, zone), cityOf(zone)),
    elsewhere:
      isZone(device) && minuteOfDay(now, device) !== minuteOfDay(now, zone)
        ? w.elsewhere(say(now, "time", locale, device), cityOf(device))
        : null,
    change: change === null ? [w.steady] : changeWords(change, hours, reader),
  };
}

function changeWords(change: ClockChange, hours: readonly AvailableHours[], { locale }: Reader): string[] {
  const w = mentoringWords[locale].clock;
  // Wall clocks are written as if they were UTC's: the time that is left, and the time that is put in its place.
  const left: Instant = change.at + change.before * MINUTE;
  const put: Instant = change.at + change.after * MINUTE;
  const of = (wall: Instant, style: "time" | "dayLong" | "weekday"): string =>
    say(wall, style, locale, "UTC");
  const shift = change.after - change.before;
  const example = hours[0]?.fromMinute ?? NINE;
  const told = [
    shift > 0
      ? w.forward(of(left, "dayLong"), of(left, "time"), shift)
      : w.back(of(left, "dayLong"), of(left, "time"), -shift),
    w.keeps(
      wallTime(example, locale),
      wallTime(example - change.before, locale),
      wallTime(example - change.after, locale),
    ),
  ];
  const [from, to] = shift > 0 ? [left, put] : [put, left];
  if (!touches(hours, from, Math.abs(shift))) return told;
  const odd = shift > 0 ? w.skipped : w.twice;
  return [...told, odd(of(from, "weekday"), of(from, "time"), of(to, "time"))];
}

/** Whether one could be booked in the hour that is skipped, or comes twice (domain/slots.ts says what is offered then). */
function touches(hours: readonly AvailableHours[], from: Instant, minutes: number): boolean {
  const weekday = new Date(from).getUTCDay();
  const minute = minuteOfDay(from, "UTC");
  return hours.some(
    (one) => one.weekday === weekday && one.fromMinute < minute + minutes && minute < one.toMinute,
  );
}

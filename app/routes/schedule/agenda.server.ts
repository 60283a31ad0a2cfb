import type { Viewer } from "../../../auth/viewer.ts";
import type { Agenda } from "../../../db/agenda.ts";
import { type AvailableHours, isDayOff, type MentorWeek } from "../../../domain/slots.ts";
import { MINUTE } from "../../../domain/time.ts";
import { mentoringWords } from "../../mentoring/words/words.ts";
import type { Visit } from "../../server/visit.server.ts";
import { cardOf } from "../../session/card.server.ts";
import { minutesOf, type SessionCard } from "../../session/card.ts";
import { clockChangeIn } from "../../time/clock-change.server.ts";
import { addDays, minuteOfDay, startOfDay, weekdayOf } from "../../time/days.server.ts";
import { say, wallTime } from "../../time/formats.server.ts";
import { skyOf } from "../../time/sky.server.ts";
import type { AgendaDay, AgendaEntry, AgendaWay } from "./agenda.ts";
import { pathOf, type Span } from "./span.server.ts";

/** The span's days, each with its sessions, its hours, and what the clocks do. */
export function agendaDaysOf(
  span: Span,
  agenda: Agenda,
  week: MentorWeek,
  visit: Visit<Viewer>,
): readonly AgendaDay[] {
  const { locale, zone } = visit;
  const entries = agenda.rows.flatMap((row): AgendaEntry[] => {
    const card = cardOf(row, visit, false);
    return card === null ? [] : [{ card, until: say(row.facts.endsAt, "time", locale, zone) }];
  });
  const knownTo = agenda.cut ? entries.at(-1)?.card.day.key : undefined;
  return span.days.map((day) => {
    const start = startOfDay(day, zone);
    const ofDay = entries.filter(({ card }) => card.day.key === day);
    return {
      key: day,
      path: pathOf("day", day),
      weekday: say(start, "weekday", locale, zone),
      date: say(start, "monthDay", locale, zone),
      isToday: day === span.today,
      sky: skyOf(start, zone),
      blocks: blocksOf(
        ofDay.map(({ card }) => card),
        zone,
      ),
      entries: ofDay,
      open: openWords(day, week, visit),
      change: changeWords(day, visit),
      cut: knownTo !== undefined && day >= knownTo,
    };
  });
}

/** What takes place, or took: a cancelled session no longer takes any time. */
function blocksOf(cards: readonly SessionCard[], zone: string): AgendaDay["blocks"] {
  const taking = cards.filter(({ status }) => status !== "cancelled");
  const starts = new Map(taking.map((card) => [minuteOfDay(card.startsAt, zone), minutesOf(card)]));
  return [...starts].map(([at, length]) => ({ at, length }));
}

function openWords(day: string, week: MentorWeek, { locale }: Visit<Viewer>): string {
  const w = mentoringWords[locale].schedule;
  if (isDayOff(week.daysOff, day)) return w.dayOff;
  const hours = week.hours.filter(({ weekday }) => weekday === weekdayOf(day));
  if (hours.length === 0 || week.offers.length === 0) return w.closed;
  const said = ({ fromMinute, toMinute }: AvailableHours): string =>
    w.until(wallTime(fromMinute, locale), wallTime(toMinute, locale));
  return w.open(new Intl.ListFormat(locale, { style: "narrow" }).format(hours.map(said)));
}

function changeWords(day: string, { locale, zone }: Visit<Viewer>): string | null {
  const change = clockChangeIn(startOfDay(day, zone), startOfDay(addDays(day, 1), zone), zone);
  if (change === null) return null;
  const w = mentoringWords[locale].schedule;
  const shift = change.after - change.before;
  const at = say(change.at + change.before * MINUTE, "time", locale, "UTC");
  return shift > 0 ? w.shortDay(at, shift) : w.longDay(at, -shift);
}

/** "Nov 23, 2026 – Nov 29, 2026", or the one day. */
export function labelOf({ view, from, to }: Span, { locale, zone }: Visit<Viewer>): string {
  return view === "day"
    ? say(from, "full", locale, zone)
    : `${say(from, "date", locale, zone)} – ${say(to - 1, "date", locale, zone)}`;
}

export function wayOf({ view, days, today }: Span): AgendaWay {
  const [first = today] = days;
  const shown = days.includes(today) ? null : first;
  return {
    previous: pathOf(view, addDays(first, -days.length)),
    next: pathOf(view, addDays(first, days.length)),
    today: pathOf(view, null),
    week: pathOf("week", shown),
    day: pathOf("day", shown),
  };
}

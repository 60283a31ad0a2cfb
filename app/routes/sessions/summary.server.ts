import type { Viewer } from "../../../auth/viewer.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import type { Visit } from "../../server/visit.server.ts";
import type { SessionCard } from "../../session/card.ts";
import { dayOf, startOfDay } from "../../time/days.server.ts";
import { say } from "../../time/formats.server.ts";
import type { Filters } from "./filters.ts";

/** "One today, three more this month." As far as the page that is read anyway; null where it could not be said truly. */
export function summaryOf(
  cards: readonly SessionCard[],
  more: boolean,
  { now, zone, t }: Visit<Viewer>,
): string | null {
  const today = dayOf(now, zone);
  const ahead = cards.filter((card) => shownStatus(card, now) !== "draft");
  const todays = ahead.filter(({ day }) => day.key === today).length;
  const later = ahead.filter(
    ({ day }) => day.key > today && day.key.slice(0, 7) === today.slice(0, 7),
  ).length;
  const last = ahead.at(-1)?.day.key;
  const monthIsWhole = !more || (last !== undefined && last.slice(0, 7) > today.slice(0, 7));
  return t.sessions.summary(todays, monthIsWhole ? later : null);
}

/** "Nov 15, 2026": the filter's days as the reader writes them. */
export function rangeWords(
  { from, to }: Pick<Filters, "from" | "to">,
  { locale, zone }: Visit<Viewer>,
): { readonly from: string; readonly to: string } {
  const words = (day: string) => (day === "" ? "" : say(startOfDay(day, zone), "date", locale, zone));
  return { from: words(from), to: words(to) };
}

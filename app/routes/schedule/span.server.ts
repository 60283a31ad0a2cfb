import type { Instant } from "../../../domain/time.ts";
import { addDays, dayOf, readDay, startOfDay, weekdayOf } from "../../time/days.server.ts";

export type ScheduleView = "week" | "day";

/** The days that a schedule shows, as its URL asks: `?view=day&date=2026-11-28`. */
export interface Span {
  readonly view: ScheduleView;
  readonly today: string;
  readonly days: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
}

/** Calendars end where dates cease to have four-digit years. */
const LAST_DAY = "9900-01-01";

/** One day, or the week around it from Monday on; what the URL gets wrong is this week, and today. */
export function readSpan(search: URLSearchParams, now: Instant, zone: string): Span {
  const view = search.get("view") === "day" ? "day" : "week";
  const today = dayOf(now, zone);
  const asked = readDay(search.get("date"));
  const day = asked !== null && asked < LAST_DAY ? asked : today;
  const first = view === "day" ? day : addDays(day, -((weekdayOf(day) + 6) % 7));
  const days = Array.from({ length: view === "day" ? 1 : 7 }, (_, index) => addDays(first, index));
  return {
    view,
    today,
    days,
    from: startOfDay(first, zone),
    to: startOfDay(addDays(first, days.length), zone),
  };
}

export function pathOf(view: ScheduleView, date: string | null): string {
  const search = new URLSearchParams({ ...(view === "day" && { view }), ...(date !== null && { date }) });
  return search.size === 0 ? "/schedule" : `/schedule?${search}`;
}

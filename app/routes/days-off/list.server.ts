import type { Viewer } from "../../../auth/viewer.ts";
import type { DaysOff } from "../../../domain/slots.ts";
import type { Instant } from "../../../domain/time.ts";
import { mentoringWords } from "../../mentoring/words/words.ts";
import type { Visit } from "../../server/visit.server.ts";
import { dayOf, startOfDay } from "../../time/days.server.ts";
import { say } from "../../time/formats.server.ts";
import { daysBetween } from "./form.server.ts";

export interface DaysOffLine {
  readonly from: string;
  /** "Thursday, Dec 24, 2026 – Sunday, Dec 27, 2026". */
  readonly words: string;
  readonly length: string;
  readonly isNow: boolean;
  /** "2 sessions are booked, and still on"; null where none is known of. */
  readonly booked: string | null;
}

/**
 * The days off that are not over, soonest first.
 * @param starts when the mentor's next sessions begin, as far as they were read.
 */
export function linesOf(
  daysOff: readonly DaysOff[],
  starts: readonly Instant[],
  { locale, zone, now }: Visit<Viewer>,
): readonly DaysOffLine[] {
  const w = mentoringWords[locale].daysOff;
  const today = dayOf(now, zone);
  const day = (of: string): string => say(startOfDay(of, zone), "full", locale, zone);
  const booked = starts.map((start) => dayOf(start, zone));
  return daysOff
    .filter(({ to }) => to >= today)
    .map(({ from, to }) => {
      const count = booked.filter((one) => from <= one && one <= to).length;
      return {
        from,
        words: from === to ? day(from) : w.range(day(from), day(to)),
        length: w.days(daysBetween(from, to)),
        isNow: from <= today,
        booked: count === 0 ? null : w.booked(count),
      };
    });
}

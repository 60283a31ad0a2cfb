import type { MentorWeek } from "../../../domain/slots.ts";
import type { WeeklyHours } from "../../../worker/contract.ts";
import type { Block } from "./blocks.ts";

/** Monday first, as both languages' calendars of work do; the number is JavaScript's. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;

/** More than a day can hold sensibly, and a limit for what a form may send. */
const MOST_BLOCKS = 12;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The stored week as the form shows it. */
export function blocksOf(week: MentorWeek): readonly Block[] {
  return week.hours.map(({ weekday, fromMinute, toMinute }) => ({
    weekday,
    from: clock(fromMinute),
    // A time field knows no 24:00; midnight at a block's end means that.
    to: toMinute === 1440 ? "00:00" : clock(toMinute),
  }));
}

/** The week as it stands in the form, whether or not it makes sense yet: `from.3` and `to.3` in pairs. */
export function readBlocks(form: URLSearchParams): readonly Block[] {
  return WEEKDAYS.flatMap((weekday) => {
    const to = form.getAll(`to.${weekday}`);
    return form
      .getAll(`from.${weekday}`)
      .slice(0, MOST_BLOCKS)
      .map((from, index) => ({ weekday, from, to: to[index] ?? "" }));
  });
}

/** What the form's own buttons do to it: `add-3`, `remove-3-0`. Anything else leaves it as it is. */
export function editBlocks(blocks: readonly Block[], intent: string): readonly Block[] {
  const [what, weekdayText, indexText] = intent.split("-");
  const weekday = Number(weekdayText);
  const day = blocks.filter((block) => block.weekday === weekday);
  const others = blocks.filter((block) => block.weekday !== weekday);
  if (what === "add" && day.length < MOST_BLOCKS && WEEKDAYS.some((known) => known === weekday)) {
    return [...others, ...day, nextBlock(weekday, day.at(-1))];
  }
  if (what === "remove") return [...others, ...day.filter((_, index) => index !== Number(indexText))];
  return blocks;
}

/** A first block is a morning; a further one begins an hour after the last. */
function nextBlock(weekday: number, last: Block | undefined): Block {
  const hour = Number(last?.to.slice(0, 2)) + 1;
  if (last === undefined || Number.isNaN(hour) || hour >= 22 || hour <= 1) {
    return last === undefined ? { weekday, from: "09:00", to: "12:00" } : { weekday, from: "", to: "" };
  }
  return { weekday, from: clock(hour * 60), to: clock((hour + 2) * 60) };
}

export type WeekProblem = {
  readonly weekday: number;
  readonly problem: "incomplete" | "backwards" | "overlap";
};

/** The hours to store, or the first day that cannot be: a block without an end, one that ends before it begins, two at once. */
export function hoursOf(
  blocks: readonly Block[],
): { readonly hours: readonly WeeklyHours[] } | { readonly wrong: WeekProblem } {
  const hours: WeeklyHours[] = [];
  for (const weekday of WEEKDAYS) {
    const day = blocks
      .filter((block) => block.weekday === weekday && (block.from !== "" || block.to !== ""))
      .map(({ from, to }) => ({ weekday, from, to: to === "00:00" ? "24:00" : to }))
      .sort((a, b) => a.from.localeCompare(b.from));
    const wrong = problemOf(day);
    if (wrong !== null) return { wrong: { weekday, problem: wrong } };
    hours.push(...day);
  }
  return { hours };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function problemOf(day: readonly WeeklyHours[]): WeekProblem["problem"] | null {
  if (day.some(({ from, to }) => !TIME.test(from) || !(TIME.test(to) || to === "24:00"))) return "incomplete";
  if (day.some(({ from, to }) => from >= to)) return "backwards";
  return day.some(({ from }, index) => from < (day[index - 1]?.to ?? "")) ? "overlap" : null;
}

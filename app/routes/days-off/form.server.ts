import { DAY } from "../../../domain/time.ts";
import type { DaysOff } from "../../../worker/contract.ts";
import { readDay } from "../../time/days.server.ts";
import type { DaysOffProblem } from "./answer.ts";

/** The Worker's limit (worker/limits.ts, DAYS_OFF_LONGEST), told here before it is met. In days. */
const LONGEST = 366;

/** The days to take off, or what is wrong with them. @param today of the mentor's own calendar. */
export function daysOffIn(
  form: URLSearchParams,
  today: string,
): { readonly days: DaysOff } | { readonly problem: DaysOffProblem } {
  const from = readDay(form.get("from"));
  const last = form.get("to") ?? "";
  const to = last === "" ? from : readDay(last);
  if (from === null || to === null) return { problem: "incomplete" };
  if (to < from) return { problem: "backwards" };
  if (to < today) return { problem: "past" };
  if (daysBetween(from, to) > LONGEST) return { problem: "long" };
  return { days: { from, to } };
}

/** How many days a range has, first and last included. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;

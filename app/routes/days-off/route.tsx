import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { bookedStartsQuery } from "../../../db/agenda.ts";
import { mentorWeekQuery } from "../../../db/slots.ts";
import { Notice } from "../../components/notice.tsx";
import { mentorClockOf } from "../../mentoring/clock.server.ts";
import { Clock } from "../../mentoring/clock.tsx";
import { MentorNav } from "../../mentoring/mentor-nav.tsx";
import { mentoringWords, useMentoringWords } from "../../mentoring/words/words.ts";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { readZoneCookies } from "../../server/cookies.server.ts";
import { together } from "../../server/together.server.ts";
import { type Arrival, noQuestions, ownPage, signInPath } from "../../server/visit.server.ts";
import styles from "../../styles/schedule.css?url";
import { dayOf } from "../../time/days.server.ts";
import { zoneLong } from "../../time/formats.server.ts";
import { AddForm } from "./add-form.tsx";
import type { DaysOffAnswer, DaysOffProblem } from "./answer.ts";
import { daysOffIn } from "./form.server.ts";
import { linesOf } from "./list.server.ts";
import { List } from "./list.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

export const links = () => [{ rel: "stylesheet", href: styles }];

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, answer } = await ownPage(arrival, ({ db, viewerId, now }) =>
    together(mentorWeekQuery(db, viewerId), bookedStartsQuery(db, viewerId, now)),
  );
  const [week, starts] = answer;
  if (week === null) throw new Response("mentors-only", { status: 403 });
  const done = new URL(arrival.request.url).searchParams.get("done");
  return {
    frame: visit.frame,
    title: mentoringWords[visit.locale].daysOff.title,
    zone: zoneLong(visit.now, visit.locale, visit.zone),
    today: dayOf(visit.now, visit.zone),
    lines: linesOf(week.daysOff, starts, visit),
    clock: mentorClockOf(week.hours, readZoneCookies(arrival.request.headers).browser, visit),
    done: done === "added" || done === "removed" ? (done as "added" | "removed") : null,
  };
}

/** One form adds; each line of the list is a form that takes itself back. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  return form.get("intent") === "remove" ? remove(arrival, form) : add(arrival, form);
}

async function add(arrival: Arrival, form: URLSearchParams) {
  const { visit } = await ownPage(arrival, noQuestions);
  const wish = daysOffIn(form, dayOf(visit.now, visit.zone));
  if ("problem" in wish) return again(form, wish.problem);
  const answer = await arrival.context.env.DASHBOARD_SERVICE.addDaysOff(tokenOf(arrival), wish.days);
  if (answer.ok) return seeOther(arrival.context, "/days-off?done=added");
  if (answer.reason.code === "unauthorized") return seeOther(arrival.context, signInPath(arrival.request));
  return again(form, answer.reason.code === "too_many" ? "many" : "refused");
}

async function remove(arrival: Arrival, form: URLSearchParams) {
  const from = form.get("from") ?? "";
  const answer = await arrival.context.env.DASHBOARD_SERVICE.removeDaysOff(tokenOf(arrival), from);
  if (answer.ok) return seeOther(arrival.context, "/days-off?done=removed");
  if (answer.reason.code === "unauthorized") return seeOther(arrival.context, signInPath(arrival.request));
  return again(new URLSearchParams(), "refused");
}

const again = (form: URLSearchParams, problem: DaysOffProblem) =>
  data<DaysOffAnswer>({ problem, from: form.get("from") ?? "", to: form.get("to") ?? "" }, { status: 400 });

export default function DaysOff() {
  const w = useMentoringWords().daysOff;
  const { zone, today, lines, clock, done } = useLoaderData<typeof loader>();
  const answer = useActionData<DaysOffAnswer>();
  return (
    <div className="wide page">
      <MentorNav />
      <h1>{w.title}</h1>
      <p className="lead">{w.lead(zone)}</p>
      {done !== null && answer === undefined && <Notice tone="good">{w[done]}</Notice>}
      <div className="availability">
        <List lines={lines} />
        <div className="availability-side">
          <AddForm key={lines.length} today={today} answer={answer ?? null} />
          <Clock clock={clock} />
        </div>
      </div>
    </div>
  );
}

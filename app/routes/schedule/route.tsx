import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { agendaQuery } from "../../../db/agenda.ts";
import { mentorWeekQuery } from "../../../db/slots.ts";
import { useArrowKeys } from "../../components/arrow-keys.ts";
import { MentorNav } from "../../mentoring/mentor-nav.tsx";
import { mentoringWords, useMentoringWords } from "../../mentoring/words/words.ts";
import { together } from "../../server/together.server.ts";
import { ownPage } from "../../server/visit.server.ts";
import { boundariesOf } from "../../session/card.ts";
import { useClock } from "../../session/clock.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import styles from "../../styles/schedule.css?url";
import { zoneLong } from "../../time/formats.server.ts";
import { agendaDaysOf, labelOf, wayOf } from "./agenda.server.ts";
import type { AgendaWay } from "./agenda.ts";
import { Day } from "./day.tsx";
import { readSpan } from "./span.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

/** A mentor's own day, or week: one batch, and no more than fifty sessions of it. */
export async function loader(arrival: LoaderFunctionArgs) {
  const search = new URL(arrival.request.url).searchParams;
  const { visit, answer } = await ownPage(arrival, ({ db, viewerId, zone, now }) => {
    const { from, to } = readSpan(search, now, zone);
    return together(agendaQuery(db, { viewerId, from, to }), mentorWeekQuery(db, viewerId));
  });
  const [agenda, week] = answer;
  if (week === null) throw new Response("mentors-only", { status: 403 });
  const span = readSpan(search, visit.now, visit.zone);
  return {
    frame: visit.frame,
    title: mentoringWords[visit.locale].schedule.title,
    zone: zoneLong(visit.now, visit.locale, visit.zone),
    view: span.view,
    label: labelOf(span, visit),
    days: agendaDaysOf(span, agenda, week, visit),
    way: wayOf(span),
  };
}

export default function Schedule() {
  const w = useMentoringWords().schedule;
  const { frame, zone, view, label, days, way } = useLoaderData<typeof loader>();
  const entries = days.flatMap((day) => day.entries);
  const isCut = days.some(({ cut }) => cut);
  const now = useClock(frame.now, () => entries.flatMap(({ card }) => boundariesOf(card)));
  useArrowKeys(way.previous, way.next);
  useRevalidateOnReturn();
  return (
    <div className="wide page schedule">
      <MentorNav />
      <h1>{w.title}</h1>
      <p className="lead">{w.zone(zone)}</p>
      <div className="week-head">
        <div aria-live="polite">
          <h2 id="agenda-title">{label}</h2>
          <p className="soft">{isCut ? w.moreThan(entries.length) : w.sessions(entries.length)}</p>
        </div>
        <Ways way={way} view={view} />
      </div>
      <ol className={view === "day" ? "agenda agenda-day" : "agenda week"} aria-labelledby="agenda-title">
        {days.map((day) => (
          <Day key={day.key} day={day} view={view} now={now} />
        ))}
      </ol>
    </div>
  );
}

/** Earlier, later, today; and how much at once. */
function Ways({ way, view }: { readonly way: AgendaWay; readonly view: "week" | "day" }) {
  const w = useMentoringWords().schedule;
  const [previous, next] = view === "day" ? [w.previousDay, w.nextDay] : [w.previousWeek, w.nextWeek];
  return (
    <div className="agenda-ways">
      <nav className="agenda-views" aria-label={w.views}>
        <Link to={way.week} aria-current={view === "week" ? "true" : undefined} preventScrollReset>
          {w.week}
        </Link>
        <Link to={way.day} aria-current={view === "day" ? "true" : undefined} preventScrollReset>
          {w.day}
        </Link>
      </nav>
      <nav aria-label={w.move} title={w.keys}>
        <Link to={way.previous} className="button" rel="prev" aria-label={previous} preventScrollReset>
          ←
        </Link>
        <Link to={way.today} className="button" preventScrollReset>
          {w.today}
        </Link>
        <Link to={way.next} className="button" rel="next" aria-label={next} preventScrollReset>
          →
        </Link>
      </nav>
    </div>
  );
}

import { Link } from "@remix-run/react";
import type { Instant } from "../../../domain/time.ts";
import { DayRibbon } from "../../components/ribbon.tsx";
import { useMentoringWords } from "../../mentoring/words/words.ts";
import type { AgendaDay } from "./agenda.ts";
import { Entry } from "./entry.tsx";

interface DayProps {
  readonly day: AgendaDay;
  readonly view: "week" | "day";
  readonly now: Instant;
}

/** A day with its ribbon, its sessions, and when one can be booked on it. */
export function Day({ day, view, now }: DayProps) {
  const w = useMentoringWords().schedule;
  return (
    <li
      className={day.isToday ? "agenda-of is-today" : "agenda-of"}
      {...(day.isToday && { "aria-current": "date" })}
    >
      {view === "week" && (
        <h3>
          <Link to={day.path} className="agenda-date">
            <span className="week-weekday">{day.weekday}</span> <span className="soft">{day.date}</span>
          </Link>
        </h3>
      )}
      <DayRibbon sky={day.sky} blocks={day.blocks} thick={view === "day"} />
      <p className="agenda-open">{day.open}</p>
      {day.change !== null && <p className="agenda-change">{day.change}</p>}
      {day.entries.length === 0 && !day.cut ? (
        <p className="soft agenda-none">{view === "day" ? w.emptyDay : w.none}</p>
      ) : (
        <ul>
          {day.entries.map((entry) => (
            <Entry key={entry.card.id} entry={entry} now={now} />
          ))}
        </ul>
      )}
      {day.cut && (
        <p className="agenda-cut">
          {view === "day" && `${w.cutDay} `}
          <Link to={view === "day" ? `/sessions?from=${day.key}&to=${day.key}` : day.path}>
            {view === "day" ? w.all : w.cut}
          </Link>
        </p>
      )}
    </li>
  );
}

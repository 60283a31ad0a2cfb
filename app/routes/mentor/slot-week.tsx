import { Link } from "@remix-run/react";
import { useMessages } from "../../messages/context.tsx";
import type { SlotDay, Week } from "./week.ts";

interface SlotWeekProps {
  readonly mentorId: string;
  readonly duration: number;
  readonly week: Week;
  readonly days: readonly SlotDay[];
}

export function SlotWeek({ mentorId, duration, week, days }: SlotWeekProps) {
  const t = useMessages();
  const path = (from: string) => `/mentors/${mentorId}?duration=${duration}&from=${from}`;
  const none = days.every(({ slots }) => slots.length === 0);
  return (
    <section aria-labelledby="slots-title">
      <div className="week-head">
        <h2 id="slots-title">{week.label}</h2>
        <nav aria-label={t.mentor.weeks}>
          {week.previous !== null && (
            <Link to={path(week.previous)} className="button" preventScrollReset>
              {t.mentor.earlier}
            </Link>
          )}
          {week.next !== null && (
            <Link to={path(week.next)} className="button" preventScrollReset>
              {t.mentor.later}
            </Link>
          )}
        </nav>
      </div>
      {none ? (
        <div className="empty">
          <h3>{t.mentor.noSlots}</h3>
          <p>{t.mentor.noSlotsWhy}</p>
        </div>
      ) : (
        <ol className="week">
          {days.map((day) => (
            <Day key={day.day} day={day} mentorId={mentorId} duration={duration} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Day({ day, mentorId, duration }: { day: SlotDay; mentorId: string; duration: number }) {
  const t = useMessages();
  return (
    <li className={day.slots.length === 0 ? "week-day is-empty" : "week-day"}>
      <h3>
        <span className="week-weekday">{day.weekday}</span> <span className="soft">{day.date}</span>
      </h3>
      {day.slots.length === 0 ? (
        <p className="soft">{t.mentor.dayFull}</p>
      ) : (
        <ul>
          {day.slots.map((slot) => (
            <li key={slot.startsAt}>
              <Link
                className="slot"
                to={`/mentors/${mentorId}/book?starts_at=${encodeURIComponent(slot.startsAt)}&duration=${duration}`}
              >
                {slot.time}
                <span className="unseen">, {day.full}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

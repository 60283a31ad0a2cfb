import type { CalendarLinks } from "./calendar.server.ts";
import { useDetailsWords } from "./words.ts";

interface CalendarProps {
  readonly id: string;
  /** Null once there is nothing to look forward to. */
  readonly links: CalendarLinks | null;
  /** Whether the file takes it out of a calendar. */
  readonly gone: boolean;
}

export function Calendar({ id, links, gone }: CalendarProps) {
  const w = useDetailsWords();
  const over = gone ? w.calendarGone : w.calendarKept;
  return (
    <section className="panel" aria-labelledby="calendar-title">
      <h2 id="calendar-title">{w.calendar}</h2>
      <p className="soft">{links === null ? over : w.calendarWhat}</p>
      <ul className="calendar-links">
        <li>
          <a href={`/api/bookings/${id}/calendar.ics`} download>
            {w.file}
          </a>
        </li>
        {links !== null && (
          <>
            <Outside to={links.google}>Google Calendar</Outside>
            <Outside to={links.outlook}>Outlook</Outside>
            <Outside to={links.microsoft365}>Microsoft 365</Outside>
          </>
        )}
      </ul>
    </section>
  );
}

function Outside({ to, children }: { readonly to: string; readonly children: string }) {
  const w = useDetailsWords();
  return (
    <li>
      <a href={to} target="_blank" rel="noreferrer">
        {children}
        <span className="unseen">, {w.newTab}</span>
      </a>
    </li>
  );
}

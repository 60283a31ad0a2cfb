import { Link } from "@remix-run/react";
import { useAttendanceWords } from "../../session/attendance-words.ts";

export interface MissedFact {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  /** "3 h ago". */
  readonly age: string;
}

/** Missed sessions that wait for a decision; nothing when there is none. */
export function Missed({ sessions }: { readonly sessions: readonly MissedFact[] }) {
  const w = useAttendanceWords();
  if (sessions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="missed-title">
      <h2 id="missed-title">{w.waiting}</h2>
      <p className="soft">{w.waitingWhat}</p>
      <ul className="desk-refunds">
        {sessions.map(({ id, title, when, age }) => (
          <li key={id}>
            <Link to={`/admin/sessions/${id}#attendance`}>
              <bdi>{title}</bdi>
            </Link>
            <p className="soft dated">
              {when} · {age}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { mentorsQuery } from "../../../db/mentors.ts";
import { useMessages } from "../../messages/context.tsx";
import { openPage } from "../../server/visit.server.ts";
import { readMentorsCursor, writeMentorsCursor } from "./cursor.server.ts";
import { mentorCardOf } from "./mentor-card.server.ts";
import { MentorItem } from "./mentor-item.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

const PAGE_SIZE = 24;

export async function loader(arrival: LoaderFunctionArgs) {
  const cursor = readMentorsCursor(new URL(arrival.request.url).searchParams.get("cursor"));
  const { visit, answer } = await openPage(arrival, ({ db }) =>
    mentorsQuery(db, { limit: PAGE_SIZE, cursor }),
  );
  return {
    frame: visit.frame,
    title: visit.t.mentors.title,
    mentors: answer.rows.map((row) => mentorCardOf(row, visit)),
    paged: cursor !== null,
    next: answer.next && `/mentors?cursor=${writeMentorsCursor(answer.next)}`,
  };
}

export default function Mentors() {
  const t = useMessages();
  const { mentors, next, paged } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <h1>{t.mentors.title}</h1>
      <p className="lead">{t.mentors.what}</p>
      {mentors.length === 0 ? (
        <div className="empty">
          <h2>{t.mentors.none}</h2>
          <p>{t.mentors.noneWhy}</p>
        </div>
      ) : (
        <ul className="mentors">
          {mentors.map((mentor) => (
            <MentorItem key={mentor.face.id} mentor={mentor} />
          ))}
        </ul>
      )}
      {(next !== null || paged) && (
        <nav className="more" aria-label={t.sessions.pages}>
          {paged && (
            <Link to="/mentors" className="text-link">
              {t.sessions.toFirst}
            </Link>
          )}
          {next !== null && (
            <Link to={next} className="button">
              {t.mentors.more}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

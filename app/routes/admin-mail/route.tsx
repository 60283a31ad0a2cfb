import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import type { Viewer } from "../../../auth/viewer.ts";
import {
  type CancelTimes,
  cancelTimesQuery,
  failedMailsQuery,
  waitingMailsQuery,
} from "../../../db/mails.ts";
import { DAY } from "../../../domain/time.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { mailWords, useMailWords } from "../../desk/mail-words.ts";
import { mailFact } from "../../desk/mails.server.ts";
import { together } from "../../server/together.server.ts";
import type { Visit } from "../../server/visit.server.ts";
import { momentWords } from "../../session/card.server.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { mailPath, readCursor, TABS, type Tab, tabOf, writeCursor } from "./cursor.ts";
import { Times } from "./times.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

const PAGE_SIZE = 20;
const SLOWEST = 10;
const LOOKED_BACK = 7 * DAY;

export async function loader(arrival: LoaderFunctionArgs) {
  const search = new URL(arrival.request.url).searchParams;
  const tab = tabOf(search.get("state"));
  const cursor = readCursor(search.get("cursor"));
  const mailsQuery = tab === "waiting" ? waitingMailsQuery : failedMailsQuery;
  const { visit, answer } = await administratorPage(arrival, ({ db, now }) =>
    together(cancelTimesQuery(db, now - LOOKED_BACK, SLOWEST), mailsQuery(db, PAGE_SIZE, cursor)),
  );
  const [times, mails] = answer;
  return {
    frame: visit.frame,
    title: mailWords[visit.locale].title,
    tab,
    first: cursor === null,
    next: mails.next === null ? null : mailPath(tab, writeCursor(mails.next)),
    mails: mails.rows.map((row) => mailFact(row, visit)),
    times: timesOf(times, visit),
  };
}

function timesOf({ counts, untold, slowest }: CancelTimes, visit: Visit<Viewer>) {
  const w = mailWords[visit.locale];
  const rows = [...counts, untold].map((n, place) => ({ label: w.within[place] ?? w.untold, n }));
  return {
    rows,
    most: Math.max(1, ...rows.map(({ n }) => n)),
    total: rows.reduce((sum, { n }) => sum + n, 0),
    late: counts.at(-1) ?? 0,
    slowest: slowest.map(({ bookingId, cancelledAt, took }) => ({
      bookingId,
      when: momentWords(cancelledAt, visit),
      took: w.span(took),
    })),
  };
}

export default function Mails() {
  const w = useMailWords();
  const { tab, times, mails, first, next } = useLoaderData<typeof loader>();
  useRevalidateOnReturn();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <Times times={times} />
      <div className="tabs-row">
        <nav className="tabs" aria-label={w.lists}>
          {TABS.map((one) => (
            <Link
              key={one}
              to={mailPath(one)}
              aria-current={one === tab ? "page" : undefined}
              preventScrollReset
            >
              {w.tab[one]}
            </Link>
          ))}
        </nav>
      </div>
      {mails.length === 0 ? (
        <div className="empty">
          <h2>{w.none[tab]}</h2>
          <p>{first ? w.noneWhy[tab] : w.later}</p>
        </div>
      ) : (
        <ol className="desk">
          {mails.map((mail) => (
            <li key={`${mail.bookingId} ${mail.key}`} className="panel desk-item">
              <div className="desk-head">
                <h2>{mail.kind}</h2>
                <span className={`chip mail-${mail.state}`}>{mail.word}</span>
              </div>
              <p className="soft">
                <bdi>{w.to(mail.name)}</bdi> · {mail.when}
              </p>
              {mail.detail !== null && <p className="written desk-note">{mail.detail}</p>}
              <p>
                <Link to={`/admin/sessions/${mail.bookingId}#mails`} className="text-link">
                  {w.open}
                </Link>
              </p>
            </li>
          ))}
        </ol>
      )}
      <Pages tab={tab} first={first} next={next} />
    </div>
  );
}

function Pages({
  tab,
  first,
  next,
}: {
  readonly tab: Tab;
  readonly first: boolean;
  readonly next: string | null;
}) {
  const w = useMailWords();
  if (first && next === null) return null;
  return (
    <nav className="more" aria-label={w.pages}>
      {!first && (
        <Link to={mailPath(tab)} className="text-link">
          {w.toFirst}
        </Link>
      )}
      {next !== null && (
        <Link to={next} className="button">
          {w.more}
        </Link>
      )}
    </nav>
  );
}

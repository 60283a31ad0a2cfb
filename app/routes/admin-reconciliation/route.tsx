import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import type { Viewer } from "../../../auth/viewer.ts";
import { type ReconciledDay, reconciledDaysQuery } from "../../../db/reconciliation.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { ledgerWords, useLedgerWords } from "../../desk/ledger-words.ts";
import { sumsOf } from "../../desk/sums.server.ts";
import { SumsTable } from "../../desk/sums.tsx";
import type { Visit } from "../../server/visit.server.ts";
import { say } from "../../time/formats.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

const PAGE_SIZE = 14;

/** "2026-11-20", as it stands in the URL: a UTC day. */
const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

function readBefore(text: string | null): number | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(text ?? "") : Number.NaN;
  return Number.isNaN(day) ? null : day;
}

export async function loader(arrival: LoaderFunctionArgs) {
  const before = readBefore(new URL(arrival.request.url).searchParams.get("before"));
  const { visit, answer } = await administratorPage(arrival, ({ db }) =>
    reconciledDaysQuery(db, before, PAGE_SIZE),
  );
  return {
    frame: visit.frame,
    title: ledgerWords[visit.locale].title,
    first: before === null,
    next: answer.next === null ? null : dateOf(answer.next),
    days: answer.days.map((day) => itemOf(day, visit)),
  };
}

function itemOf({ day, totals, finishedAt, differences, open }: ReconciledDay, visit: Visit<Viewer>) {
  const w = ledgerWords[visit.locale];
  return {
    date: dateOf(day),
    day: say(day, "full", visit.locale, "UTC"),
    sums: sumsOf(totals, visit.locale),
    word: finishedAt === null ? w.reading : differences === 0 ? w.agree : w.found(differences, open),
    state: finishedAt === null ? "reading" : open > 0 ? "off" : "fine",
  };
}

export default function Reconciliation() {
  const w = useLedgerWords();
  const { days, first, next } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      {days.length === 0 ? (
        <div className="empty">
          <h2>{w.none}</h2>
          <p>{w.noneWhy}</p>
        </div>
      ) : (
        <ol className="desk">
          {days.map((day) => (
            <li key={day.date} className="panel desk-item">
              <div className="desk-head">
                <h2 className="desk-money dated">
                  <Link to={`/admin/reconciliation/${day.date}`}>{day.day}</Link>
                </h2>
                <span className={`chip ledger-${day.state}`}>{day.word}</span>
              </div>
              <SumsTable sums={day.sums} caption={day.day} />
            </li>
          ))}
        </ol>
      )}
      {(next !== null || !first) && (
        <nav className="more" aria-label={w.pages}>
          {!first && (
            <Link to="/admin/reconciliation" className="text-link">
              {w.toLatest}
            </Link>
          )}
          {next !== null && (
            <Link to={`/admin/reconciliation?before=${next}`} className="button">
              {w.earlier}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

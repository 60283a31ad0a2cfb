import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData, useNavigation } from "@remix-run/react";
import { useCallback, useState } from "react";
import { sessionsQuery } from "../../../db/sessions-list.ts";
import type { Instant } from "../../../domain/time.ts";
import { Notice } from "../../components/notice.tsx";
import { useMessages } from "../../messages/context.tsx";
import { ownPage } from "../../server/visit.server.ts";
import { CancelDialog } from "../../session/cancel-dialog.tsx";
import { cardOf } from "../../session/card.server.ts";
import type { SessionCard } from "../../session/card.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { zoneLong } from "../../time/formats.server.ts";
import { Days } from "./days.tsx";
import { Empty } from "./empty.tsx";
import { readCursor, readFilters, requestOf, writeCursor } from "./filters.server.ts";
import { isFiltered, listPath } from "./filters.ts";
import { Finding } from "./finding.tsx";
import { Hero } from "./hero.tsx";
import { rangeWords, summaryOf } from "./summary.server.ts";
import { Tabs } from "./tabs.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const search = new URL(arrival.request.url).searchParams;
  const filters = readFilters(search);
  const cursor = readCursor(search.get("cursor"));
  const { visit, answer } = await ownPage(arrival, (asking) =>
    sessionsQuery(asking.db, requestOf(filters, cursor, asking)),
  );
  const cards = answer.rows.map((row) => cardOf(row, visit)).filter((card) => card !== null);
  const first = cursor === null && !isFiltered(filters);
  return {
    frame: visit.frame,
    title: visit.t.sessions.title,
    filters,
    range: rangeWords(filters, visit),
    cards,
    first,
    paged: cursor !== null,
    next: answer.next && listPath(filters, writeCursor(answer.next)),
    zone: zoneLong(visit.now, visit.locale, visit.zone),
    summary: first && filters.tab === "upcoming" ? summaryOf(cards, answer.next !== null, visit) : null,
    done: search.get("done"),
  };
}

export default function Sessions() {
  const t = useMessages();
  const { frame, filters, range, cards, first, paged, next, zone, summary, done } =
    useLoaderData<typeof loader>();
  const [asked, setAsked] = useState<SessionCard | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const loading = useNavigation().location?.pathname === "/sessions";
  useRevalidateOnReturn();
  const hero = first && filters.tab === "upcoming" ? nextOf(cards, frame.now) : null;
  const rest = cards.filter((card) => card !== hero);
  return (
    <div className="wide page sessions">
      <h1 tabIndex={-1}>{t.sessions.title}</h1>
      <p className="lead">
        {summary !== null && `${summary} `}
        {t.sessions.zone(zone)}
      </p>
      {done === "signed-in" && <Notice tone="good">{t.sessions.welcome}</Notice>}
      {hero && <Hero card={hero} serverNow={frame.now} onAsk={setAsked} />}
      <div className="tabs-row">
        <Tabs
          filters={filters}
          count={first && filters.tab === "upcoming" ? countOf(cards.length, next) : null}
        />
        <Finding key={listPath(filters)} filters={filters} range={range} />
      </div>
      <section
        aria-label={filters.tab === "past" ? t.sessions.past : t.sessions.upcoming}
        aria-busy={loading}
      >
        {cards.length === 0 && !(paged && next === null) ? (
          <Empty filters={filters} more={next} />
        ) : (
          <Days cards={rest} tab={filters.tab} serverNow={frame.now} onAsk={setAsked} />
        )}
        <More next={next} back={paged ? listPath(filters) : null} />
      </section>
      <p className="fine">{t.sessions.closes}</p>
      <CancelDialog card={asked} onClose={close} />
    </div>
  );
}

/** The session that comes next, or runs: not one that is over while its room is still open, unless there is no other. */
const nextOf = (cards: readonly SessionCard[], now: Instant): SessionCard | null =>
  cards.find(({ endsAt }) => endsAt > now) ?? cards[0] ?? null;

/** Nothing is no number worth a place. */
const countOf = (shown: number, next: string | null): string | null =>
  next !== null ? `${shown}+` : shown === 0 ? null : String(shown);

function More({ next, back }: { readonly next: string | null; readonly back: string | null }) {
  const t = useMessages();
  if (next === null && back === null) return null;
  return (
    <nav className="more" aria-label={t.sessions.pages}>
      {back !== null && (
        <Link to={back} className="text-link">
          {t.sessions.toFirst}
        </Link>
      )}
      {next !== null && (
        <Link to={next} className="button">
          {t.sessions.more}
        </Link>
      )}
    </nav>
  );
}

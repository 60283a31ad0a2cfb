import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { type ClientLoaderFunctionArgs, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { useCallback, useMemo, useState } from "react";
import { Notice } from "../../components/notice.tsx";
import { Turn } from "../../components/turn.tsx";
import { useMessages } from "../../messages/context.tsx";
import { noteVisit } from "../../server/note-visit.server.ts";
import { CancelDialog } from "../../session/cancel-dialog.tsx";
import { boundariesOf, isAhead, type SessionCard } from "../../session/card.ts";
import { useClock } from "../../session/clock.ts";
import { type Known, lastKnown, useKnown } from "../../session/last-known.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { Stale } from "../../session/stale.tsx";
import { say, zoneLong } from "../../time/formats.server.ts";
import { useCalendarWords } from "../calendar/words.ts";
import { Days } from "./days.tsx";
import { Empty } from "./empty.tsx";
import { isFiltered, listPath } from "./filters.ts";
import { Finding } from "./finding.tsx";
import { Hero } from "./hero.tsx";
import type { Loaded } from "./list.ts";
import { More } from "./more.tsx";
import { openList } from "./page.server.ts";
import { Skeleton, useWaiting, Waiting } from "./skeleton.tsx";
import { rangeWords, summaryOf } from "./summary.server.ts";
import { Tabs } from "./tabs.tsx";
import { useList } from "./use-list.ts";
import { useListNews } from "./use-list-news.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, filters, page } = await openList(arrival);
  const first = page.after === null && !isFiltered(filters);
  noteVisit(arrival, visit);
  return {
    frame: visit.frame,
    title: visit.t.sessions.title,
    filters,
    range: rangeWords(filters, visit),
    page,
    first,
    zone: zoneLong(visit.now, visit.locale, visit.zone),
    asOf: say(visit.now, "time", visit.locale, visit.zone),
    summary: first && filters.tab === "upcoming" ? summaryOf(page.cards, page.next !== null, visit) : null,
    welcome: new URL(arrival.request.url).searchParams.get("done") === "signed-in",
  };
}

type Data = Awaited<ReturnType<typeof loader>>;

export const clientLoader = (asked: ClientLoaderFunctionArgs) => lastKnown<Data>(asked);

export default function Sessions() {
  const t = useMessages();
  const { link: calendarLink } = useCalendarWords();
  const data = useLoaderData<typeof loader>() as Data & Known;
  useKnown(data);
  const { key } = useLocation();
  const { filters, frame } = data;
  const page = data.page;
  const { tab } = filters;
  // Each list is one of its own, and so is each visit to it: going back finds the one that was left.
  const entry = `${listPath(filters)} ${key}`;
  const { list, change, growth, grow } = useList(page, tab, entry);
  useListNews(list, page, change);
  useRevalidateOnReturn();
  const [asked, setAsked] = useState<SessionCard | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const waiting = useWaiting(useNavigation().location?.pathname === "/sessions");

  const now = useClock(frame.now, () => list.cards.flatMap(boundariesOf));
  const hero = useMemo(
    () => (data.first && tab === "upcoming" ? nextOf(list.cards, frame.now) : null),
    [data.first, tab, list.cards, frame.now],
  );
  const rest = useMemo(() => list.cards.filter((card) => card !== hero), [list.cards, hero]);
  return (
    <div className="wide page sessions">
      <h1 tabIndex={-1}>{t.sessions.title}</h1>
      <p className="lead">
        {data.summary !== null && `${data.summary} `}
        {t.sessions.zone(data.zone)}
      </p>
      {data.stale && <Stale asOf={data.asOf} />}
      {data.welcome && <Notice tone="good">{t.sessions.welcome}</Notice>}
      {hero && (
        <Turn>
          <Hero card={hero} serverNow={frame.now} onAsk={setAsked} />
        </Turn>
      )}
      <Turn>
        <div className="tabs-row">
          <Tabs filters={filters} count={data.first && tab === "upcoming" ? countOf(list) : null} />
          <Finding filters={filters} range={data.range} />
        </div>
      </Turn>
      <p role="status" className="unseen">
        {isFiltered(filters) && t.finding.found(list.cards.length, list.next !== null)}
      </p>
      <section
        aria-label={tab === "past" ? t.sessions.past : t.sessions.upcoming}
        aria-busy={waiting !== "no"}
      >
        {waiting === "soon" || waiting === "long" ? (
          <Skeleton rows={rest.length} />
        ) : list.cards.length === 0 && !(page.after !== null && list.next === null) ? (
          <Empty filters={filters} next={list.next} />
        ) : (
          <Days cards={rest} tab={tab} now={now} onAsk={setAsked} />
        )}
        <Waiting for={waiting} />
        <More
          key={entry}
          next={list.next}
          back={page.after === null ? null : listPath(filters)}
          growth={growth}
          onGrow={grow}
        />
      </section>
      <div className="list-foot">
        {tab === "upcoming" && <p className="fine">{t.sessions.closes}</p>}
        <a data-follow="" href="/calendar" className="text-link">
          {calendarLink}
        </a>
      </div>
      <CancelDialog card={asked} onClose={close} />
    </div>
  );
}

/** The session that comes next, or runs: not one that is over while its room is still open, unless there is no other. */
function nextOf(cards: readonly SessionCard[], now: number): SessionCard | null {
  const ahead = cards.filter(isAhead);
  return ahead.find(({ endsAt }) => endsAt > now) ?? ahead[0] ?? null;
}

/** Nothing is no number worth a place. */
function countOf({ cards, next }: Loaded): string | null {
  const count = cards.filter(isAhead).length;
  return next !== null ? `${count}+` : count === 0 ? null : String(count);
}

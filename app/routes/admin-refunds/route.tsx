import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { foldWords } from "../../../db/fold.ts";
import { type WaitingMissed, waitingMissedQuery } from "../../../db/missed.ts";
import type { Query } from "../../../db/query.ts";
import {
  refundCountsQuery,
  refundDeskQuery,
  type ToldRefund,
  toldRefundQuery,
} from "../../../db/refund-desk.ts";
import { isId } from "../../../domain/ids.ts";
import { DAY, type Instant } from "../../../domain/time.ts";
import { Notice } from "../../components/notice.tsx";
import { administratorPage, reasonIn, refusalOf } from "../../desk/administrator.server.ts";
import { ConfirmNotice } from "../../desk/confirm-first.tsx";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { FindSession } from "../../desk/find-session.tsx";
import type { DeskWords } from "../../desk/words/en.ts";
import { deskWords, useDeskWords } from "../../desk/words/words.ts";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { notFound } from "../../server/booking.server.ts";
import { together } from "../../server/together.server.ts";
import type { Arrival, Asking } from "../../server/visit.server.ts";
import { whenWords } from "../../session/card.server.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { readCursor, writeCursor } from "./cursor.server.ts";
import { COUNTED, COUNTED_TO, type DeskFilters, deskPath, filtersOf, isFiltered } from "./filters.ts";
import { Finding } from "./finding.tsx";
import { itemOf } from "./item.server.ts";
import { Item, type Typed } from "./item.tsx";
import { Missed } from "./missed.tsx";
import { noticeOf } from "./notice.server.ts";
import { type Counts, Tabs } from "./tabs.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

const PAGE_SIZE = 20;
const MISSED_SHOWN = 20;
const NO_MISSED: Query<readonly WaitingMissed[]> = { statements: [], read: () => [] };

const searchOf = ({ request }: Arrival): URLSearchParams => new URL(request.url).searchParams;

function questions(search: URLSearchParams, filters: DeskFilters, now: Instant) {
  const told = search.get("refund");
  const { tab, cause, why, currency, age, q } = filters;
  const wish = {
    statuses: tab === "all" ? [] : [tab],
    // What waits longest is first in the queue; of what is done, the latest is looked for.
    order: tab === "manual" ? ("oldest" as const) : ("latest" as const),
    limit: PAGE_SIZE,
    cursor: readCursor(search.get("cursor")),
    before: age === null ? null : now - age * DAY,
  };
  const filter = { cause, why, currency: currency.toLowerCase() || null, words: foldWords(q) };
  return ({ db }: Asking) =>
    together(
      refundDeskQuery(db, wish, filter),
      refundCountsQuery(db, COUNTED, COUNTED_TO + 1),
      tab === "manual" ? waitingMissedQuery(db, MISSED_SHOWN) : NO_MISSED,
      told !== null && isId(told)
        ? toldRefundQuery(db, told)
        : { statements: [], read: (): ToldRefund | null => null },
    );
}

export async function loader(arrival: LoaderFunctionArgs) {
  const search = searchOf(arrival);
  const filters = filtersOf(search);
  // Beside the batch, not after it.
  const [page, live] = await Promise.all([
    administratorPage(arrival, questions(search, filters, arrival.context.now())),
    arrival.context.env.DASHBOARD_SERVICE.handlesLiveMoney(),
  ]);
  const { visit, answer } = page;
  const [{ rows, next }, counts, missed, told] = answer;
  const words = deskWords[visit.locale];
  return {
    frame: visit.frame,
    title: words.refunds,
    filters,
    first: !search.has("cursor"),
    next: next === null ? null : deskPath(filters, { cursor: writeCursor(next) }),
    counts: Object.fromEntries(counts) as Counts,
    missed: missed.map(({ id, menteeName, mentorName, startsAt, waitsSince }) => ({
      id,
      title: words.session.title(menteeName, mentorName),
      when: whenWords(startsAt, visit),
      age: words.age(visit.now - waitsSince),
    })),
    items: rows.map((row) => itemOf(row, visit, live)),
    notice: noticeOf(told, visit.locale),
  };
}

interface DeskAnswer {
  readonly refundId: string;
  readonly problem: "reason" | "conflict" | "confirm";
  readonly reason: string;
}

/** Nothing is decided here: the Worker judges who asks and whether the refund still waits, and writes the audit log. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const token = tokenOf(arrival);
  const { DASHBOARD_SERVICE: service } = arrival.context.env;
  const [refundId, act, reason] = [form.get("refund") ?? "", form.get("act"), reasonIn(form)];
  if (act !== "retry" && act !== "settle") throw notFound();
  const problem = (what: DeskAnswer["problem"], status: number) =>
    data<DeskAnswer>({ refundId, problem: what, reason: form.get("reason") ?? "" }, { status });
  if (reason === null) return problem("reason", 400);
  const answer =
    act === "retry"
      ? await service.retryRefund(token, refundId, reason)
      : await service.settleRefund(token, refundId, reason);
  const refusal = refusalOf(arrival, answer);
  if (refusal !== null) return problem(refusal, { conflict: 409, confirm: 403, reason: 400 }[refusal]);
  return seeOther(arrival.context, deskPath(filtersOf(searchOf(arrival)), { refund: refundId }));
}

export default function Refunds() {
  const d = useDeskWords();
  const { filters, first, next, counts, missed, items, notice } = useLoaderData<typeof loader>();
  const answer = useActionData<DeskAnswer>();
  useRevalidateOnReturn();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{d.refunds}</h1>
      <p className="lead">{d.lead}</p>
      {answer === undefined && notice !== null && <Notice tone={notice.tone}>{notice.text}</Notice>}
      {answer?.problem === "conflict" && <Notice tone="warning">{d.conflict}</Notice>}
      {answer?.problem === "reason" && <Notice tone="warning">{d.reasonNeeded}</Notice>}
      {answer?.problem === "confirm" && <ConfirmNotice />}
      <Missed sessions={missed} />
      <div className="tabs-row">
        <Tabs filters={filters} counts={counts} />
        <FindSession />
      </div>
      <Finding filters={filters} />
      {items.length === 0 ? (
        <Empty filters={filters} first={first} goesOn={next !== null} />
      ) : (
        <ol className="desk">
          {items.map((item) => (
            <Item key={item.id} item={item} typed={typedOf(answer, item.id)} />
          ))}
        </ol>
      )}
      <Pages filters={filters} first={first} next={next} />
    </div>
  );
}

function typedOf(answer: DeskAnswer | undefined, refundId: string): Typed | null {
  if (answer === undefined || answer.problem === "conflict" || answer.refundId !== refundId) return null;
  return { reason: answer.reason, problem: answer.problem };
}

function emptyWords({ empty }: DeskWords, { filters, first, goesOn }: EmptyProps): readonly [string, string] {
  if (goesOn) return [empty.notYet, empty.notYetWhy];
  if (!first) return [empty.later, empty.laterWhy];
  if (isFiltered(filters)) return [empty.filtered, empty.filteredWhy];
  return filters.tab === "manual" ? [empty.manual, empty.manualWhy] : [empty.other, empty.otherWhy];
}

interface EmptyProps {
  readonly filters: DeskFilters;
  readonly first: boolean;
  readonly goesOn: boolean;
}

function Empty(props: EmptyProps) {
  const [title, what] = emptyWords(useDeskWords(), props);
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{what}</p>
    </div>
  );
}

function Pages({
  filters,
  first,
  next,
}: {
  readonly filters: DeskFilters;
  readonly first: boolean;
  readonly next: string | null;
}) {
  const d = useDeskWords();
  if (first && next === null) return null;
  return (
    <nav className="more" aria-label={d.pages}>
      {!first && (
        <Link to={deskPath(filters)} className="text-link">
          {d.toFirst}
        </Link>
      )}
      {next !== null && (
        <Link to={next} className="button">
          {d.more}
        </Link>
      )}
    </nav>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import type { Viewer } from "../../../auth/viewer.ts";
import { type Cancelling, cancellingQuery } from "../../../db/cancelling.ts";
import type { CancelledBy } from "../../../domain/booking.ts";
import { formatMoney } from "../../../domain/money.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { barsOf } from "../../desk/bars.server.ts";
import { BarChart } from "../../desk/bars.tsx";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { RANGES, type Range, rangeOf, spanOf, stretchOf } from "../../desk/range.ts";
import type { Visit } from "../../server/visit.server.ts";
import { say } from "../../time/formats.server.ts";
import { cancellingWords, useCancellingWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

const SERIES: readonly CancelledBy[] = ["mentee", "mentor", "administrator", "platform"];

export async function loader(arrival: LoaderFunctionArgs) {
  const range = rangeOf(new URL(arrival.request.url).searchParams.get("days"));
  const { visit, answer } = await administratorPage(arrival, ({ db, now }) =>
    cancellingQuery(db, spanOf(range, now), stretchOf(range)),
  );
  const w = cancellingWords[visit.locale];
  return {
    frame: visit.frame,
    title: w.title,
    range,
    total: answer.overTime.reduce((sum, { n }) => sum + n, 0),
    cut: answer.cut,
    overTime: overTimeOf(answer, range, visit),
    byNotice: barsOf(
      w.notices.map((label, place) => ({
        label,
        values: { n: answer.byNotice.find(({ notice }) => notice === place)?.n ?? 0 },
      })),
      ["n"],
      () => w.sessions,
    ),
    refunds: answer.refunds.map(({ currency, status, n, amount }) => ({
      key: `${currency} ${status}`,
      status: w.status[status],
      money: formatMoney({ amount, currency }, visit.locale),
      n,
    })),
    people: answer.people.map(({ id, name, cancelled, bookings }) => ({
      id,
      name: name || w.removed,
      cancelled,
      // Bookings are counted up to a limit: never less than what was cancelled of them.
      share: w.shareOf(
        Math.round((100 * cancelled) / Math.max(cancelled, bookings)),
        Math.max(cancelled, bookings),
      ),
    })),
  };
}

function overTimeOf({ overTime }: Cancelling, range: Range, visit: Visit<Viewer>) {
  const { from, to } = spanOf(range, visit.now);
  const stretch = stretchOf(range);
  const bars = Array.from({ length: (to - from) / stretch }, (_, place) => ({
    label: say(from + place * stretch, "monthDay", visit.locale, "UTC"),
    values: Object.fromEntries(
      overTime.filter((one) => one.stretch === place).map(({ by, n }) => [by, n]),
    ) as Partial<Record<CancelledBy, number>>,
  }));
  const { by } = cancellingWords[visit.locale];
  return barsOf(bars, SERIES, (series) => by[series]);
}

export default function CancellingPage() {
  const w = useCancellingWords();
  const { range, total, cut, overTime, byNotice, refunds, people } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <div className="tabs-row">
        <nav className="tabs" aria-label={w.ranges}>
          {RANGES.map((one) => (
            <Link
              key={one}
              to={`/admin/cancelling?days=${one}`}
              aria-current={one === range ? "page" : undefined}
              preventScrollReset
            >
              {w.range[one]}
            </Link>
          ))}
        </nav>
        {total > 0 && (
          <a href={`/admin/cancelling.csv?days=${range}`} className="button desk-find" download>
            {w.csv}
          </a>
        )}
      </div>
      {total === 0 ? (
        <div className="empty">
          <h2>{w.none}</h2>
          <p>{w.noneWhy}</p>
        </div>
      ) : (
        <div className="charts">
          <section className="panel chart-wide" aria-labelledby="over-time">
            <h2 id="over-time">{w.total(total)}</h2>
            {cut && <p className="soft">{w.cut}</p>}
            <BarChart bars={overTime} first={w.when} asTable={w.asTable} />
          </section>
          <section className="panel" aria-labelledby="notice">
            <h2 id="notice">{w.notice}</h2>
            <NoticeBars bars={byNotice} />
          </section>
          <section className="panel" aria-labelledby="refunds">
            <h2 id="refunds">{w.refunds}</h2>
            <RefundFigures refunds={refunds} />
          </section>
          <section className="panel chart-wide" aria-labelledby="people">
            <h2 id="people">{w.people}</h2>
            <p className="soft">{w.peopleWhat}</p>
            <PeopleFigures people={people} />
          </section>
        </div>
      )}
    </div>
  );
}

/** Five lines with a bar behind each number: a table that draws itself. */
function NoticeBars({ bars }: { readonly bars: ReturnType<typeof barsOf> }) {
  const w = useCancellingWords();
  return (
    <table className="figures">
      <caption className="unseen">{w.notice}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{w.notice}</th>
          <th scope="col">{w.sessions}</th>
        </tr>
      </thead>
      <tbody>
        {bars.rows.map(({ label, values: [n = 0] }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <meter min={0} max={bars.most} value={n} aria-hidden="true" />
              <span className="figures-count">{n}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RefundFigures({
  refunds,
}: {
  readonly refunds: readonly { key: string; status: string; money: string; n: number }[];
}) {
  const w = useCancellingWords();
  if (refunds.length === 0) return <p className="soft">{w.refundsNone}</p>;
  return (
    <table className="figures">
      <caption className="unseen">{w.refunds}</caption>
      <thead>
        <tr>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.sessions}</th>
          <th scope="col">{w.amount}</th>
        </tr>
      </thead>
      <tbody>
        {refunds.map(({ key, status, money, n }) => (
          <tr key={key}>
            <th scope="row">{status}</th>
            <td>{n}</td>
            <td>{money}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PeopleFigures({
  people,
}: {
  readonly people: readonly { id: string; name: string; cancelled: number; share: string }[];
}) {
  const w = useCancellingWords();
  return (
    <table className="figures">
      <caption className="unseen">{w.people}</caption>
      <thead>
        <tr>
          <th scope="col">{w.person}</th>
          <th scope="col">{w.cancelled}</th>
          <th scope="col">{w.share}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ id, name, cancelled, share }) => (
          <tr key={id}>
            <th scope="row" className="figures-name">
              <bdi>{name}</bdi>
            </th>
            <td>{cancelled}</td>
            <td>{share}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import type { Viewer } from "../../../auth/viewer.ts";
import { type Difference, reconciledDayQuery } from "../../../db/reconciliation.ts";
import { formatMoney } from "../../../domain/money.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { ledgerWords, useLedgerWords } from "../../desk/ledger-words.ts";
import { StripeId } from "../../desk/stripe-id.tsx";
import { paymentLink, refundLink } from "../../desk/stripe-links.ts";
import { sumsOf } from "../../desk/sums.server.ts";
import { SumsTable } from "../../desk/sums.tsx";
import { useDeskWords } from "../../desk/words/words.ts";
import { notFound } from "../../server/booking.server.ts";
import { isMissing, type Visit } from "../../server/visit.server.ts";
import { momentWords } from "../../session/card.server.ts";
import { say } from "../../time/formats.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { date = "" } = arrival.params;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(day)) throw notFound();
  // Beside the batch, not after it.
  const [{ visit, answer }, live] = await Promise.all([
    administratorPage(arrival, ({ db }) => reconciledDayQuery(db, day), isMissing),
    arrival.context.env.DASHBOARD_SERVICE.handlesLiveMoney(),
  ]);
  if (answer === null) throw notFound();
  const w = ledgerWords[visit.locale];
  const title = w.titleOf(say(day, "full", visit.locale, "UTC"));
  return {
    frame: visit.frame,
    title,
    sums: sumsOf(answer.totals, visit.locale),
    read: answer.finishedAt === null ? w.reading : w.readAt(momentWords(answer.finishedAt, visit)),
    finished: answer.finishedAt !== null,
    cut: answer.differences > answer.found.length,
    found: answer.found.map((difference) => itemOf(difference, visit, live)),
  };
}

function itemOf(difference: Difference, visit: Visit<Viewer>, live: boolean) {
  const w = ledgerWords[visit.locale];
  const { currency, oursAmount, oursStatus, theirsAmount, theirsStatus, resolvedAt } = difference;
  const entry = (amount: number | null, status: string | null): string => {
    const said = [
      ...(amount === null ? [] : [formatMoney({ amount, currency }, visit.locale)]),
      ...(status === null ? [] : [w.state(status)]),
    ];
    return said.length === 0 ? w.noEntry : said.join(", ");
  };
  return {
    key: difference.subject,
    ...w.kinds[difference.kind],
    ours: entry(oursAmount, oursStatus),
    stripes: entry(theirsAmount, theirsStatus),
    bookingId: difference.bookingId,
    payment: paymentLink(difference.paymentIntent, live),
    refund: refundLink(difference.stripeRefundId, live),
    resolved: resolvedAt === null ? null : w.resolved(momentWords(resolvedAt, visit)),
  };
}

export default function ReconciledDay() {
  const w = useLedgerWords();
  const { title, sums, read, finished, cut, found } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <p className="crumb">
        <Link to="/admin/reconciliation">{w.title}</Link>
      </p>
      <h1 className="dated">{title}</h1>
      <p className="lead">{read}</p>
      <div className="panel">
        <SumsTable sums={sums} caption={title} />
      </div>
      {found.length === 0 && finished && <p className="lead">{w.agree}.</p>}
      {found.length > 0 && (
        <section aria-labelledby="differences">
          <h2 id="differences" className="desk-title">
            {w.differences}
          </h2>
          {cut && <p className="soft">{w.atMost}</p>}
          <ol className="desk">
            {found.map((item) => (
              <Item key={item.key} item={item} />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function Item({ item }: { readonly item: ReturnType<typeof itemOf> }) {
  const w = useLedgerWords();
  const d = useDeskWords();
  return (
    <li className="panel desk-item">
      <div className={item.resolved === null ? "desk-why" : undefined}>
        <p className="name">{item.what}</p>
        <p className="soft">{item.resolved ?? item.next}</p>
      </div>
      <dl className="desk-ids">
        <div>
          <dt>{w.ours}</dt>
          <dd>{item.ours}</dd>
        </div>
        <div>
          <dt>{w.stripes}</dt>
          <dd>{item.stripes}</dd>
        </div>
        <div>
          <dt>{d.payment}</dt>
          <dd>
            <StripeId link={item.payment} />
          </dd>
        </div>
        {item.refund !== null && (
          <div>
            <dt>{d.stripeRefund}</dt>
            <dd>
              <StripeId link={item.refund} />
            </dd>
          </div>
        )}
      </dl>
      <p>
        <Link to={`/admin/sessions/${item.bookingId}`}>{w.session}</Link>
      </p>
    </li>
  );
}

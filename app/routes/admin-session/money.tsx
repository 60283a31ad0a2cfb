import { Link } from "@remix-run/react";
import type { RefundStatus } from "../../../domain/booking.ts";
import { StripeId } from "../../desk/stripe-id.tsx";
import type { StripeLink } from "../../desk/stripe-links.ts";
import { useDeskWords } from "../../desk/words/words.ts";

export interface RefundFact {
  readonly id: string;
  readonly status: RefundStatus;
  readonly word: string;
  readonly money: string;
  readonly cause: string;
  readonly when: string;
  readonly why: string | null;
  readonly link: StripeLink | null;
  /** What is still being tried, in words; null when nothing is. */
  readonly effort: { readonly what: string; readonly why: string | null } | null;
}

export interface MoneyFacts {
  readonly payment: StripeLink | null;
  readonly card: string | null;
  readonly refunds: readonly RefundFact[];
}

export function MoneyPanel({ money }: { readonly money: MoneyFacts }) {
  const d = useDeskWords();
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 id="money-title">{d.session.money}</h2>
      <dl className="desk-ids">
        <div>
          <dt>{d.payment}</dt>
          <dd>
            <StripeId link={money.payment} />
            {money.card !== null && <span className="soft"> {money.card}</span>}
          </dd>
        </div>
      </dl>
      {money.refunds.length === 0 ? (
        <p className="soft">{d.session.noRefunds}</p>
      ) : (
        <ul className="desk-refunds">
          {money.refunds.map((refund) => (
            <Refund key={refund.id} refund={refund} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Refund({ refund }: { readonly refund: RefundFact }) {
  const d = useDeskWords();
  return (
    <li>
      <p className="desk-head">
        <span className="name">{refund.money}</span>
        <span className={`chip refund-${refund.status}`}>{refund.word}</span>
      </p>
      <p className="soft">
        {refund.cause} · {refund.when}
      </p>
      {refund.why !== null && (
        <p className="soft">
          {refund.why} <Link to={`/admin/refunds#refund-${refund.id}`}>{d.session.onDesk}</Link>
        </p>
      )}
      {refund.effort !== null && (
        <>
          <p className="soft">{refund.effort.what}</p>
          {refund.effort.why !== null && (
            <p className="desk-answer">
              {d.session.lastAnswer} <code translate="no">{refund.effort.why}</code>
            </p>
          )}
        </>
      )}
      {refund.link !== null && (
        <p>
          <StripeId link={refund.link} />
        </p>
      )}
    </li>
  );
}

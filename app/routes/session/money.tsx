import { useMessages } from "../../messages/context.tsx";
import type { CardPrice, SessionCard } from "../../session/card.ts";
import type { RefundState } from "./money.server.ts";
import { useDetailsWords } from "./words.ts";

/** The price, or the payer's refund: where the money is and what happens next. */
export function MoneyBox({
  card,
  refund,
}: {
  readonly card: SessionCard;
  readonly refund: RefundState | null;
}) {
  const t = useMessages();
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 id="money-title">{refund === null ? t.details.price : t.details.refund}</h2>
      {refund !== null ? <Refund refund={refund} /> : card.price !== null && <Price price={card.price} />}
    </section>
  );
}

function Price({ price: { words, free, card } }: { readonly price: CardPrice }) {
  const t = useMessages();
  return (
    <p>
      {free ? t.free : words}
      {card !== null && `, ${t.cardName(card.brand, card.last4)}`}
    </p>
  );
}

function Refund({ refund }: { readonly refund: RefundState }) {
  const w = useDetailsWords();
  return (
    <>
      <p>{refund.words}</p>
      <ol className="steps" aria-label={w.steps}>
        {refund.steps.map(({ what, state }) => (
          <li key={what} className={`step-${state}`} aria-current={state === "now" ? "step" : undefined}>
            {state !== "later" && <span className="unseen">{w[state]} </span>}
            {what}
          </li>
        ))}
      </ol>
    </>
  );
}

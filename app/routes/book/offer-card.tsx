import { Fact } from "../../components/fact.tsx";
import { useMessages } from "../../messages/context.tsx";
import { LargeRibbons } from "../../session/ribbons.tsx";
import type { OfferWords } from "./offer.ts";

export function OfferCard({ offer }: { readonly offer: OfferWords }) {
  const t = useMessages();
  return (
    <div className="panel offer">
      <p className="offer-when">{offer.when}</p>
      <LargeRibbons card={offer.ribbons} />
      <dl className="facts">
        <Fact what={t.book.length} is={t.duration(offer.minutes)} />
        <Fact what={t.book.price} is={offer.price ?? t.free} />
      </dl>
      {offer.deadline === null ? (
        <p className="irrevocable">{t.book.final}</p>
      ) : (
        <p>{t.book.cancelUntil(offer.deadline, offer.price !== null)}</p>
      )}
    </div>
  );
}

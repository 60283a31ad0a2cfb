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
        <dt>{t.book.length}</dt>
        <dd>{t.duration(offer.minutes)}</dd>
        <dt>{t.book.price}</dt>
        <dd>{offer.price ?? t.free}</dd>
      </dl>
      {offer.deadline === null ? (
        <p className="irrevocable">{t.book.final}</p>
      ) : (
        <p>{t.book.cancelUntil(offer.deadline, offer.price !== null)}</p>
      )}
    </div>
  );
}

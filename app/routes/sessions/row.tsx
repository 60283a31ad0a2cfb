import { memo } from "react";
import type { Instant } from "../../../domain/time.ts";
import { useMessages } from "../../messages/context.tsx";
import {
  CancelButton,
  CompletedButton,
  DetailsLink,
  JoinButton,
  PayButton,
  ReviewLink,
} from "../../session/buttons.tsx";
import { type CardState, cardState, hasMoved, minutesOf, type SessionCard } from "../../session/card.ts";
import { OtherPerson } from "../../session/other-person.tsx";
import { RowRibbons } from "../../session/ribbons.tsx";

interface RowProps {
  readonly card: SessionCard;
  readonly tab: "upcoming" | "past";
  readonly now: Instant;
  readonly onAsk: (card: SessionCard) => void;
}

/** Drawn again when its session or the clock has changed something, for nothing else: a list may hold a thousand. */
export const Row = memo(function Row({ card, tab, now, onAsk }: RowProps) {
  const t = useMessages();
  const state = cardState(card, now);
  const over = tab === "past" || (state.cancel === "none" && !state.join);
  return (
    <li className={`row row-${state.status}`} tabIndex={-1}>
      <div className="row-time">
        <p className="time">
          {card.time}
          <span className="unseen">, {card.when}</span>
        </p>
        <p className="soft">{t.duration(minutesOf(card))}</p>
      </div>
      <div className="row-person">
        <OtherPerson card={card} size="row" />
      </div>
      {over || card.places === null ? (
        <Outcome card={card} state={state} />
      ) : (
        <RowRibbons places={card.places} />
      )}
      <div className="row-actions">
        {tab === "upcoming" && <RowStatus card={card} state={state} />}
        <DetailsLink card={card} />
        <RowButton card={card} state={state} onAsk={onAsk} />
        {tab === "upcoming" && state.status === "completed" && <CompletedButton />}
      </div>
    </li>
  );
});

/** How it ended, and where the payer's money is. */
function Outcome({ card, state }: { readonly card: SessionCard; readonly state: CardState }) {
  const t = useMessages();
  return (
    <div className="row-outcome">
      <p className={`chip chip-${state.status}`}>{t.outcome(card, state.status)}</p>
      {card.refund !== null && (
        <p className={`refund refund-${card.refund.status}`}>
          {t.refundShort[card.refund.status](card.refund.money)}
        </p>
      )}
    </div>
  );
}

/** What there is to say where there is nothing, or nothing more, to press. */
function RowStatus({ card, state }: { readonly card: SessionCard; readonly state: CardState }) {
  const t = useMessages();
  if (state.pay) return <p className="chip chip-draft">{t.session.held(card.terms?.held ?? null)}</p>;
  if (state.join && hasMoved(card)) {
    return <p className="chip chip-in_progress">{t.timeline.room_moved(null)}</p>;
  }
  if (state.running) return <p className="chip chip-in_progress">{t.status.in_progress}</p>;
  return null;
}

function RowButton({
  card,
  state,
  onAsk,
}: {
  readonly card: SessionCard;
  readonly state: CardState;
  readonly onAsk: (card: SessionCard) => void;
}) {
  const t = useMessages();
  if (state.pay) {
    return (
      <>
        <CancelButton card={card} onAsk={onAsk} />
        <PayButton card={card} />
      </>
    );
  }
  if (state.join) return <JoinButton card={card} running={state.running} />;
  if (state.review) return <ReviewLink card={card} />;
  if (state.cancel === "open") return <CancelButton card={card} onAsk={onAsk} />;
  if (state.cancel === "closed")
    return <p className="closed">{t.session.cancellingClosed(card.terms?.deadline ?? "")}</p>;
  return null;
}

import { Link } from "@remix-run/react";
import type { Instant } from "../../../domain/time.ts";
import { useMessages } from "../../messages/context.tsx";
import { CancelButton, JoinButton, PayButton, TestVideoLink } from "../../session/buttons.tsx";
import {
  boundariesOf,
  type CardState,
  cardState,
  firstName,
  hasMoved,
  isAhead,
  minutesOf,
  type SessionCard,
} from "../../session/card.ts";
import { minutesBefore, useClock } from "../../session/clock.ts";
import { OtherPerson } from "../../session/other-person.tsx";
import { LargeRibbons } from "../../session/ribbons.tsx";
import { useDetailsWords } from "./words.ts";

interface HeadProps {
  readonly card: SessionCard;
  readonly serverNow: Instant;
  /** The moment on the other's calendar and clock; null where it reads the same. */
  readonly theirWhen: string | null;
  /** What is said once cancelling has closed. */
  readonly closed: string;
  readonly onAsk: (card: SessionCard) => void;
}

/** What it is, with whom, when for both, and what to do now. */
export function Head({ card, serverNow, theirWhen, closed, onAsk }: HeadProps) {
  const t = useMessages();
  const w = useDetailsWords();
  const now = useClock(serverNow, (at) => [...boundariesOf(card), ...minutesBefore(card.startsAt, at)]);
  const state = cardState(card, now);
  const live = state.join ? "hero-live is-open" : "hero-live";
  const name = firstName(card.other.name);
  return (
    <section className="hero" aria-labelledby="session-title">
      <div className="hero-main">
        <p className={live}>
          {!isAhead(state) || card.terms === null
            ? t.outcome(card, state.status)
            : t.hero.status({ ...card, ...card.terms }, state, now)}
        </p>
        <h1 id="session-title" className="hero-title" tabIndex={-1}>
          {t.hero.title(card.time)} <bdi>{card.other.name}</bdi>
        </h1>
        <p className="soft">{card.when}</p>
        <p className="soft hero-theirs">
          {theirWhen === null ? (
            w.sameClock(name)
          ) : (
            <>
              {w.forOther} <bdi>{name}</bdi>: {theirWhen}
            </>
          )}
        </p>
        <div className="hero-person">
          <OtherPerson card={card} size="card" />
        </div>
        {state.join && hasMoved(card) && <p className="moved">{t.session.moved}</p>}
        <Actions card={card} state={state} onAsk={onAsk} />
        {state.cancel === "closed" && <p className="closed">{closed}</p>}
        {state.cancel === "open" && !state.pay && card.terms !== null && (
          <p className="soft">{t.details.cancelUntil(card.terms.deadline)}</p>
        )}
      </div>
      <div className="hero-day">
        <p className="hero-date">{card.day.full}</p>
        <p className="soft">{t.duration(minutesOf(card))}</p>
        <LargeRibbons card={card} />
      </div>
    </section>
  );
}

function Actions({
  card,
  state,
  onAsk,
}: {
  readonly card: SessionCard;
  readonly state: CardState;
  readonly onAsk: (card: SessionCard) => void;
}) {
  const w = useDetailsWords();
  const again = !isAhead(state) && card.role === "mentee";
  return (
    <div className="hero-actions">
      {state.join && <JoinButton card={card} running={state.running} />}
      {state.pay && <PayButton card={card} />}
      {state.status === "confirmed" && <TestVideoLink />}
      {state.cancel === "open" && <CancelButton card={card} onAsk={onAsk} />}
      {again && (
        <Link to={`/mentors/${card.other.id}`} className="button">
          {w.again(firstName(card.other.name))}
        </Link>
      )}
    </div>
  );
}

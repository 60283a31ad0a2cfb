import type { Instant } from "../../../domain/time.ts";
import { useMessages } from "../../messages/context.tsx";
import {
  CancelButton,
  CompletedButton,
  DetailsLink,
  JoinButton,
  PayButton,
  ReviewLink,
  TestVideoLink,
} from "../../session/buttons.tsx";
import {
  boundariesOf,
  type CardState,
  cardState,
  hasMoved,
  minutesOf,
  type SessionCard,
} from "../../session/card.ts";
import { minutesBefore, useClock } from "../../session/clock.ts";
import { OtherPerson } from "../../session/other-person.tsx";
import { LargeRibbons } from "../../session/ribbons.tsx";

interface HeroProps {
  readonly card: SessionCard;
  readonly serverNow: Instant;
  readonly onAsk: (card: SessionCard) => void;
}

/** The next session, large: it says one thing, what to do now. */
export function Hero({ card, serverNow, onAsk }: HeroProps) {
  const t = useMessages();
  const [now, state] = useHeroClock(card, serverNow);
  const live = state.join ? "hero-live is-open" : "hero-live";
  return (
    <section className="hero" aria-labelledby="hero-title">
      <div className="hero-main">
        <p className={live}>
          {state.cancel === "none" || card.terms === null
            ? t.outcome(card, state.status)
            : t.hero.status({ ...card, ...card.terms }, state, now)}
        </p>
        <h2 id="hero-title">
          {t.hero.title(card.time)} <bdi>{card.other.name}</bdi>
        </h2>
        <div className="hero-person">
          <OtherPerson card={card} size="card" />
        </div>
        {state.join && hasMoved(card) && <p className="moved">{t.session.moved}</p>}
        <div className="hero-actions">
          {state.join && <JoinButton card={card} running={state.running} />}
          {state.status === "confirmed" && <TestVideoLink />}
          {state.pay && <PayButton card={card} />}
          {state.cancel === "open" && <CancelButton card={card} onAsk={onAsk} />}
          {state.status === "completed" && <CompletedButton />}
          {state.review && <ReviewLink card={card} />}
          <DetailsLink card={card} />
          {state.cancel === "closed" && !state.join && (
            <p className="closed">{t.session.cancellingClosed(card.terms?.deadline ?? "")}</p>
          )}
        </div>
      </div>
      <div className="hero-day">
        <p className="hero-date">{card.day.full}</p>
        <p className="soft">
          <span className="unseen">{t.session.durationLabel} </span>
          {t.duration(minutesOf(card))}
        </p>
        <LargeRibbons card={card} />
      </div>
    </section>
  );
}

function useHeroClock(card: SessionCard, serverNow: Instant): readonly [Instant, CardState] {
  const now = useClock(serverNow, (at) => [...boundariesOf(card), ...minutesBefore(card.startsAt, at)]);
  return [now, cardState(card, now)];
}

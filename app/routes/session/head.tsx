import type { Instant } from "../../../domain/time.ts";
import { useMessages } from "../../messages/context.tsx";
import { CancelButton, JoinButton, PayButton, TestVideoLink } from "../../session/buttons.tsx";
import { boundariesOf, cardState, type SessionCard } from "../../session/card.ts";
import { minutesBefore, useClock } from "../../session/clock.ts";
import { OtherPerson } from "../../session/other-person.tsx";
import { LargeRibbons } from "../../session/ribbons.tsx";

interface HeadProps {
  readonly card: SessionCard;
  readonly serverNow: Instant;
  readonly calendar: boolean;
  readonly onAsk: (card: SessionCard) => void;
}

export function Head({ card, serverNow, calendar, onAsk }: HeadProps) {
  const t = useMessages();
  const now = useClock(serverNow, (at) => [...boundariesOf(card), ...minutesBefore(card.startsAt, at)]);
  const state = cardState(card, now);
  const live = state.join ? "hero-live is-open" : "hero-live";
  const ahead = state.status === "confirmed" || state.status === "in_progress" || state.status === "draft";
  return (
    <section className="hero" aria-labelledby="session-title">
      <div className="hero-main">
        <p className={live}>{ahead ? t.hero.status(card, state, now) : t.outcome(card, state.status)}</p>
        <h1 id="session-title" className="hero-title" tabIndex={-1}>
          {t.hero.title(card.time)} <bdi>{card.other.name}</bdi>
        </h1>
        <p className="soft">{card.when}</p>
        <div className="hero-person">
          <OtherPerson card={card} size="card" />
        </div>
        <div className="hero-actions">
          {state.join && <JoinButton card={card} running={state.running} />}
          {state.status === "confirmed" && <TestVideoLink />}
          {state.pay && <PayButton card={card} />}
          {state.cancel === "open" && <CancelButton card={card} onAsk={onAsk} />}
          {calendar && (ahead || state.status === "cancelled") && (
            <a href={`/api/bookings/${card.id}/calendar.ics`} className="text-link" download>
              {t.details.calendar}
            </a>
          )}
        </div>
        {state.cancel === "closed" && <p className="closed">{t.session.cancellingClosed(card.deadline)}</p>}
        {state.cancel === "open" && !state.pay && (
          <p className="soft">{t.details.cancelUntil(card.deadline)}</p>
        )}
      </div>
      <div className="hero-day">
        <p className="hero-date">{card.day.full}</p>
        <p className="soft">{t.duration(card.minutes)}</p>
        <LargeRibbons card={card} />
      </div>
    </section>
  );
}

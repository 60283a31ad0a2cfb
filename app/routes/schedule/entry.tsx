import { Link } from "@remix-run/react";
import type { Instant } from "../../../domain/time.ts";
import { useMentoringWords } from "../../mentoring/words/words.ts";
import { useMessages } from "../../messages/context.tsx";
import { JoinButton } from "../../session/buttons.tsx";
import { type CardState, cardState, type SessionCard } from "../../session/card.ts";
import type { AgendaEntry } from "./agenda.ts";

/** One session in its day: the whole of it leads to its page. */
export function Entry({ entry, now }: { readonly entry: AgendaEntry; readonly now: Instant }) {
  const t = useMessages();
  const w = useMentoringWords().schedule;
  const { card, until } = entry;
  const state = cardState(card, now);
  return (
    <li className={`agenda-entry row-${state.status}`}>
      <p className="time">{w.until(card.time, until)}</p>
      <p className="name">
        <Link to={`/sessions/${card.id}`} className="agenda-name">
          <bdi>{card.other.name}</bdi>
        </Link>
      </p>
      {card.role === "mentee" && <p className="soft">{t.roleOfOther(card.role)}</p>}
      <Chip card={card} state={state} />
      {state.join && <JoinButton card={card} running={state.running} />}
    </li>
  );
}

/** What is not simply ahead. */
function Chip({ card, state }: { readonly card: SessionCard; readonly state: CardState }) {
  const t = useMessages();
  if (state.status === "confirmed") return null;
  const words =
    state.status === "draft"
      ? t.session.held(card.terms?.held ?? null)
      : state.running
        ? t.status.in_progress
        : t.outcome(card, state.status);
  return <p className={`chip chip-${state.status}`}>{words}</p>;
}

import { memo } from "react";
import type { Instant } from "../../../domain/time.ts";
import { Turn } from "../../components/turn.tsx";
import type { SessionCard } from "../../session/card.ts";
import { Row } from "./row.tsx";

interface DaysProps {
  readonly cards: readonly SessionCard[];
  readonly tab: "upcoming" | "past";
  readonly now: Instant;
  readonly onAsk: (card: SessionCard) => void;
}

/** Sessions hang on the meridian, day by day. Drawn again when one of them changes or the clock changes one, for nothing else. */
export const Days = memo(function Days({ cards, ...row }: DaysProps) {
  if (cards.length === 0) return null;
  return (
    <ol className={row.tab === "upcoming" ? "days days-ahead" : "days"}>
      {groupByDay(cards).map((group) => (
        <Turn key={group.day.key}>
          <li className="day">
            <h2 className="day-head">
              <span aria-hidden="true" className="day-number">
                {group.day.number}
              </span>
              <span aria-hidden="true" className="day-rest">
                {group.day.rest}
              </span>
              <span aria-hidden="true" className="day-long">
                {group.day.long}
              </span>
              <span className="unseen">{group.day.full}</span>
            </h2>
            <ol className="rows">
              {group.cards.map((card) => (
                <Row key={card.id} card={card} {...row} />
              ))}
            </ol>
          </li>
        </Turn>
      ))}
    </ol>
  );
});

interface Group {
  readonly day: SessionCard["day"];
  readonly cards: SessionCard[];
}

/** The list is in order already: a day is a run of it. */
export function groupByDay(cards: readonly SessionCard[]): readonly Group[] {
  const groups: Group[] = [];
  for (const card of cards) {
    const last = groups.at(-1);
    if (last?.day.key === card.day.key) last.cards.push(card);
    else groups.push({ day: card.day, cards: [card] });
  }
  return groups;
}

import { useCallback, useState } from "react";
import type { Instant } from "../../../domain/time.ts";
import { CancelDialog } from "../../session/cancel-dialog.tsx";
import { cardState, type SessionCard } from "../../session/card.ts";
import { Days } from "../sessions/days.tsx";
import { Empty } from "../sessions/empty.tsx";
import { Hero } from "../sessions/hero.tsx";
import { Named } from "./foundations.tsx";

/** My Sessions' own parts, with a session in each state. They live: the clock moves them, and Cancel asks. */
export function Sessions({ cards, now }: { readonly cards: readonly SessionCard[]; readonly now: Instant }) {
  const [asked, setAsked] = useState<SessionCard | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const [next, ...others] = cards;
  const ahead = others.filter((card) =>
    ["confirmed", "in_progress", "draft"].includes(cardState(card, now).status),
  );
  const past = others.filter((card) => !ahead.includes(card));
  return (
    <div className="sessions">
      {next && (
        <Named title="The next one" note="Large, and says one thing: what to do now.">
          <Hero card={next} serverNow={now} onAsk={setAsked} />
        </Named>
      )}
      <Named title="Ahead" note="Running; too late to cancel; not paid yet; to be cancelled.">
        <Days cards={ahead} tab="upcoming" now={now} onAsk={setAsked} />
      </Named>
      <Named
        title="Past"
        note="To be reviewed; missed; cancelled, with the refund on its way, done, and with a person."
      >
        <Days cards={past} tab="past" now={now} onAsk={setAsked} />
      </Named>
      <Named title="None" note="Each emptiness has the one click that helps.">
        <Empty filters={{ tab: "upcoming", q: "", from: "", to: "", role: "", outcome: "" }} next={null} />
      </Named>
      <CancelDialog card={asked} onClose={close} />
    </div>
  );
}

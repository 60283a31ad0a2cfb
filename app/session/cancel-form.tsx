import { type ReactNode, useEffect, useRef } from "react";
import { REASON_MAX_CHARACTERS } from "../../domain/limits.ts";
import { Avatar } from "../components/avatar.tsx";
import { Fact } from "../components/fact.tsx";
import { useMessages } from "../messages/context.tsx";
import type { CancelAnswer, Refusal } from "./cancel-answer.ts";
import { firstName, minutesOf, type SessionCard } from "./card.ts";

/** What is to be known before anybody confirms: who, until when, and what happens to the money. */
export function CancelFacts({ card }: { readonly card: SessionCard }) {
  const t = useMessages();
  const { price, terms } = card;
  return (
    <>
      <div className="cancel-who">
        <Avatar of={card.other} size="row" />
        <div>
          <p className="name">{t.cancel.sessionWith(card.other.name)}</p>
          <p className="soft">{t.duration(minutesOf(card))}</p>
        </div>
      </div>
      <dl className="facts">
        {card.status !== "draft" && price !== null && !price.free && (
          <>
            <Fact
              what={
                card.role === "mentor"
                  ? t.cancel.goesBackTo(firstName(card.other.name))
                  : price.card === null
                    ? t.cancel.comesBack
                    : t.cancel.comesBackTo(t.cardName(price.card.brand, price.card.last4))
              }
              is={price.words}
            />
            <Fact what={t.cancel.usually} is={t.cancel.bankDays} />
          </>
        )}
        {card.status === "draft" ? (
          <Fact what={t.cancel.charged} is={t.cancel.nothing} />
        ) : (
          terms !== null && <Fact what={t.cancel.closes} is={terms.deadline} />
        )}
      </dl>
    </>
  );
}

/** The epic's modal from the reason down. `back` is what "Go Back" is: a link on a page, a button in a dialog. */
export function CancelFields({
  card,
  answer,
  busy,
  back,
}: {
  readonly card: SessionCard;
  /** To the try before; null before the first. */
  readonly answer: CancelAnswer | null;
  readonly busy: boolean;
  readonly back: ReactNode;
}) {
  const t = useMessages();
  const name = firstName(card.other.name);
  return (
    <>
      {card.status !== "draft" && (
        <>
          <div className="field">
            <label htmlFor="reason">
              {t.cancel.reason} <span className="optional">{t.optional}</span>
            </label>
            <textarea id="reason" name="reason" rows={2} maxLength={REASON_MAX_CHARACTERS} dir="auto" />
          </div>
          <label className="check">
            <input type="checkbox" name="share_reason" value="1" />
            <span>{t.cancel.share(name)}</span>
          </label>
        </>
      )}
      {(answer?.outcome === "problem" || answer?.outcome === "unknown") && (
        <p className="field-error" role="alert">
          {answer.outcome === "problem" ? answer.problem : t.cancel.unreached}
        </p>
      )}
      <p className="irrevocable">
        {t.cancel.undoable} {refundSentence(t, card, name)}
      </p>
      <div className="cancel-buttons">
        {back}
        <button type="submit" className="button button-irrevocable" aria-disabled={busy}>
          {busy ? t.cancel.busy : t.cancel.confirm}
        </button>
      </div>
    </>
  );
}

/**
 * It cannot be cancelled (any more): why, what is safe, and who to turn to.
 * @param answered whether it stands where the form stood: then it takes the focus, which was on a button that is gone.
 */
export function Refused({
  refusal,
  answered,
  back,
}: {
  readonly refusal: Refusal;
  readonly answered: boolean;
  readonly back: ReactNode;
}) {
  const t = useMessages();
  const { why, stillOn, support } = refusal;
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (answered) said.current?.focus();
  }, [answered]);
  return (
    <>
      <p className="refusal" role="alert" tabIndex={-1} ref={said}>
        {why}
      </p>
      {stillOn && <p className="soft">{t.cancel.stillOn}</p>}
      <div className="actions">
        {back}
        {support !== null && (
          <a href={`mailto:${support}`} className="text-link">
            {t.cancel.writeSupport}
          </a>
        )}
      </div>
    </>
  );
}

function refundSentence(t: ReturnType<typeof useMessages>, card: SessionCard, name: string): string {
  if (card.status === "draft") return t.cancel.nothingCharged;
  if (card.price?.free) return t.cancel.wasFree;
  return card.role === "mentee" ? t.cancel.youGetAll : t.cancel.theyGetAll(name);
}

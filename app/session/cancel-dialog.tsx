import { PrefetchPageLinks, useFetcher } from "@remix-run/react";
import { type MutableRefObject, type SyntheticEvent, useCallback, useEffect, useRef } from "react";
import { useAnnounce } from "../components/announcer.tsx";
import { useMessages } from "../messages/context.tsx";
import type { CancelAnswer } from "./cancel-answer.ts";
import { CancelFacts, CancelFields, Refused } from "./cancel-form.tsx";
import type { SessionCard } from "./card.ts";

/** The epic's modal over the page. The browser's own dialog keeps the focus in, and gives it back; Esc is "Go Back". */
export function CancelDialog({
  card,
  onClose,
}: {
  readonly card: SessionCard | null;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useRef(false);
  const finish = useCallback(() => {
    done.current = true;
    onClose();
  }, [onClose]);
  const closed = () => {
    // The row that was asked about is gone, so there is nothing to give the focus back to: reading goes on at the title.
    if (done.current) document.querySelector<HTMLElement>("h1")?.focus();
    done.current = false;
    onClose();
  };
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (card !== null && !element.open) {
      element.showModal();
      // The title first: what is asked is read before what can be answered, and no keyboard covers a phone.
      element.querySelector<HTMLElement>("h2")?.focus();
    }
    if (card === null && element.open) element.close();
  }, [card]);
  /** While it is being decided, closing would only look like a way back. */
  const busy = useRef(false);
  const stay = (event: SyntheticEvent) => {
    if (busy.current) event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="cancel-title" onCancel={stay} onClose={closed}>
      {card !== null && <Question key={card.id} card={card} busy={busy} onClose={onClose} onDone={finish} />}
    </dialog>
  );
}

interface QuestionProps {
  readonly card: SessionCard;
  readonly busy: MutableRefObject<boolean>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Question({ card, busy, onClose, onDone }: QuestionProps) {
  const t = useMessages();
  const announce = useAnnounce();
  const fetcher = useFetcher<CancelAnswer>();
  const waiting = fetcher.state !== "idle";
  const answer = waiting ? null : (fetcher.data ?? null);
  useEffect(() => {
    busy.current = waiting;
    return () => {
      busy.current = false;
    };
  }, [busy, waiting]);
  useEffect(() => {
    if (answer?.outcome !== "done") return;
    announce(answer.said);
    onDone();
  }, [answer, announce, onDone]);
  const path = `/sessions/${card.id}/cancel`;
  const back = (
    <button type="button" className="button" onClick={onClose} aria-disabled={waiting}>
      {t.cancel.back}
    </button>
  );
  return (
    <fetcher.Form
      method="post"
      action={path}
      className="cancel"
      onSubmit={(event) => waiting && event.preventDefault()}
    >
      {/* What an answer needs is loaded while one reads: so a connection that breaks off now can still be told of. */}
      <PrefetchPageLinks page={path} />
      <h2 id="cancel-title" tabIndex={-1}>
        {answer?.outcome === "refused" ? t.cancel.closedTitle : t.cancel.title}
      </h2>
      <p className="soft">{card.when}</p>
      {answer?.outcome === "refused" ? (
        <Refused refusal={answer.refusal} answered back={back} />
      ) : (
        <>
          <CancelFacts card={card} />
          <input type="hidden" name="over" value="page" />
          <CancelFields card={card} answer={answer} busy={waiting} back={back} />
        </>
      )}
    </fetcher.Form>
  );
}

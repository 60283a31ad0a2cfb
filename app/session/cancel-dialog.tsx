import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import { useAnnounce } from "../components/announcer.tsx";
import { useMessages } from "../messages/context.tsx";
import { CancelFacts, CancelFields } from "./cancel-form.tsx";
import type { SessionCard } from "./card.ts";

export type CancelAnswer =
  | { readonly ok: true; readonly said: string }
  | { readonly ok: false; readonly problem: string };

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
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="cancel-title" onClose={closed}>
      {card !== null && <Question key={card.id} card={card} onClose={onClose} onDone={finish} />}
    </dialog>
  );
}

interface QuestionProps {
  readonly card: SessionCard;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Question({ card, onClose, onDone }: QuestionProps) {
  const t = useMessages();
  const announce = useAnnounce();
  const fetcher = useFetcher<CancelAnswer>();
  const answer = fetcher.state === "idle" ? (fetcher.data ?? null) : null;
  useEffect(() => {
    if (answer?.ok !== true) return;
    announce(answer.said);
    onDone();
  }, [answer, announce, onDone]);
  return (
    <fetcher.Form method="post" action={`/sessions/${card.id}/cancel`} className="cancel">
      <h2 id="cancel-title" tabIndex={-1}>
        {t.cancel.title}
      </h2>
      <p className="soft">{card.when}</p>
      <CancelFacts card={card} />
      <input type="hidden" name="over" value="page" />
      <CancelFields
        card={card}
        problem={answer?.ok === false ? answer.problem : null}
        busy={fetcher.state !== "idle"}
        back={
          <button type="button" className="button" onClick={onClose}>
            {t.cancel.back}
          </button>
        }
      />
    </fetcher.Form>
  );
}

import { Form } from "@remix-run/react";
import type { MouseEvent } from "react";
import { isPlainClick } from "../components/following.ts";
import { CameraIcon } from "../components/icons.tsx";
import { useMessages } from "../messages/context.tsx";
import type { SessionCard } from "./card.ts";

/** Opens the room in a new tab. A post, so that nothing that follows links for people ever joins. */
export function JoinButton({ card, running }: { readonly card: SessionCard; readonly running: boolean }) {
  const t = useMessages();
  return (
    <form method="post" action={`/sessions/${card.id}/join`} target="_blank" rel="noopener">
      <button type="submit" className={running ? "button button-room is-running" : "button button-room"}>
        <CameraIcon />
        {t.session.join}
        <span className="unseen"> {t.session.withName(card.other.name)}</span>
      </button>
    </form>
  );
}

/** A link to the page that asks; with JavaScript the same question opens over this page. */
export function CancelButton({
  card,
  onAsk,
}: {
  readonly card: SessionCard;
  readonly onAsk: ((card: SessionCard) => void) | null;
}) {
  const t = useMessages();
  const ask = (event: MouseEvent) => {
    if (onAsk === null || !isPlainClick(event)) return;
    event.preventDefault();
    onAsk(card);
  };
  return (
    <a data-follow="" href={`/sessions/${card.id}/cancel`} className="button" onClick={ask}>
      {t.session.cancel}
      <span className="unseen"> {t.session.withName(card.other.name)}</span>
    </a>
  );
}

/** Epic, "Notes": for who has not been in a call yet. Loaded as a page of its own: only there the browser lends the camera. */
export function TestVideoLink() {
  return (
    <a href="/test-call" className="button">
      {useMessages().session.testVideo}
    </a>
  );
}

/** Epic, "Video Call Button States": after the session. */
export function CompletedButton() {
  const t = useMessages();
  return (
    <button type="button" className="button" disabled>
      {t.status.completed}
    </button>
  );
}

/** Back to the checkout of a draft: asked anew each time, since a checkout's address ends. */
export function PayButton({ card }: { readonly card: SessionCard }) {
  const t = useMessages();
  return (
    <Form method="post" action={`/sessions/${card.id}/pay`} reloadDocument>
      <button type="submit" className="button button-primary">
        {t.session.finishPaying}
      </button>
    </Form>
  );
}

export function DetailsLink({ card }: { readonly card: SessionCard }) {
  const t = useMessages();
  return (
    <a data-follow="" href={`/sessions/${card.id}`} className="text-link">
      {t.session.details}
      <span className="unseen">
        {" "}
        {t.session.withName(card.other.name)}, {card.day.full}
      </span>
    </a>
  );
}

export function ReviewLink({ card }: { readonly card: SessionCard }) {
  const t = useMessages();
  return (
    <a data-follow="" href={`/sessions/${card.id}#review`} className="button">
      {t.session.review}
      <span className="unseen"> {t.session.withName(card.other.name)}</span>
    </a>
  );
}

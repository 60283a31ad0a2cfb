import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import {
  type ClientActionFunctionArgs,
  Form,
  Link,
  useActionData,
  useLoaderData,
  useNavigation,
} from "@remix-run/react";
import { sessionQuery } from "../../../db/session-details.ts";
import { cancelDeadline } from "../../../domain/cancellation.ts";
import { REASON_MAX_CHARACTERS } from "../../../domain/limits.ts";
import type { Rejection } from "../../../domain/rejections.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import { useMessages } from "../../messages/context.tsx";
import type { Messages } from "../../messages/en.ts";
import { readForm, seeOther } from "../../server/act.server.ts";
import { bookingIdOf, notFound, ownRow } from "../../server/booking.server.ts";
import { isMissing, ownPage, seeOwnWrites } from "../../server/visit.server.ts";
import type { CancelAnswer } from "../../session/cancel-answer.ts";
import { CancelFacts, CancelFields, Refused } from "../../session/cancel-form.tsx";
import { cardOf } from "../../session/card.server.ts";
import { cardState, type SessionCard } from "../../session/card.ts";
import { isOutage } from "../../session/last-known.ts";
import { refusalOf } from "../../session/refusal.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

async function openCancel(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await ownPage(arrival, ({ db }) => sessionQuery(db, id), isMissing);
  const row = ownRow(answer, visit.viewer);
  const card = cardOf(row, visit);
  if (card === null) throw notFound();
  return { id, visit, row, card };
}

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, row, card } = await openCancel(arrival);
  const { cancel, status } = cardState(card, visit.now);
  const reason: Rejection =
    status === "confirmed"
      ? { code: "cancellation_window_closed", cancelDeadline: cancelDeadline(row.facts) }
      : { code: "not_cancellable", status: shownStatus(row.facts, visit.now) };
  return {
    frame: visit.frame,
    title: visit.t.cancel.title,
    card,
    refusal: cancel === "open" ? null : refusalOf(reason, row.facts, card.other.name, visit),
  };
}

/** The booking's object decides; the instant that counts is its own, not the one when the button was drawn. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { id, visit, row, card } = await openCancel(arrival);
  const overPage = form.get("over") === "page";
  const reason = (form.get("reason") ?? "").replaceAll("\r\n", "\n").trim();
  if (reason.length > REASON_MAX_CHARACTERS) {
    return data<CancelAnswer>({ outcome: "problem", problem: visit.t.cancel.reasonTooLong }, 400);
  }
  const answer = await arrival.context.booking(id).cancel({
    by: { kind: "participant", userId: visit.viewer.id },
    reason: reason === "" ? null : reason,
    shareReason: form.get("share_reason") === "1",
  });
  if (!answer.ok) {
    if (answer.reason.code === "not_found") throw notFound();
    const refusal = refusalOf(answer.reason, row.facts, card.other.name, visit);
    return data<CancelAnswer>({ outcome: "refused", refusal }, 409);
  }
  if (!overPage) return seeOther(arrival.context, `/sessions/${id}?done=cancelled`);
  arrival.context.answer.cookies.push(seeOwnWrites(arrival.context));
  return data<CancelAnswer>({ outcome: "done", said: doneWords(card, visit.t) });
}

function doneWords(card: SessionCard, t: Messages): string {
  if (card.status === "draft") return t.cancel.draftDone;
  const { price } = card;
  const comesBack = price !== null && !price.free && card.role === "mentee";
  return comesBack ? t.cancel.doneAndPaid(price.words) : t.cancel.done;
}

/** A connection that breaks off is no failure of the page: what was asked stays on it, to be asked again. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs): Promise<CancelAnswer> {
  try {
    return await serverAction<CancelAnswer>();
  } catch (error) {
    if (!isOutage(error)) throw error;
    return { outcome: "unknown" };
  }
}

export default function Cancel() {
  const t = useMessages();
  const { card, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<CancelAnswer>();
  const busy = useNavigation().state !== "idle";
  const refused = answer?.outcome === "refused" ? answer.refusal : refusal;
  const back = (
    <Link to={`/sessions/${card.id}`} className="button">
      {t.cancel.back}
    </Link>
  );
  return (
    <div className="wide page">
      <div className="dialog-page">
        <h1 className="dialog-title">{refused === null ? t.cancel.title : t.cancel.closedTitle}</h1>
        <p className="soft">{card.when}</p>
        {refused === null ? (
          <Form method="post" className="cancel" onSubmit={(event) => busy && event.preventDefault()}>
            <CancelFacts card={card} />
            <CancelFields card={card} answer={answer ?? null} busy={busy} back={back} />
          </Form>
        ) : (
          <Refused refusal={refused} answered={answer?.outcome === "refused"} back={back} />
        )}
      </div>
    </div>
  );
}

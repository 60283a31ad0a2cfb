import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useCallback, useState } from "react";
import { sessionQuery } from "../../../db/session-details.ts";
import { mayReview, viewSession } from "../../../domain/session-view.ts";
import { Notice } from "../../components/notice.tsx";
import { useCardNews } from "../../live/use-card-news.ts";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { bookingIdOf, notFound, ownRow } from "../../server/booking.server.ts";
import { isMissing, ownPage, signInPath } from "../../server/visit.server.ts";
import { CancelDialog } from "../../session/cancel-dialog.tsx";
import { cardOf } from "../../session/card.server.ts";
import type { SessionCard } from "../../session/card.ts";
import { refundWords } from "../../session/refund.server.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { Head } from "./head.tsx";
import { noticeOf, type SessionNotice } from "./notice.server.ts";
import { Review } from "./review.tsx";
import { timelineOf } from "./timeline.server.ts";
import { Timeline } from "./timeline.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await ownPage(arrival, ({ db }) => sessionQuery(db, id), isMissing);
  const row = ownRow(answer, visit.viewer);
  const card = cardOf(row, visit);
  const view = viewSession(row.facts, row.review !== null, visit.viewer.id, visit.now);
  if (card === null || view === null) throw notFound();
  return {
    frame: visit.frame,
    title: visit.t.details.title(card.other.name),
    card,
    timeline: timelineOf(row, visit),
    refund: refundWords(row.facts, visit),
    reason: view.cancellationReason,
    canReview: mayReview(row.facts, row.review !== null, visit.viewer.id, visit.now),
    review: row.review,
    calendar: row.facts.status !== "draft",
    notice: noticeOf(new URL(arrival.request.url).searchParams, row, visit),
  };
}

type ReviewAnswer = { readonly problem: "rating" | "comment" | "again" };

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const id = bookingIdOf(arrival.params);
  const rating = Number(form.get("rating"));
  const comment = (form.get("comment") ?? "").replaceAll("\r\n", "\n").trim();
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) return problem("rating");
  const answer = await arrival.context.env.DASHBOARD_SERVICE.review(tokenOf(arrival), id, {
    rating,
    comment: comment === "" ? null : comment,
  });
  if (answer.ok || answer.reason.code === "already_reviewed") {
    return seeOther(arrival.context, `/sessions/${id}?done=reviewed`);
  }
  if (answer.reason.code === "unauthorized") return seeOther(arrival.context, signInPath(arrival.request));
  if (answer.reason.code === "not_found" || answer.reason.code === "forbidden") throw notFound();
  return problem(answer.reason.code === "invalid_request" ? "comment" : "again");
}

const problem = (what: ReviewAnswer["problem"]) => data<ReviewAnswer>({ problem: what }, { status: 400 });

export default function Session() {
  const t = useMessages();
  const { frame, card, timeline, refund, reason, canReview, review, calendar, notice } =
    useLoaderData<typeof loader>();
  const answer = useActionData<ReviewAnswer>();
  const [asked, setAsked] = useState<SessionCard | null>(null);
  const close = useCallback(() => setAsked(null), []);
  useRevalidateOnReturn();
  useCardNews(card);
  return (
    <div className="wide page details">
      <p className="crumb">
        <Link to="/sessions">{t.sessions.title}</Link>
      </p>
      {notice !== null && <SessionNoticeBox notice={notice} />}
      <Head card={card} serverNow={frame.now} calendar={calendar} onAsk={setAsked} />
      <div className="details-columns">
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">{t.details.timeline}</h2>
          <Timeline entries={timeline} />
        </section>
        <div className="details-side">
          <MoneyBox card={card} refund={refund} />
          {reason !== null && (
            <section className="panel" aria-labelledby="reason-title">
              <h2 id="reason-title">{t.details.reason}</h2>
              <p className="written" dir="auto">
                {reason}
              </p>
            </section>
          )}
          <Review card={card} may={canReview} review={review} problem={answer?.problem ?? null} />
        </div>
      </div>
      <CancelDialog card={asked} onClose={close} />
    </div>
  );
}

function SessionNoticeBox({ notice }: { readonly notice: SessionNotice }) {
  return <Notice tone={notice.tone}>{notice.text}</Notice>;
}

function MoneyBox({ card, refund }: { readonly card: SessionCard; readonly refund: string | null }) {
  const t = useMessages();
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 id="money-title">{refund === null ? t.details.price : t.details.refund}</h2>
      {refund === null ? (
        <p>
          {card.free ? t.free : card.money}
          {card.payCard !== null && `, ${t.cardName(card.payCard.brand, card.payCard.last4)}`}
        </p>
      ) : (
        <p>{refund}</p>
      )}
    </section>
  );
}

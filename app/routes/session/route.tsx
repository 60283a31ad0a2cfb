import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Viewer } from "../../../auth/viewer.ts";
import { neighboursQuery } from "../../../db/neighbours.ts";
import { sessionQuery } from "../../../db/session-details.ts";
import type { SessionRow } from "../../../db/sessions-page.ts";
import { mayReview, viewSession } from "../../../domain/session-view.ts";
import { Notice } from "../../components/notice.tsx";
import { useCardNews } from "../../live/use-card-news.ts";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { bookingIdOf, notFound, ownRow } from "../../server/booking.server.ts";
import { together } from "../../server/together.server.ts";
import { isMissing, ownPage, signInPath, type Visit } from "../../server/visit.server.ts";
import { CancelDialog } from "../../session/cancel-dialog.tsx";
import { cardOf, whenWords } from "../../session/card.server.ts";
import { isAhead, type SessionCard } from "../../session/card.ts";
import { closedWords } from "../../session/refusal.server.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { dayOf, minuteOfDay } from "../../time/days.server.ts";
import { firstZone } from "../../time/zone.ts";
import { attendanceOf } from "./attendance.server.ts";
import { Attendance, type ContestAnswer } from "./attendance.tsx";
import { calendarLinksOf } from "./calendar.server.ts";
import { Calendar } from "./calendar.tsx";
import { Head } from "./head.tsx";
import { refundStateOf } from "./money.server.ts";
import { MoneyBox } from "./money.tsx";
import { neighbourLinksOf } from "./neighbours.server.ts";
import { NeighbourNav } from "./neighbours.tsx";
import { noticeOf } from "./notice.server.ts";
import { Review } from "./review.tsx";
import { timelineOf } from "./timeline.server.ts";
import { Timeline } from "./timeline.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await ownPage(
    arrival,
    ({ db, viewerId }) => together(sessionQuery(db, id), neighboursQuery(db, id, viewerId)),
    ([row]) => isMissing(row),
  );
  const [found, neighbours] = answer;
  const row = ownRow(found, visit.viewer);
  const card = cardOf(row, visit);
  const view = viewSession(row.facts, row.review !== null, visit.viewer.id, visit.now);
  if (card === null || view === null) throw notFound();
  const { t } = visit;
  return {
    frame: visit.frame,
    title: t.details.title(card.other.name),
    card,
    theirWhen: theirWhenOf(row, card, visit),
    closed: closedWords(row.facts, card.other.name, visit),
    neighbours: neighbourLinksOf(neighbours, visit),
    timeline: timelineOf(row, visit),
    refund: refundStateOf(row.facts, visit),
    reason: view.cancellationReason,
    attendance: attendanceOf(row, visit),
    canReview: mayReview(row.facts, row.review !== null, visit.viewer.id, visit.now),
    review: row.review,
    // What was never confirmed was never an appointment.
    calendar: row.facts.status !== "draft" && row.facts.status !== "expired",
    calendarLinks: isAhead({ status: view.status })
      ? calendarLinksOf({
          ...row.facts,
          title: t.details.title(card.other.name),
          page: `${arrival.context.env.APP_ORIGIN}/sessions/${id}`,
        })
      : null,
    notice: noticeOf(new URL(arrival.request.url).searchParams, row, visit),
  };
}

/** The same moment where the other is; null where their clock shows what the viewer's does. */
function theirWhenOf(row: SessionRow, card: SessionCard, visit: Visit<Viewer>): string | null {
  const there = firstZone((card.role === "mentor" ? row.mentee : row.mentor).timezone);
  const { startsAt } = row.facts;
  const clockOf = (zone: string): string => `${dayOf(startsAt, zone)} ${minuteOfDay(startsAt, zone)}`;
  return clockOf(there) === clockOf(visit.zone) ? null : whenWords(startsAt, { ...visit, zone: there });
}

type ReviewAnswer = { readonly problem: "rating" | "comment" | "again" };

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const id = bookingIdOf(arrival.params);
  if (form.get("act") === "contest") return contest(arrival, id, form);
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

async function contest(arrival: ActionFunctionArgs, id: string, form: URLSearchParams) {
  const reason = (form.get("reason") ?? "").replaceAll("\r\n", "\n").trim();
  const refusedFor = (what: ContestAnswer["contest"]) =>
    data<ContestAnswer>({ contest: what, reason }, { status: what === "reason" ? 400 : 409 });
  const answer = await arrival.context.env.DASHBOARD_SERVICE.contest(tokenOf(arrival), id, reason);
  if (answer.ok) return seeOther(arrival.context, `/sessions/${id}?done=contested#attendance`);
  switch (answer.reason.code) {
    case "unauthorized":
      return seeOther(arrival.context, signInPath(arrival.request));
    case "not_found":
      throw notFound();
    case "invalid_request":
      return refusedFor("reason");
    case "contest_window_closed":
      return refusedFor("closed");
    case "conflict":
      return refusedFor("again");
  }
}

const problem = (what: ReviewAnswer["problem"]) => data<ReviewAnswer>({ problem: what }, { status: 400 });

export default function Session() {
  const t = useMessages();
  const data = useLoaderData<typeof loader>();
  const { frame, card, refund, reason, review, notice } = data;
  const answer = useActionData<ReviewAnswer | ContestAnswer>();
  const [asked, setAsked] = useState<SessionCard | null>(null);
  const close = useCallback(() => setAsked(null), []);
  useRevalidateOnReturn();
  useCardNews(card);
  useTitleFocus(card.id);
  return (
    <div className="wide page details">
      <div className="details-way">
        <p className="crumb">
          <Link to="/sessions">{t.sessions.title}</Link>
        </p>
        <NeighbourNav {...data.neighbours} />
      </div>
      {notice !== null && <Notice tone={notice.tone}>{notice.text}</Notice>}
      <Head
        card={card}
        serverNow={frame.now}
        theirWhen={data.theirWhen}
        closed={data.closed}
        onAsk={setAsked}
      />
      <div className="details-columns">
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">{t.details.timeline}</h2>
          <Timeline entries={data.timeline} />
        </section>
        <div className="details-side">
          {data.attendance !== null && (
            <Attendance
              fact={data.attendance}
              answer={answer !== undefined && "contest" in answer ? answer : null}
            />
          )}
          <MoneyBox card={card} refund={refund} />
          {reason !== null && (
            <section className="panel" aria-labelledby="reason-title">
              <h2 id="reason-title">{t.details.reason}</h2>
              <p className="written" dir="auto">
                {reason}
              </p>
            </section>
          )}
          <Review
            key={card.id}
            card={card}
            may={data.canReview}
            review={review}
            problem={answer !== undefined && "problem" in answer ? answer.problem : null}
          />
          {data.calendar && (
            <Calendar id={card.id} links={data.calendarLinks} gone={card.status === "cancelled"} />
          )}
        </div>
      </div>
      <CancelDialog card={asked} onClose={close} />
    </div>
  );
}

/** Going on to another session, reading begins at its title. */
function useTitleFocus(id: string): void {
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current !== id) document.getElementById("session-title")?.focus();
    shown.current = id;
  }, [id]);
}

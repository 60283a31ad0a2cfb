import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { type DeskSession, deskSessionQuery } from "../../../db/desk-session.ts";
import { mailsOfBookingQuery } from "../../../db/mails.ts";
import type { RefundEffort } from "../../../durable-objects/contract.ts";
import { Fact } from "../../components/fact.tsx";
import { Notice } from "../../components/notice.tsx";
import { administratorPage } from "../../desk/administrator.server.ts";
import { ConfirmNotice } from "../../desk/confirm-first.tsx";
import { MailAlarm } from "../../desk/mail-alarm.tsx";
import { useMailWords } from "../../desk/mail-words.ts";
import { mailFact } from "../../desk/mails.server.ts";
import { trailOf } from "../../desk/trail.server.ts";
import { Trail } from "../../desk/trail.tsx";
import { deskWords, useDeskWords } from "../../desk/words/words.ts";
import { useMessages } from "../../messages/context.tsx";
import { readForm, tokenOf } from "../../server/act.server.ts";
import { bookingIdOf, notFound } from "../../server/booking.server.ts";
import { together } from "../../server/together.server.ts";
import type { Arrival } from "../../server/visit.server.ts";
import { useAttendanceWords } from "../../session/attendance-words.ts";
import { useRevalidateOnReturn } from "../../session/revalidate.ts";
import { type ActAnswer, actOnSession } from "./act.server.ts";
import { attendanceFact } from "./attendance.server.ts";
import { AttendancePanel } from "./attendance.tsx";
import { mayDo, moneyFacts, peopleFacts, sessionFacts } from "./facts.server.ts";
import { CancelForm, GrantForm } from "./forms.tsx";
import { MailsPanel } from "./mails.tsx";
import { MoneyPanel } from "./money.tsx";
import { People } from "./people.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const [{ visit, answer }, live] = await Promise.all([
    administratorPage(arrival, ({ db }) => together(deskSessionQuery(db, id), mailsOfBookingQuery(db, id))),
    arrival.context.env.DASHBOARD_SERVICE.handlesLiveMoney(),
  ]);
  const [session, mails] = answer;
  if (session === null) throw notFound();
  const efforts = await effortsOf(arrival, session);
  const { mentee, mentor } = session.details;
  return {
    frame: visit.frame,
    title: deskWords[visit.locale].session.title(mentee.name, mentor.name),
    facts: sessionFacts(session, visit),
    people: peopleFacts(session, visit),
    money: moneyFacts(session, visit, live, efforts),
    attendance: attendanceFact(session, visit),
    trail: trailOf(session.trail, visit),
    mails: mails.map((mail) => mailFact(mail, visit)),
    may: mayDo(session, visit.now),
    done: doneIn(new URL(arrival.request.url).searchParams.get("done"), session),
  };
}

/** One question more, and only while a refund is on its way: the page stands without its answer. */
async function effortsOf(
  arrival: Arrival,
  { details, refunds }: DeskSession,
): Promise<readonly RefundEffort[]> {
  if (!refunds.some(({ status }) => status === "requested" || status === "pending")) return [];
  const { DASHBOARD_SERVICE: service } = arrival.context.env;
  const answer = await service.refundEfforts(tokenOf(arrival), details.facts.id);
  return answer.ok ? answer.value : [];
}

/** The URL names what was tried; that it is done is said only if the session shows it. */
function doneIn(tried: string | null, { details, refunds, trail }: DeskSession): ActAnswer["act"] | null {
  if (tried === "cancel" && details.facts.cancellation !== null) return "cancel";
  if (tried === "rule" && details.facts.attendance?.ruling) return "rule";
  const sent = trail.notes.some(({ action, outcome }) => action === "resend_mail" && outcome === "done");
  if (tried === "resend" && sent) return "resend";
  return tried === "grant" && refunds.some(({ cause }) => cause === "granted") ? "grant" : null;
}

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  return actOnSession(arrival, bookingIdOf(arrival.params), form);
}

export default function AdminSession() {
  const t = useMessages();
  const d = useDeskWords();
  const w = useMailWords();
  const { title, facts, people, money, attendance, trail, mails, may, done } = useLoaderData<typeof loader>();
  const a = useAttendanceWords();
  const answer = useActionData<ActAnswer>() ?? null;
  const said: Record<ActAnswer["act"], { readonly done: string; readonly conflict: string }> = {
    cancel: d.cancel,
    grant: d.grant,
    resend: { done: w.againDone, conflict: w.againConflict },
    rule: { done: a.ruleDone, conflict: a.conflict },
  };
  useRevalidateOnReturn();
  return (
    <div className="wide page">
      <p className="crumb">
        <Link to="/admin/refunds">{d.refunds}</Link>
      </p>
      {done !== null && answer === null && (
        <Notice tone="good">
          {done === "cancel" && facts.status === "expired" ? d.cancel.doneDraft : said[done].done}
        </Notice>
      )}
      {answer?.problem === "conflict" && <Notice tone="warning">{said[answer.act].conflict}</Notice>}
      {answer?.problem === "confirm" && <ConfirmNotice />}
      <MailAlarm />
      <div className="desk-head">
        <h1>{title}</h1>
        <span className={`chip chip-${facts.status}`}>{t.status[facts.status]}</span>
      </div>
      <p className="lead dated">{facts.when}</p>
      <div className="details-columns">
        <div className="details-side">
          <Facts />
          <section className="desk-happened" aria-labelledby="timeline-title">
            <h2 id="timeline-title">{d.session.timeline}</h2>
            <Trail lines={trail} />
          </section>
        </div>
        <div className="details-side">
          <People people={people} />
          {attendance !== null && (
            <AttendancePanel fact={attendance} answer={answer?.act === "rule" ? answer : null} />
          )}
          <MoneyPanel money={money} />
          <MailsPanel mails={mails} answer={answer} />
          {facts.reason !== null && (
            <section className="panel" aria-labelledby="reason-title">
              <h2 id="reason-title">{d.session.cancelledReason}</h2>
              <p className="written" dir="auto">
                {facts.reason}
              </p>
            </section>
          )}
          {may === "cancel" && (
            <CancelForm
              price={facts.price}
              free={facts.free}
              draft={facts.status === "draft"}
              answer={answer?.act === "cancel" ? answer : null}
            />
          )}
          {may === "grant" && (
            <GrantForm price={facts.price} answer={answer?.act === "grant" ? answer : null} />
          )}
          {may === "wait" && <p className="soft">{d.running}</p>}
        </div>
      </div>
    </div>
  );
}

function Facts() {
  const t = useMessages();
  const { session } = useDeskWords();
  const { facts } = useLoaderData<typeof loader>();
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{session.facts}</h2>
      <dl className="facts">
        <Fact what={session.duration} is={t.duration(facts.minutes)} />
        <Fact what={session.price} is={facts.price} />
        <Fact what={session.booked} is={facts.booked} />
        <Fact what={session.source} is={facts.source} />
        <Fact what={session.id} is={facts.id} />
      </dl>
    </section>
  );
}

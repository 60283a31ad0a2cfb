import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { sessionQuery } from "../../../db/session-details.ts";
import { factsOf } from "../../../domain/booking-facts.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import { useMessages } from "../../messages/context.tsx";
import { bookingIdOf, notFound, ownRow } from "../../server/booking.server.ts";
import { isMissing, ownPage, seeOwnWrites } from "../../server/visit.server.ts";
import { PayButton } from "../../session/buttons.tsx";
import { cardOf } from "../../session/card.server.ts";
import { refundWords } from "../../session/refund.server.ts";
import { LargeRibbons } from "../../session/ribbons.tsx";

export { ErrorBoundary } from "../../components/failure.tsx";

/** Where the checkout sends people back to: it says what is true, whether or not a webhook came first. */
export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await ownPage(arrival, ({ db }) => sessionQuery(db, id), isMissing);
  const row = ownRow(answer, visit.viewer);
  const settled = await arrival.context.booking(id).settleCheckout();
  // What was just learned from Stripe is written: the next page must not be older than this one.
  arrival.context.answer.cookies.push(seeOwnWrites(arrival.context));
  const facts = settled === null ? row.facts : factsOf(settled);
  const card = cardOf({ ...row, facts }, visit);
  if (card === null) throw notFound();
  const status = shownStatus(facts, visit.now);
  const waits = status === "draft" && card.role === "mentee";
  return {
    frame: visit.frame,
    title: waits ? visit.t.paid.waiting : visit.t.paid.title,
    card,
    state: waits ? ("waiting" as const) : status === "expired" ? ("late" as const) : ("settled" as const),
    refund: refundWords(facts, visit),
    confirmed: status === "confirmed" || status === "in_progress",
  };
}

export default function Paid() {
  const { state } = useLoaderData<typeof loader>();
  return (
    <div className="wide narrow page">
      {state === "waiting" ? <Waiting /> : state === "late" ? <Late /> : <Settled />}
    </div>
  );
}

/** Asks again by itself, with JavaScript and without. */
function Waiting() {
  const t = useMessages();
  const { card } = useLoaderData<typeof loader>();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, 2_500);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
  return (
    <div role="status">
      <noscript>
        <meta httpEquiv="refresh" content="4" />
      </noscript>
      <h1>{t.paid.waiting}</h1>
      <p className="lead">{t.paid.waitingWhat}</p>
      <p>{t.paid.waitingSafe(card.terms?.held ?? null)}</p>
      <div className="actions">
        <PayButton card={card} />
        <Link to={`/sessions/${card.id}`} className="text-link">
          {t.session.details}
        </Link>
      </div>
    </div>
  );
}

function Late() {
  const t = useMessages();
  const { card, refund } = useLoaderData<typeof loader>();
  return (
    <div role="status">
      <h1>{t.paid.late}</h1>
      <p className="lead">{t.paid.lateWhat}</p>
      <p>{refund ?? t.paid.lateSafe}</p>
      <div className="actions">
        <Link to={`/mentors/${card.other.id}`} className="button button-primary">
          {t.paid.otherTimes}
        </Link>
      </div>
    </div>
  );
}

function Settled() {
  const t = useMessages();
  const { card, confirmed, refund } = useLoaderData<typeof loader>();
  return (
    <div role="status">
      <h1>{confirmed ? t.paid.title : t.outcomeTitle}</h1>
      <p className="lead dated">
        {card.when} · {t.session.withName(card.other.name)}
      </p>
      <p>{confirmed ? t.paid.next(card.terms?.opens ?? "") : refund}</p>
      <div className="panel">
        <LargeRibbons card={card} />
      </div>
      <div className="actions">
        <Link to={`/sessions/${card.id}`} className="button button-primary">
          {t.session.details}
        </Link>
        {confirmed && (
          <a href={`/api/bookings/${card.id}/calendar.ics`} className="button" download>
            {t.details.calendar}
          </a>
        )}
      </div>
    </div>
  );
}

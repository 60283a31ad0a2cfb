import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
} from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { mentorQuery } from "../../../db/mentors.ts";
import { slotsQuery } from "../../../db/slots.ts";
import type { Instant } from "../../../domain/time.ts";
import { Notice } from "../../components/notice.tsx";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { bookingIdOf, notFound } from "../../server/booking.server.ts";
import { together } from "../../server/together.server.ts";
import { ownPage, signInPath } from "../../server/visit.server.ts";
import { dayOf } from "../../time/days.server.ts";
import { offerOf } from "./offer.server.ts";
import { OfferCard } from "./offer-card.tsx";
import { readSlot } from "./slot.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** The last page before paying: price, both times, and until when it can be cancelled, told first. */
export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const wish = readSlot(new URL(arrival.request.url).searchParams);
  if (wish === null) throw notFound();
  const { visit, answer } = await ownPage(arrival, ({ db, now }) =>
    together(
      mentorQuery(db, id),
      slotsQuery(db, { mentorId: id, from: wish.startsAt, to: wish.startsAt + 1, now }),
    ),
  );
  const [mentor, slots] = answer;
  if (mentor === null) throw notFound();
  const slot = slots?.find(({ durationMinutes }) => durationMinutes === wish.durationMinutes) ?? null;
  return {
    frame: visit.frame,
    title: visit.t.book.title(mentor.name),
    mentor: { id, name: mentor.name },
    own: visit.viewer.id === id,
    offer: slot && offerOf(slot, mentor, visit),
    otherSlots: `/mentors/${id}?duration=${wish.durationMinutes}&from=${dayOf(wish.startsAt, visit.zone)}`,
  };
}

type BookAnswer = {
  readonly problem:
    | "slot_taken"
    | "slot_not_offered"
    | "own_slot"
    | "payments_unavailable"
    | "too_many_drafts"
    | "too_many_upcoming"
    | "too_many_made";
};

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const mentorId = bookingIdOf(arrival.params);
  const wish: { startsAt: Instant; durationMinutes: number } | null = readSlot(form);
  if (wish === null) throw notFound();
  const { context, request } = arrival;
  const answer = await context.env.DASHBOARD_SERVICE.book(tokenOf(arrival), { mentorId, ...wish });
  if (answer.ok) {
    const { bookingId, checkoutUrl } = answer.value;
    return seeOther(context, checkoutUrl ?? `/sessions/${bookingId}?done=booked`);
  }
  switch (answer.reason.code) {
    case "unauthorized":
      return seeOther(context, signInPath(request));
    case "not_found":
      throw notFound();
    case "payments_unavailable":
      return data<BookAnswer>({ problem: answer.reason.code }, { status: 503 });
    case "too_many_drafts":
    case "too_many_upcoming":
    case "too_many_made":
      return data<BookAnswer>(
        { problem: answer.reason.code },
        { status: 429, headers: { "Retry-After": String(answer.reason.retryAfterSeconds) } },
      );
    case "slot_taken":
    case "slot_not_offered":
    case "own_slot":
      return data<BookAnswer>({ problem: answer.reason.code }, { status: 409 });
  }
}

/** Without it Remix drops what the action says: a 429 says how long to wait. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export default function Book() {
  const t = useMessages();
  const { mentor, own, offer, otherSlots } = useLoaderData<typeof loader>();
  const answer = useActionData<BookAnswer>();
  const busy = useNavigation().state !== "idle";
  const gone = offer === null || answer?.problem === "slot_taken" || answer?.problem === "slot_not_offered";
  return (
    <div className="wide narrow page">
      <p className="crumb">
        <Link to={otherSlots}>
          <bdi>{mentor.name}</bdi>
        </Link>
      </p>
      <h1>{t.book.title(mentor.name)}</h1>
      {answer !== undefined && <Notice tone="warning">{t.book.problem[answer.problem]}</Notice>}
      {gone || own ? (
        <>
          {answer === undefined && (
            <Notice tone="warning">{own ? t.book.problem.own_slot : t.book.problem.slot_taken}</Notice>
          )}
          <div className="actions">
            <Link to={otherSlots} className="button button-primary">
              {t.book.otherTimes}
            </Link>
          </div>
        </>
      ) : (
        <Form method="post" reloadDocument>
          <OfferCard offer={offer} />
          <input type="hidden" name="starts_at" value={offer.startsAt} />
          <input type="hidden" name="duration" value={offer.minutes} />
          <div className="actions">
            <button type="submit" className="button button-primary" aria-disabled={busy}>
              {offer.price === null ? t.book.confirmFree : t.book.pay(offer.price)}
            </button>
            <Link to={otherSlots} className="text-link">
              {t.cancel.back}
            </Link>
          </div>
          {offer.price !== null && <p className="soft">{t.book.hold}</p>}
        </Form>
      )}
    </div>
  );
}

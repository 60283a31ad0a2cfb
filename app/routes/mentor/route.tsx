import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { mentorQuery } from "../../../db/mentors.ts";
import { slotsQuery } from "../../../db/slots.ts";
import { Avatar } from "../../components/avatar.tsx";
import { useMessages } from "../../messages/context.tsx";
import { bookingIdOf, notFound } from "../../server/booking.server.ts";
import { together } from "../../server/together.server.ts";
import { openPage } from "../../server/visit.server.ts";
import { zoneLong } from "../../time/formats.server.ts";
import { mentorCardOf } from "../mentors/mentor-card.server.ts";
import { SlotWeek } from "./slot-week.tsx";
import { daysOf, readWeek, weekOf } from "./week.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** A mentor, and a week of their slots in the viewer's days. */
export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const search = new URL(arrival.request.url).searchParams;
  const { visit, answer } = await openPage(arrival, ({ db, zone, now }) => {
    const week = readWeek(search.get("from"), now, zone);
    return together(mentorQuery(db, id), slotsQuery(db, { mentorId: id, from: week.from, to: week.to, now }));
  });
  const [mentor, slots] = answer;
  if (mentor === null) throw notFound();
  const wanted = Number(search.get("duration"));
  const offer = mentor.offers.find(({ durationMinutes }) => durationMinutes === wanted) ?? mentor.offers[0];
  const shown = (slots ?? []).filter(({ durationMinutes }) => durationMinutes === offer?.durationMinutes);
  const week = readWeek(search.get("from"), visit.now, visit.zone);
  return {
    frame: visit.frame,
    title: mentor.name,
    mentor: mentorCardOf(mentor, visit),
    own: visit.viewer?.id === id,
    duration: offer?.durationMinutes ?? null,
    week: weekOf(week, visit),
    days: daysOf(week, shown, visit),
    zone: zoneLong(visit.now, visit.locale, visit.zone),
  };
}

export default function Mentor() {
  const t = useMessages();
  const { mentor, own, duration, week, days, zone } = useLoaderData<typeof loader>();
  const { face } = mentor;
  return (
    <div className="wide page">
      <p className="crumb">
        <Link to="/mentors">{t.mentors.title}</Link>
      </p>
      <div className="mentor-head">
        <Avatar of={face} size="large" />
        <div>
          <h1>
            <bdi>{face.name}</bdi>
          </h1>
          {face.headline !== null && (
            <p className="lead">
              <bdi>{face.headline}</bdi>
            </p>
          )}
          <p className="mentor-facts">
            <span>{t.mentors.clock(mentor.city, mentor.clock)}</span>
            {mentor.rating !== null && (
              <span>{t.mentors.rating(mentor.rating.average, mentor.rating.count)}</span>
            )}
          </p>
        </div>
      </div>
      {own && <p className="notice notice-plain">{t.mentor.own}</p>}
      {duration === null ? (
        <div className="empty">
          <h2>{t.mentor.noOffers}</h2>
          <p>{t.mentor.noOffersWhy}</p>
        </div>
      ) : (
        <>
          <nav className="offers" aria-label={t.mentor.length}>
            {mentor.offers.map((offer) => (
              <Link
                key={offer.minutes}
                to={`/mentors/${face.id}?duration=${offer.minutes}&from=${week.from}`}
                aria-current={offer.minutes === duration ? "true" : undefined}
                preventScrollReset
              >
                <span>{t.duration(offer.minutes)}</span>
                <span className="soft">{offer.price ?? t.free}</span>
              </Link>
            ))}
          </nav>
          <SlotWeek mentorId={face.id} duration={duration} week={week} days={days} />
          <p className="fine">{t.sessions.zone(zone)}</p>
        </>
      )}
    </div>
  );
}

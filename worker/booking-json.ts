import type { Person } from "../db/sessions-page.ts";
import { type Booking, roleOf } from "../domain/booking.ts";
import { type BookingFacts, factsOf, type TimelineFact } from "../domain/booking-facts.ts";
import { cancelDeadline } from "../domain/cancellation.ts";
import { shownStatus } from "../domain/schedule.ts";
import { mayReadEntry, type SessionView, viewSession, visibleReason } from "../domain/session-view.ts";
import { type Instant, MINUTE, toRfc3339, toRfc3339OrNull } from "../domain/time.ts";
import { joinClosesAt, joinOpensAt } from "../domain/video-window.ts";
import type { BookingJson, SingleBookingJson } from "./schemas/booking.ts";

/** The people of a booking and its review: what the object does not know and D1 does. */
export interface Surroundings {
  readonly mentor: Person;
  readonly mentee: Person;
  readonly review: { readonly rating: number; readonly comment: string | null } | null;
}

/** For whom a booking is written down: a participant, an administrator who takes no part, or a platform. */
export interface Reader {
  /** Null for a platform. */
  readonly viewerId: string | null;
  readonly now: Instant;
  readonly appOrigin: string;
}

/** A booking as the API tells it (product, HTTP API, "`booking`"). */
export function bookingJsonOf(facts: BookingFacts, around: Surroundings, reader: Reader): BookingJson {
  const view = viewOf(facts, around, reader);
  const { refund, cancellation } = facts;
  return {
    id: facts.id,
    status: view.status,
    role: view.role,
    starts_at: toRfc3339(facts.startsAt),
    ends_at: toRfc3339(facts.endsAt),
    duration_minutes: (facts.endsAt - facts.startsAt) / MINUTE,
    mentor: personJsonOf(around.mentor, reader.appOrigin),
    mentee: personJsonOf(around.mentee, reader.appOrigin),
    price: { amount: facts.price.amount, currency: facts.price.currency },
    can_cancel: view.canCancel,
    cancel_deadline: toRfc3339(view.cancelDeadline),
    can_join: view.canJoin,
    join_opens_at: toRfc3339(view.joinOpensAt),
    join_closes_at: toRfc3339(view.joinClosesAt),
    cancelled_at: toRfc3339OrNull(cancellation?.at ?? null),
    cancelled_by: cancellation?.userId ?? null,
    cancellation_reason: view.cancellationReason,
    refund: refund && {
      status: refund.status,
      amount: refund.amount,
      currency: refund.currency,
      requested_at: toRfc3339(refund.requestedAt),
      settled_at: toRfc3339OrNull(refund.settledAt),
    },
    review: around.review && { rating: around.review.rating, comment: around.review.comment },
    can_review: view.canReview,
    version: facts.version,
  };
}

/** A single booking: with its timeline, and the caller's own way in where there is one now. */
export function singleBookingJsonOf(
  facts: BookingFacts,
  timeline: readonly TimelineFact[],
  around: Surroundings,
  reader: Reader,
  videoCallUrl: string | null,
): SingleBookingJson {
  const role = reader.viewerId === null ? null : roleOf(facts, reader.viewerId);
  return {
    ...bookingJsonOf(facts, around, reader),
    timeline: timeline
      .filter(({ type }) => mayReadEntry(type, role))
      .map(({ at, type, by }) => ({ at: toRfc3339(at), type, by })),
    video_call_url: videoCallUrl,
  };
}

/** The booking as its object just returned it. */
export const answeredBookingJson = (
  booking: Booking,
  around: Surroundings,
  reader: Reader,
  videoCallUrl: string | null = null,
): SingleBookingJson => singleBookingJsonOf(factsOf(booking), booking.timeline, around, reader, videoCallUrl);

type Shown = Omit<SessionView, "role"> & { readonly role: SessionView["role"] | null };

function viewOf(facts: BookingFacts, around: Surroundings, { viewerId, now }: Reader): Shown {
  const own = viewerId === null ? null : viewSession(facts, around.review !== null, viewerId, now);
  return (
    own ?? {
      role: null,
      status: shownStatus(facts, now),
      canCancel: false,
      cancelDeadline: cancelDeadline(facts),
      canJoin: false,
      joinOpensAt: joinOpensAt(facts),
      joinClosesAt: joinClosesAt(facts),
      canReview: false,
      cancellationReason: visibleReason(facts, viewerId === null ? "platform" : "administrator"),
    }
  );
}

export function personJsonOf(person: Person, appOrigin: string): BookingJson["mentor"] {
  return {
    id: person.id,
    name: person.name,
    headline: person.headline,
    // From our own origin (product, "Photos"): nobody's browser tells a stranger's server whom it looks at.
    photo_url: person.photoUrl === null ? null : `${appOrigin}/api/photos/${person.id}`,
    timezone: person.timezone,
  };
}

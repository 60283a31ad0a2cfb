import type { bookings, joins, refunds, reviews, timeline, visits } from "../../db/schema.ts";
import { CURRENT_POLICY } from "../../domain/cancellation.ts";
import { closesAt } from "../../domain/schedule.ts";
import { REASONS, REVIEWS } from "./people.ts";
import type { PastSlot } from "./slots.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const REFUND_TAKES = 4_000;

export interface Price {
  amount: number;
  currency: string;
}

export interface PastSession extends PastSlot {
  mentorId: string;
  menteeId: string;
  price: Price;
}

/** One ended booking as the rows that its object would have projected. */
export interface PastBooking {
  booking: typeof bookings.$inferInsert;
  review: typeof reviews.$inferInsert | null;
  refund: typeof refunds.$inferInsert | null;
  happenings: (typeof timeline.$inferInsert)[];
  joins: (typeof joins.$inferInsert)[];
  visits: (typeof visits.$inferInsert)[];
}

type Outcome = "completed" | "no_show" | "cancelled" | "expired";
type Entry = typeof timeline.$inferInsert;
type Happening = [at: number, type: string, actor: Entry["actor"], userId: string | null];

function outcomeOf(chance: number): Outcome {
  if (chance < 0.81) return "completed";
  if (chance < 0.95) return "cancelled";
  return chance < 0.99 ? "no_show" : "expired";
}

/** Ids rise with the start: rows of one time lie together, which keeps a long insert fast. */
const idOf = (startsAt: number, random: () => number): string =>
  `past-${startsAt.toString(36)}-${Math.floor(random() * 36 ** 5).toString(36)}`;

export function pastBooking(session: PastSession, random: () => number): PastBooking {
  const id = idOf(session.startsAt, random);
  const outcome = outcomeOf(random());
  const bookedAt = session.startsAt - DAY * (3 + Math.floor(random() * 18));
  const byMentor = random() < 0.35;
  const cancelledAt =
    outcome === "cancelled" ? Math.round(session.startsAt - DAY * (1.2 + random() * 1.5)) : null;
  const review = outcome === "completed" && random() < 0.7 ? reviewOf(id, session, random) : null;
  const happened = history(session, outcome, bookedAt, cancelledAt, byMentor);
  const version = happened.length;
  const refund =
    cancelledAt !== null && session.price.amount > 0 ? refundOf(id, session, cancelledAt, version) : null;
  return {
    booking: {
      id,
      version,
      source: "platform",
      status: outcome,
      ...facts(session, bookedAt),
      holdUntil: outcome === "expired" ? bookedAt + 30 * MINUTE : null,
      ...(outcome === "expired" || session.price.amount === 0 ? UNPAID : paid(id)),
      ...(outcome === "completed" || outcome === "no_show" ? roomOf(id, random) : NO_ROOM),
      ...(cancelledAt === null ? NOT_CANCELLED : cancellation(session, cancelledAt, byMentor, random)),
      refundStatus: refund?.status ?? null,
      refundCurrency: refund?.currency ?? null,
      refundRequestedAt: refund?.requestedAt ?? null,
      refundSettledAt: refund?.settledAt ?? null,
      refundIssued: refund !== null,
      refundAmount: refund?.amount ?? null,
      reviewRating: review?.rating ?? null,
      reviewComment: review?.comment ?? null,
    },
    review,
    refund,
    happenings: happened.map(([at, type, actor, userId], position) => {
      return { bookingId: id, position, at, type, actor, userId };
    }),
    joins: joinsOf(id, session, outcome, random),
    visits: visitsOf(session, bookedAt),
  };
}

const facts = (session: PastSession, bookedAt: number) => ({
  mentorId: session.mentorId,
  menteeId: session.menteeId,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  priceAmount: session.price.amount,
  priceCurrency: session.price.currency,
  cancelNotice: CURRENT_POLICY.notice,
  createdAt: bookedAt,
});

const UNPAID = { paymentIntent: null, cardBrand: null, cardLast4: null };
const intentOf = (id: string): string => `pi_${id}`;
const paid = (id: string) => ({ paymentIntent: intentOf(id), cardBrand: "visa", cardLast4: "4242" });

const NO_ROOM = { videoProvider: null, videoCallRoomId: null };
/** One room in a hundred never came to be. */
const roomOf = (id: string, random: () => number) =>
  random() < 0.01 ? NO_ROOM : { videoProvider: "daily", videoCallRoomId: `room-${id}` };

/** Who came, within a minute of their click; to a missed session its mentor alone. */
function joinsOf(bookingId: string, session: PastSession, outcome: Outcome, random: () => number) {
  const { mentorId, menteeId, startsAt } = session;
  const people = outcome === "completed" ? [mentorId, menteeId] : outcome === "no_show" ? [mentorId] : [];
  return people.map((userId) => {
    const clickedAt = startsAt - Math.round(random() * 4 * MINUTE);
    const joinedAt = clickedAt + 4_000 + Math.round(random() ** 3 * 56_000);
    return { bookingId, userId, clickedAt, clicks: 1, joinedAt };
  });
}

/** Who books looks at their sessions on that day; both do on the session's own. */
const visitsOf = ({ mentorId, menteeId, startsAt }: PastSession, bookedAt: number) =>
  [
    [menteeId, bookedAt],
    [menteeId, startsAt],
    [mentorId, startsAt],
  ].map(([userId, at]) => ({ userId: String(userId), day: Math.floor(Number(at) / DAY) * DAY }));

const NOT_CANCELLED = {
  cancelledAt: null,
  cancelToldAt: null,
  cancelledByRole: null,
  cancelledBy: null,
  cancellationReason: null,
  cancellationReasonShared: false,
};

const cancellation = (session: PastSession, at: number, byMentor: boolean, random: () => number) => ({
  cancelledAt: at,
  cancelToldAt: at + 1_000 + Math.round(random() ** 4 * 20_000),
  cancelledByRole: byMentor ? ("mentor" as const) : ("mentee" as const),
  cancelledBy: byMentor ? session.mentorId : session.menteeId,
  cancellationReason: random() < 0.5 ? (REASONS[Math.floor(random() * REASONS.length)] ?? null) : null,
  cancellationReasonShared: random() < 0.5,
});

const reviewOf = (id: string, session: PastSession, random: () => number) => ({
  bookingId: id,
  mentorId: session.mentorId,
  menteeId: session.menteeId,
  rating: random() < 0.6 ? 5 : random() < 0.7 ? 4 : 3,
  comment: REVIEWS[Math.floor(random() * REVIEWS.length)] ?? null,
  createdAt: closesAt(session) + Math.round(random() * DAY),
});

const refundOf = (id: string, session: PastSession, cancelledAt: number, version: number) => ({
  id: `rf-${id}`,
  bookingId: id,
  version,
  cause: "cancelled" as const,
  status: "succeeded" as const,
  amount: session.price.amount,
  currency: session.price.currency,
  paymentIntent: intentOf(id),
  stripeRefundId: `re_${id}`,
  manualReason: null,
  settledOutside: false,
  requestedAt: cancelledAt,
  settledAt: cancelledAt + REFUND_TAKES,
});

/** Who did what, when, as the booking's object would have written it down. */
function history(
  session: PastSession,
  outcome: Outcome,
  bookedAt: number,
  cancelledAt: number | null,
  byMentor: boolean,
): Happening[] {
  const { startsAt, menteeId, mentorId } = session;
  const booked: Happening = [bookedAt, "booked", "mentee", menteeId];
  if (outcome === "expired") return [booked, [bookedAt + 30 * MINUTE, "expired", "system", null]];
  const confirmed: Happening = [bookedAt + 2 * MINUTE, "confirmed", "system", null];
  if (cancelledAt !== null) {
    const who: Happening = [
      cancelledAt,
      "cancelled",
      byMentor ? "mentor" : "mentee",
      byMentor ? mentorId : menteeId,
    ];
    const refunded: Happening[] =
      session.price.amount === 0
        ? []
        : [
            [cancelledAt, "refund_requested", "system", null],
            [cancelledAt + REFUND_TAKES, "refund_succeeded", "system", null],
          ];
    return [booked, confirmed, who, ...refunded];
  }
  const ended: Happening = [
    closesAt(session),
    outcome === "no_show" ? "missed" : "completed",
    "system",
    null,
  ];
  return [booked, confirmed, [startsAt, "started", "system", null], ended];
}

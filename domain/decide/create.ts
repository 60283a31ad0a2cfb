import type { Booking } from "../booking.ts";
import { CURRENT_POLICY } from "../cancellation.ts";
import type { BookingDetails, Command } from "../commands.ts";
import { DRAFT_HOLD } from "../limits.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import { closesAt, opensAt, reminderAt, shownStatus } from "../schedule.ts";
import type { Instant } from "../time.ts";
import { advance } from "./advance.ts";
import { type Change, mailBoth, record, unchanged, update } from "./change.ts";

type Create = Extract<Command, { type: "create" }>;
type TakeOver = Extract<Command, { type: "take_over" }>;

/** Books a slot: a draft that holds it until paid, or, when it costs nothing, confirmed at once. */
export function create(state: Booking | null, command: Create, now: Instant): Result<Change, Rejection> {
  // Asked again by whoever did not hear the answer: the booking as it is by now.
  if (state !== null) {
    return state.source === "meridian" && sameBooking(state, command)
      ? accepted(advance(state, now))
      : refused({ code: "conflict", detail: "a booking with this id exists already" });
  }
  const draft = record(
    unchanged(newDraft(command, "meridian", now)),
    "booked",
    now,
    "mentee",
    command.menteeId,
  );
  if (command.price.amount === 0) return accepted(confirm(update(draft, { holdUntil: null }), now));
  return accepted(update(draft, { checkoutRequest: command.checkoutRequest }, { type: "open_checkout" }));
}

/**
 * Takes over a booking made elsewhere. The same body again changes nothing; a draft may become confirmed, with its payment,
 * and that is the only change there is.
 */
export function takeOver(stored: Booking | null, command: TakeOver, now: Instant): Result<Change, Rejection> {
  if (stored === null) return accepted(takenOver(command, now));
  const current = advance(stored, now);
  const state = current.booking;
  if (state.source !== "platform" || !sameBooking(state, command)) {
    return refused({ code: "conflict", detail: "a different booking with this id exists already" });
  }
  const neverConfirmed = state.status === "draft" || state.status === "expired";
  const samePayment = (state.payment?.intentId ?? null) === command.paymentIntentId;
  if (command.status === "draft" ? neverConfirmed : !neverConfirmed) {
    return samePayment
      ? accepted(current)
      : refused({ code: "conflict", detail: "this booking has another payment_intent" });
  }
  if (command.status === "draft") {
    return refused({
      code: "conflict",
      detail: "this booking is confirmed already; it cannot become a draft again",
    });
  }
  return confirmTakenOver(current, command, samePayment, now);
}

function takenOver(command: TakeOver, now: Instant): Change {
  const draft = newDraft(command, "platform", now);
  const payment = command.paymentIntentId === null ? null : { intentId: command.paymentIntentId, card: null };
  const noted = record(unchanged({ ...draft, payment }), "taken_over", now, "platform");
  if (command.status === "draft") return noted;
  return startLife({ ...noted, booking: { ...noted.booking, holdUntil: null } }, now);
}

function confirmTakenOver(
  current: Change,
  command: TakeOver,
  samePayment: boolean,
  now: Instant,
): Result<Change, Rejection> {
  const state = current.booking;
  if (state.status !== "draft") {
    return refused({ code: "conflict", detail: "this draft has expired; its slot may be another's by now" });
  }
  if (state.payment !== null && !samePayment) {
    return refused({ code: "conflict", detail: "this draft has another payment_intent" });
  }
  if (command.paymentIntentId === null && state.price.amount > 0) {
    return refused({ code: "conflict", detail: "a draft becomes confirmed with its payment_intent" });
  }
  const payment = command.paymentIntentId === null ? null : { intentId: command.paymentIntentId, card: null };
  return accepted(startLife(record(update(current, { payment }), "confirmed", now, "platform"), now));
}

/** Confirmed here: the room, and a mail to both. */
export function confirm(change: Change, now: Instant): Change {
  return mailBoth(startLife(record(change, "confirmed", now), now), "confirmed");
}

/**
 * From here on the clock moves it. What lies behind already (a booking may be taken over while it runs, or long after)
 * is not made up for: no reminder, no invitation, no room.
 */
function startLife(change: Change, now: Instant): Change {
  const { booking } = change;
  const remindersPassed = (["reminder_24h", "reminder_15m"] as const).filter(
    (kind) => reminderAt(booking, kind) <= now,
  );
  const status = shownStatus({ ...booking, status: "confirmed" }, now);
  const alive = update(change, { status, remindersPassed, doorsOpened: now >= opensAt(booking) });
  return now < closesAt(booking) ? update(alive, {}, { type: "make_room" }) : alive;
}

function newDraft(details: BookingDetails, source: Booking["source"], now: Instant): Booking {
  return {
    id: details.id,
    version: 0,
    source,
    mentorId: details.mentorId,
    menteeId: details.menteeId,
    startsAt: details.startsAt,
    endsAt: details.endsAt,
    price: details.price,
    policy: CURRENT_POLICY,
    livemode: details.livemode,
    status: "draft",
    createdAt: now,
    holdUntil: Math.min(now + DRAFT_HOLD, details.startsAt),
    releaseAsked: false,
    checkoutRequest: null,
    checkoutSession: null,
    payment: null,
    cancellation: null,
    refunds: [],
    roomName: details.roomName,
    room: null,
    roomNumber: 0,
    roomSeenAt: null,
    doorsOpened: false,
    clicks: [],
    attendance: { joined: [], complete: false, gap: false },
    attendanceAsked: false,
    missing: [],
    contests: [],
    ruling: null,
    reviewed: false,
    erased: [],
    remindersPassed: [],
    mailsAsked: [],
    mails: [],
    timeline: [],
  };
}

function sameBooking(state: Booking, command: BookingDetails): boolean {
  return (
    state.mentorId === command.mentorId &&
    state.menteeId === command.menteeId &&
    state.startsAt === command.startsAt &&
    state.endsAt === command.endsAt &&
    state.price.amount === command.price.amount &&
    state.price.currency === command.price.currency
  );
}

import type { Viewer } from "../auth/viewer.ts";
import { ask, type Database, type Query } from "../db/query.ts";
import { mentorWeekQuery } from "../db/slots.ts";
import { peopleQuery } from "../db/users.ts";
import type { Booking } from "../domain/booking.ts";
import { CHECKOUT_BACKSTOP } from "../domain/limits.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { type MentorWeek, offeredSlot, type Slot } from "../domain/slots.ts";
import { type Instant, MINUTE } from "../domain/time.ts";
import { type CapCode, isCap, untilAdmitted } from "./caps.ts";
import { type Holder, holdersQuery, isOverdue, wakeOverdue } from "./holders.ts";
import type { Service } from "./service.ts";

export interface WantedSlot {
  readonly mentorId: string;
  readonly startsAt: Instant;
  readonly durationMinutes: number;
}

export interface BookedSlot {
  readonly booking: Booking;
  /** Null when the session is free. */
  readonly checkoutUrl: string | null;
  /** False when the caller held this draft already. */
  readonly created: boolean;
}

export type BookSlotRejection =
  | { readonly code: "not_found" | "own_slot" | "slot_not_offered" | "slot_taken" | "payments_unavailable" }
  /** The mentee has as much as one may. */
  | { readonly code: CapCode; readonly retryAfterSeconds: number };

/** All that decides about a wish, from the primary. Asked in the same round trip as the credential. */
export interface SlotKnowledge {
  readonly week: MentorWeek | null;
  readonly mentorName: string;
  readonly holders: readonly Holder[];
}

/** @param menteeId who wants the slot. */
export function slotQuery(db: Database, wanted: WantedSlot, menteeId: string): Query<SlotKnowledge> {
  const week = mentorWeekQuery(db, wanted.mentorId);
  const mentor = peopleQuery(db, [wanted.mentorId]);
  const holders = holdersQuery(db, { ...wanted, menteeId, endsAt: endOf(wanted) });
  const [afterWeek, afterMentor] = [
    week.statements.length,
    week.statements.length + mentor.statements.length,
  ];
  return {
    statements: [...week.statements, ...mentor.statements, ...holders.statements],
    read: (results) => ({
      week: week.read(results.slice(0, afterWeek)),
      mentorName: mentor.read(results.slice(afterWeek, afterMentor))[0]?.name ?? "",
      holders: holders.read(results.slice(afterMentor)),
    }),
  };
}

/**
 * Books a slot: offered? held by nobody? then a new booking, whose object claims the slot in D1 and opens the checkout. Shared
 * by the API and the dashboard.
 *
 * - Whoever holds the draft of this very slot gets it again, with its checkout: people come back in the middle of paying.
 * - A draft whose hold is over is asked to look at its clock, and then there is one more try.
 * - When Stripe does not answer the slot stays held, nothing was charged, and asking again continues.
 */
export async function bookSlot(
  service: Service,
  mentee: Viewer,
  wanted: WantedSlot,
  known: SlotKnowledge,
  now: Instant,
): Promise<Result<BookedSlot, BookSlotRejection>> {
  if (known.week === null) return refused({ code: "not_found" });
  if (wanted.mentorId === mentee.id) return refused({ code: "own_slot" });
  const held = await continueOwnDraft(service, mentee, wanted, known.holders, now);
  if (held !== null) return held;
  const slot = offeredSlot(known.week, wanted, now);
  if (slot === null) return refused({ code: "slot_not_offered" });
  if (known.holders.some((holder) => !isOverdue(holder, now))) return refused({ code: "slot_taken" });
  await wakeOverdue(service, known.holders, now);
  const first = await create(service, mentee, wanted.mentorId, known.mentorName, slot, now);
  if (first.ok || first.reason.code !== "slot_taken") return first;
  return afterLosing(service, mentee, wanted, { ...known, slot }, now);
}

/** Somebody was faster, or a hold ran out this second: who is it, and is there one more try? */
async function afterLosing(
  service: Service,
  mentee: Viewer,
  wanted: WantedSlot,
  known: { readonly mentorName: string; readonly slot: Slot },
  now: Instant,
): Promise<Result<BookedSlot, BookSlotRejection>> {
  const db = service.primary();
  const [holders] = await ask(
    db,
    holdersQuery(db, { ...wanted, menteeId: mentee.id, endsAt: endOf(wanted) }),
  );
  const held = await continueOwnDraft(service, mentee, wanted, holders, now);
  if (held !== null) return held;
  if (holders.some((holder) => !isOverdue(holder, now))) return refused({ code: "slot_taken" });
  await wakeOverdue(service, holders, now);
  return create(service, mentee, wanted.mentorId, known.mentorName, known.slot, now);
}

const endOf = (wanted: WantedSlot): Instant => wanted.startsAt + wanted.durationMinutes * MINUTE;

/** The caller's own draft of this very slot, with its checkout opened if it is not; null when there is none to continue. */
async function continueOwnDraft(
  service: Service,
  mentee: Viewer,
  wanted: WantedSlot,
  holders: readonly Holder[],
  now: Instant,
): Promise<Result<BookedSlot, BookSlotRejection> | null> {
  const own = holders.find(
    (holder) =>
      holder.isDraft &&
      !isOverdue(holder, now) &&
      holder.menteeId === mentee.id &&
      holder.mentorId === wanted.mentorId &&
      holder.startsAt === wanted.startsAt &&
      holder.endsAt === endOf(wanted),
  );
  const booking = own && (await service.booking(own.id).openCheckout());
  // Paid, cancelled or expired between the row and its object: then it is no draft to continue.
  if (booking?.status !== "draft") return null;
  return withCheckout(booking, false);
}

async function create(
  service: Service,
  mentee: Viewer,
  mentorId: string,
  mentorName: string,
  slot: Slot,
  now: Instant,
): Promise<Result<BookedSlot, BookSlotRejection>> {
  const id = service.newId();
  const made = await service.booking(id).create({
    id,
    mentorId,
    menteeId: mentee.id,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    price: slot.price,
    checkoutRequest: {
      description: describe(slot, mentorName, mentee.locale),
      customerEmail: mentee.email,
      locale: mentee.locale,
      expiresAt: now + CHECKOUT_BACKSTOP,
    },
  });
  if (made.ok) return withCheckout(made.value, true);
  const { code } = made.reason;
  if (code === "slot_taken") return refused({ code });
  if (isCap(code)) {
    const claim = { menteeId: mentee.id, mentorId };
    return refused({ code, retryAfterSeconds: await untilAdmitted(service, code, claim, now) });
  }
  throw new Error(`a new booking was refused: ${code}`);
}

function withCheckout(booking: Booking, created: boolean): Result<BookedSlot, BookSlotRejection> {
  if (booking.price.amount === 0) return accepted({ booking, checkoutUrl: null, created });
  const checkoutUrl = booking.checkoutSession?.url ?? null;
  if (checkoutUrl === null) return refused({ code: "payments_unavailable" });
  return accepted({ booking, checkoutUrl, created });
}

/** What stands on Stripe's page and receipt, in the payer's language. */
function describe(slot: Slot, mentorName: string, locale: "en" | "es"): string {
  return locale === "es"
    ? `Sesión de ${slot.durationMinutes} minutos con ${mentorName}`
    : `${slot.durationMinutes}-minute session with ${mentorName}`;
}

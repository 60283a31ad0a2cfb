import type { Booking, MailRecord, Refund, TimelineEntry } from "../../../domain/booking.ts";
import { mailKey } from "../../../domain/effects.ts";
import { BOOKINGS_AN_HOUR, DRAFTS_AT_ONCE, UPCOMING_WITH_ONE_MENTOR } from "../../../domain/limits.ts";
import { HOUR } from "../../../domain/time.ts";
import type { ClaimRefusal } from "../../../durable-objects/performer.ts";

/** A mail of which more may still become known. */
const OPEN: readonly string[] = ["waiting", "withdrawn"];

export interface Row {
  booking: Booking;
  paymentIntent: string | null;
  readonly refunds: Map<string, Refund>;
  readonly timeline: Map<number, TimelineEntry>;
  readonly mails: Map<string, MailRecord["status"] | "waiting">;
}

const isLive = ({ status }: Booking): boolean => status !== "cancelled" && status !== "expired";

/** What its mentee still has to pay for; one that a platform brought is the platform's to count. */
const isUnpaid = ({ status, source, price }: Booking): boolean =>
  status === "draft" && source === "meridian" && price.amount > 0;

const isNewDraft = (booking: Booking): boolean => isUnpaid(booking) && booking.checkoutSession === null;

const isUpcomingWith =
  ({ mentorId, createdAt: now }: Booking) =>
  (other: Booking): boolean =>
    other.mentorId === mentorId &&
    ["draft", "confirmed", "in_progress"].includes(other.status) &&
    other.startsAt > now;

const isWithinAnHour =
  ({ createdAt: now }: Booking) =>
  (other: Booking): boolean =>
    other.createdAt > now - HOUR;

const overlap = (one: Booking, other: Booking): boolean =>
  one.startsAt < other.endsAt &&
  one.endsAt > other.startsAt &&
  (one.mentorId === other.mentorId || one.menteeId === other.menteeId);

/**
 * D1 as db/projection.ts and its migrations make it: upserts by version, the triggers against overlaps and too much of one mentee,
 * the unique payment.
 */
export class SimD1 {
  readonly rows = new Map<string, Row>();

  write(booking: Booking, since: number): ClaimRefusal | "written" {
    // The trigger comes before the insert, so also before the upsert looks at the version.
    if (isLive(booking) && this.holders(booking).length > 0) return "slot_taken";
    if (
      isNewDraft(booking) &&
      !this.rows.has(booking.id) &&
      this.#madeBy(booking.menteeId).filter(isUnpaid).length >= DRAFTS_AT_ONCE
    ) {
      return "too_many_drafts";
    }
    if (booking.version === 1 && booking.source === "meridian" && !this.rows.has(booking.id)) {
      const own = this.#madeBy(booking.menteeId);
      if (own.filter(isUpcomingWith(booking)).length >= UPCOMING_WITH_ONE_MENTOR) return "too_many_upcoming";
      if (own.filter(isWithinAnHour(booking)).length >= BOOKINGS_AN_HOUR) return "too_many_made";
    }
    const known = this.rows.get(booking.id);
    const isNews = known === undefined || known.booking.version < booking.version;
    const paymentIntent = booking.payment?.intentId ?? null;
    if (isNews && this.#isAnothers(booking.id, paymentIntent)) return "payment_in_use";
    const row = known ?? this.#insert(booking);
    if (isNews) Object.assign(row, { booking, paymentIntent });
    this.#writeParts(row, booking, since);
    return "written";
  }

  /** Live bookings of either person that lie across this one. */
  holders(wish: Booking): readonly Booking[] {
    const holders: Booking[] = [];
    for (const { booking } of this.rows.values()) {
      if (booking.id !== wish.id && isLive(booking) && overlap(booking, wish)) holders.push(booking);
    }
    return holders;
  }

  /** Without what a platform brought. */
  #madeBy(menteeId: string): readonly Booking[] {
    return [...this.rows.values()]
      .map(({ booking }) => booking)
      .filter((booking) => booking.menteeId === menteeId && booking.source === "meridian");
  }

  claimPayment(bookingId: string, intentId: string): boolean {
    const row = this.rows.get(bookingId);
    if (row?.booking.status !== "draft" || row.paymentIntent !== null) return true;
    if (this.#isAnothers(bookingId, intentId)) return false;
    row.paymentIntent = intentId;
    return true;
  }

  releasePayment(bookingId: string, intentId: string): undefined {
    const row = this.rows.get(bookingId);
    if (row?.paymentIntent === intentId) row.paymentIntent = null;
  }

  bookingOfPayment(intentId: string | null): string | null {
    if (intentId === null) return null;
    for (const row of this.rows.values()) if (row.paymentIntent === intentId) return row.booking.id;
    return null;
  }

  #isAnothers(bookingId: string, intentId: string | null): boolean {
    const owner = this.bookingOfPayment(intentId);
    return owner !== null && owner !== bookingId;
  }

  #insert(booking: Booking): Row {
    const row: Row = {
      booking,
      paymentIntent: null,
      refunds: new Map(),
      timeline: new Map(),
      mails: new Map(),
    };
    this.rows.set(booking.id, row);
    return row;
  }

  #writeParts(row: Row, booking: Booking, since: number): void {
    for (const refund of booking.refunds) {
      const known = row.refunds.get(refund.id);
      if (refund.version > since && (known === undefined || known.version < refund.version)) {
        row.refunds.set(refund.id, refund);
      }
    }
    booking.timeline.forEach((entry, position) => {
      if (entry.version > since && !row.timeline.has(position)) row.timeline.set(position, entry);
    });
    for (const asked of booking.mailsAsked) {
      if (asked.version > since && !row.mails.has(mailKey(asked))) row.mails.set(mailKey(asked), "waiting");
    }
    for (const { key, version, status } of booking.mails) {
      if (version > since && OPEN.includes(row.mails.get(key) ?? "waiting")) row.mails.set(key, status);
    }
  }
}

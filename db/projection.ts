import { and, eq, inArray, lt, lte, ne } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { waitsForAdministrator } from "../domain/attendance.ts";
import type { Booking } from "../domain/booking.ts";
import { factsOf } from "../domain/booking-facts.ts";
import { mailKey } from "../domain/effects.ts";
import { cancelToldAt } from "../domain/mail-times.ts";
import { applyEmailEvent } from "./email-events.ts";
import { ERASED_VALUES } from "./erased-person.ts";
import { bookings, emailsSent, joins, photos, refunds, reviews, timeline, users } from "./schema.ts";

/** What D1 says to a booking that is written for the first time: what it claims is another's, or its mentee has claimed enough. */
export type ProjectionOutcome =
  | "written"
  | "slot_taken"
  | "payment_in_use"
  | "too_many_drafts"
  | "too_many_upcoming"
  | "too_many_made";

/**
 * Writes a booking as D1 shows it: one batch, so one round trip and one transaction. An upsert by version, so that writing
 * twice, late, or after a lost reply ends in the same rows. Only the booking's object calls this.
 *
 * The first write is the claim of the slot: the triggers `bookings_no_overlap`, `bookings_draft_cap` and `bookings_caps` and
 * the unique payment intent refuse it whole.
 *
 * @param since the version that D1 is known to have (0 for none): entries that changed after it are sent.
 */
export async function project(
  db: DrizzleD1Database,
  booking: Booking,
  since: number,
): Promise<ProjectionOutcome> {
  try {
    const [before, ...rest] = [
      versionShown(db, booking.id),
      upsertBooking(db, booking),
      ...booking.refunds.filter(isNew(since)).map((refund) => upsertRefund(db, booking.id, refund)),
      ...booking.timeline
        .map((entry, position) => ({ entry, position }))
        .filter(({ entry }) => isNew(since)(entry))
        .map(({ entry, position }) => insertEntry(db, booking.id, entry, position)),
      ...booking.mailsAsked.filter(isNew(since)).map((asked) => insertAsked(db, booking.id, asked)),
      ...booking.mails
        .filter(isNew(since))
        .flatMap((mail) => [
          settleMail(db, booking, mail),
          ...(mail.providerId === null ? [] : [applyEmailEvent(db, mail.providerId)]),
        ]),
      ...(since === 0 ? [bringReview(db, booking.id)] : []),
      ...joinRows(booking, since).map((row) => upsertJoin(db, row)),
      ...forgetErased(db, booking),
    ] as const;
    const [[shown]] = await db.batch([before, ...rest]);
    // It has lost what it once had (restored to an earlier day): then it lacks the entries of that time, too.
    return (shown?.version ?? 0) < since ? await project(db, booking, 0) : "written";
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

const versionShown = (db: DrizzleD1Database, id: string) =>
  db.select({ version: bookings.version }).from(bookings).where(eq(bookings.id, id));

/** The review's columns are written with the review: a row that is made anew takes them from there. */
const bringReview = (db: DrizzleD1Database, id: string) =>
  db
    .update(bookings)
    .set({ reviewRating: reviews.rating, reviewComment: reviews.comment })
    .from(reviews)
    .where(and(eq(bookings.id, id), eq(reviews.bookingId, id)));

/** People are D1's own; but one restored from before they were erased knows them again, and must not. */
function forgetErased(db: DrizzleD1Database, { id, erased }: Booking) {
  if (erased.length === 0) return [];
  const people = [...erased];
  return [
    db
      .update(users)
      .set(ERASED_VALUES)
      .where(and(inArray(users.id, people), ne(users.nameFolded, ""))),
    db.delete(photos).where(inArray(photos.userId, people)),
    db
      .update(emailsSent)
      .set({ detail: null })
      .where(and(eq(emailsSent.bookingId, id), inArray(emailsSent.userId, people))),
  ];
}

const isNew =
  (since: number) =>
  (entry: { readonly version: number }): boolean =>
    entry.version > since;

function upsertBooking(db: DrizzleD1Database, booking: Booking) {
  const row = bookingRow(booking);
  // What never changes is not set again: D1 writes, and bills, an index anew whose columns are set, and `bookings_made` has these.
  const { id, source, menteeId, createdAt, ...changed } = row;
  return db
    .insert(bookings)
    .values(row)
    .onConflictDoUpdate({
      target: bookings.id,
      set: changed,
      setWhere: lt(bookings.version, booking.version),
    });
}

export type BookingRow = typeof bookings.$inferInsert;

/** The row of a booking. The review's columns are not the object's and are left alone. */
export function bookingRow(booking: Booking): BookingRow {
  const { cancellation, refund, card, checkoutUrl, undecided, attendance, roomMovedAt } = factsOf(booking);
  return {
    id: booking.id,
    version: booking.version,
    source: booking.source,
    status: booking.status,
    mentorId: booking.mentorId,
    menteeId: booking.menteeId,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    priceAmount: booking.price.amount,
    priceCurrency: booking.price.currency,
    cancelNotice: booking.policy.notice,
    createdAt: booking.createdAt,
    holdUntil: booking.holdUntil,
    checkoutSessionId: booking.checkoutSession?.id ?? null,
    checkoutUrl,
    paymentIntent: booking.payment?.intentId ?? null,
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    videoProvider: booking.room?.provider ?? null,
    videoCallRoomId: booking.room?.name ?? null,
    videoCallUrl: booking.room?.url ?? null,
    roomMovedAt,
    undecided,
    attendance: attendance && JSON.stringify(attendance),
    waitsSince: waitsForAdministrator(booking),
    cancelledAt: cancellation?.at ?? null,
    cancelledByRole: cancellation?.by ?? null,
    cancelledBy: cancellation?.userId ?? null,
    cancelToldAt: cancelToldAt(booking),
    cancellationReason: cancellation?.reason ?? null,
    cancellationReasonShared: cancellation?.reasonShared ?? false,
    refundStatus: refund?.status ?? null,
    refundCurrency: refund?.currency ?? null,
    refundRequestedAt: refund?.requestedAt ?? null,
    refundSettledAt: refund?.settledAt ?? null,
    refundIssued: refund?.status === "succeeded",
    refundAmount: refund?.amount ?? null,
  };
}

function upsertRefund(db: DrizzleD1Database, bookingId: string, refund: Booking["refunds"][number]) {
  const row: typeof refunds.$inferInsert = {
    id: refund.id,
    version: refund.version,
    bookingId,
    cause: refund.cause,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    paymentIntent: refund.intentId,
    stripeRefundId: refund.stripeRefundId,
    manualReason: refund.manualReason,
    settledOutside: refund.settledOutside,
    requestedAt: refund.requestedAt,
    settledAt: refund.settledAt,
  };
  const { id, ...changed } = row;
  return db
    .insert(refunds)
    .values(row)
    .onConflictDoUpdate({
      target: refunds.id,
      set: changed,
      setWhere: lt(refunds.version, refund.version),
    });
}

/** Entries are never changed, so one that is there already is the same. */
function insertEntry(
  db: DrizzleD1Database,
  bookingId: string,
  entry: Booking["timeline"][number],
  position: number,
) {
  const { at, type, by, userId, answer = null } = entry;
  return db
    .insert(timeline)
    .values({ bookingId, position, at, type, actor: by, userId, answer })
    .onConflictDoNothing();
}

/** Before anything came of it. What is there already is the same mail, or more is known of it. */
function insertAsked(db: DrizzleD1Database, bookingId: string, asked: Booking["mailsAsked"][number]) {
  const { kind, userId, at } = asked;
  const row = { bookingId, key: mailKey(asked), kind, userId, status: "waiting" as const, at, askedAt: at };
  return db.insert(emailsSent).values(row).onConflictDoNothing();
}

/** It waits no longer. What the email service's webhooks have said since is not taken back by a second write. */
function settleMail(db: DrizzleD1Database, booking: Booking, mail: Booking["mails"][number]) {
  const { key, kind, userId, status, providerId, detail, at } = mail;
  const askedAt = booking.mailsAsked.find((asked) => mailKey(asked) === key)?.at ?? null;
  return db
    .insert(emailsSent)
    .values({ bookingId: booking.id, key, kind, userId, status, providerId, detail, at, askedAt })
    .onConflictDoUpdate({
      target: [emailsSent.bookingId, emailsSent.key],
      set: { status, providerId, detail, at },
      setWhere: inArray(emailsSent.status, ["waiting", "withdrawn"]),
    });
}

type JoinRow = typeof joins.$inferInsert;

/** Of whoever clicked; what changed after `since`. */
function joinRows({ id, clicks, timeline }: Booking, since: number): readonly JoinRow[] {
  const people = [...new Set(clicks.map(({ userId }) => userId))];
  return people.flatMap((userId) => {
    const own = clicks.filter((click) => click.userId === userId);
    const seen = timeline.find((entry) => entry.type === "joined" && entry.userId === userId);
    if (!own.some(isNew(since)) && !(seen && isNew(since)(seen))) return [];
    const clickedAt = Math.min(...own.map(({ firstAt }) => firstAt));
    const count = own.reduce((sum, click) => sum + click.count, 0);
    return [{ bookingId: id, userId, clickedAt, clicks: count, joinedAt: seen?.at ?? null }];
  });
}

/** Counts only grow, so what is written late takes nothing back. */
function upsertJoin(db: DrizzleD1Database, row: JoinRow) {
  const { clicks, joinedAt } = row;
  return db
    .insert(joins)
    .values(row)
    .onConflictDoUpdate({
      target: [joins.bookingId, joins.userId],
      set: { clicks, ...(joinedAt === null || joinedAt === undefined ? {} : { joinedAt }) },
      setWhere: lte(joins.clicks, clicks),
    });
}

/** What the triggers of D1 say. */
const RAISED = ["slot_taken", "too_many_drafts", "too_many_upcoming", "too_many_made"] as const;

function refusalOf(error: unknown): Exclude<ProjectionOutcome, "written"> | null {
  const text = messages(error);
  const raised = RAISED.find((outcome) => text.includes(outcome));
  if (raised !== undefined) return raised;
  if (text.includes("UNIQUE constraint failed: bookings.payment_intent")) return "payment_in_use";
  return null;
}

/** Drizzle wraps D1's error: what SQLite said stands in its cause. */
function messages(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messages(error.cause)}` : "";
}

/**
 * Marks a payment as this booking's before its object decides on it: the unique index refuses the second booking. Not through
 * Drizzle, which hides from callers beyond RPC what D1 said (an outage is to be told from a bug by its words).
 * Only a draft's row is marked: one that its caller gave up on may arrive after the booking has ended without a payment.
 * @returns false when the payment is another booking's.
 */
export async function claimPayment(db: D1Database, bookingId: string, intentId: string): Promise<boolean> {
  try {
    await db
      .prepare(
        "update bookings set payment_intent = ?2 where id = ?1 and status = 'draft' and payment_intent is null",
      )
      .bind(bookingId, intentId)
      .run();
    return true;
  } catch (error) {
    if (refusalOf(error) === "payment_in_use") return false;
    throw error;
  }
}

/** Takes the mark back. */
export async function releasePayment(db: D1Database, bookingId: string, intentId: string): Promise<void> {
  await db
    .prepare("update bookings set payment_intent = null where id = ?1 and payment_intent = ?2")
    .bind(bookingId, intentId)
    .run();
}

import * as z from "zod/mini";
import type { AttendanceFacts } from "../domain/attendance.ts";
import { VERDICTS } from "../domain/booking.ts";
import type { BookingFacts } from "../domain/booking-facts.ts";
import { jsonColumn } from "./json-column.ts";
import type { ListedSession, Person } from "./sessions-page.ts";

// How a row of `bookings` is read into what is told of a booking. The list and the details read the same columns.

/** The columns of `bookings` that are told, and no other: a checkout's id or a room's address never leaves by this way. */
export const TOLD_COLUMNS = [
  "id",
  "version",
  "status",
  "undecided",
  "attendance",
  "mentor_id",
  "mentee_id",
  "starts_at",
  "ends_at",
  "price_amount",
  "price_currency",
  "cancel_notice",
  "created_at",
  "hold_until",
  "checkout_url",
  "card_brand",
  "card_last4",
  "room_moved_at",
  "cancelled_at",
  "cancelled_by_role",
  "cancelled_by",
  "cancellation_reason",
  "cancellation_reason_shared",
  "refund_status",
  "refund_amount",
  "refund_currency",
  "refund_requested_at",
  "refund_settled_at",
  "review_rating",
  "review_comment",
] as const;

export const bookingStatus = z.enum([
  "draft",
  "confirmed",
  "in_progress",
  "completed",
  "no_show",
  "cancelled",
  "expired",
]);

export const cancelledByRole = z.enum(["mentor", "mentee", "administrator", "platform"]);
const role = z.enum(["mentor", "mentee"]);

/** As db/projection.ts writes it: domain `AttendanceFacts`, in JSON. */
export const attendanceColumn = z.nullable(
  z.pipe(
    jsonColumn,
    z.object({
      missing: z.array(role),
      contests: z.array(z.object({ by: role, at: z.number(), reason: z.string() })),
      ruling: z.nullable(z.object({ verdict: z.enum(VERDICTS), at: z.number() })),
    }),
  ),
) satisfies z.ZodMiniType<AttendanceFacts | null>;

export const toldRow = z.object({
  id: z.string(),
  version: z.number(),
  status: bookingStatus,
  undecided: z.number(),
  attendance: attendanceColumn,
  mentor_id: z.string(),
  mentee_id: z.string(),
  starts_at: z.number(),
  ends_at: z.number(),
  price_amount: z.number(),
  price_currency: z.string(),
  cancel_notice: z.number(),
  created_at: z.number(),
  hold_until: z.nullable(z.number()),
  checkout_url: z.nullable(z.string()),
  card_brand: z.nullable(z.string()),
  card_last4: z.nullable(z.string()),
  room_moved_at: z.nullable(z.number()),
  cancelled_at: z.nullable(z.number()),
  cancelled_by_role: z.nullable(cancelledByRole),
  cancelled_by: z.nullable(z.string()),
  cancellation_reason: z.nullable(z.string()),
  cancellation_reason_shared: z.number(),
  refund_status: z.nullable(z.enum(["requested", "pending", "succeeded", "failed", "manual"])),
  refund_amount: z.nullable(z.number()),
  refund_currency: z.nullable(z.string()),
  refund_requested_at: z.nullable(z.number()),
  refund_settled_at: z.nullable(z.number()),
  review_rating: z.nullable(z.number()),
  review_comment: z.nullable(z.string()),
});

export type ToldRow = z.output<typeof toldRow>;

/** A row comes down to the same facts as the object's own state (domain `factsOf`). */
export function factsOfRow(row: ToldRow): BookingFacts {
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    undecided: row.undecided === 1,
    attendance: row.attendance,
    mentorId: row.mentor_id,
    menteeId: row.mentee_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    price: { amount: row.price_amount, currency: row.price_currency },
    policy: { notice: row.cancel_notice },
    createdAt: row.created_at,
    holdUntil: row.hold_until,
    checkoutUrl: row.checkout_url,
    card:
      row.card_brand === null || row.card_last4 === null
        ? null
        : { brand: row.card_brand, last4: row.card_last4 },
    roomMovedAt: row.room_moved_at,
    cancellation: cancellationOf(row),
    refund: refundOf(row),
  };
}

function cancellationOf(row: ToldRow): BookingFacts["cancellation"] {
  if (row.cancelled_at === null || row.cancelled_by_role === null) return null;
  return {
    at: row.cancelled_at,
    by: row.cancelled_by_role,
    userId: row.cancelled_by,
    reason: row.cancellation_reason,
    reasonShared: row.cancellation_reason_shared === 1,
  };
}

function refundOf(row: ToldRow): BookingFacts["refund"] {
  const { refund_status: status, refund_amount: amount, refund_currency: currency } = row;
  if (status === null || amount === null || currency === null || row.refund_requested_at === null)
    return null;
  return {
    status,
    amount,
    currency,
    requestedAt: row.refund_requested_at,
    settledAt: row.refund_settled_at,
  };
}

/** The review beside the booking; null when there is none. */
export const reviewOfRow = (
  row: ToldRow,
): { readonly rating: number; readonly comment: string | null } | null =>
  row.review_rating === null ? null : { rating: row.review_rating, comment: row.review_comment };

export const personRow = z.object({
  id: z.string(),
  name: z.string(),
  headline: z.nullable(z.string()),
  photo_url: z.nullable(z.string()),
  timezone: z.string(),
});

export const personOfRow = (row: z.output<typeof personRow>): Person => ({
  id: row.id,
  name: row.name,
  headline: row.headline,
  photoUrl: row.photo_url,
  timezone: row.timezone,
});

/**
 * People are never deleted, so this stands for nobody; but should a row be missing all the same, its session is shown rather
 * than cropped.
 */
export const unknownPerson = (id: string): Person => ({
  id,
  name: "",
  headline: null,
  photoUrl: null,
  timezone: "UTC",
});

/** The other person of a listed row, joined as `o`. */
export const OTHER_COLUMNS = `o.name as other_name, o.headline as other_headline, o.photo_url as other_photo_url,
           o.timezone as other_timezone`;

interface ListRow extends z.input<typeof toldRow> {
  readonly other_name: string | null;
  readonly other_headline: string | null;
  readonly other_photo_url: string | null;
  readonly other_timezone: string | null;
}

/**
 * @param found a row of {@link TOLD_COLUMNS} and {@link OTHER_COLUMNS}. The columns are not checked one by one as those of one
 * session are (`toldRow`, by which a wrong one is noticed): for 34 of them in 21 rows that was a twentieth of a list's time.
 * @param viewerId whose list it is.
 */
export function listedOf(found: Record<string, unknown>, viewerId: string): ListedSession {
  const stored = found as unknown as ListRow;
  const attendance = stored.attendance === null ? null : attendanceColumn.parse(stored.attendance);
  const row = { ...stored, attendance };
  const facts = factsOfRow(row);
  const otherId = facts.mentorId === viewerId ? facts.menteeId : facts.mentorId;
  return { facts, other: otherOf(stored, otherId), review: reviewOfRow(row) };
}

function otherOf(row: ListRow, id: string): Person {
  if (row.other_name === null) return unknownPerson(id);
  return {
    id,
    name: row.other_name,
    headline: row.other_headline,
    photoUrl: row.other_photo_url,
    timezone: row.other_timezone ?? "UTC",
  };
}

import * as z from "zod";
import type { App } from "../support/node/app.ts";
import type { Ledger } from "../support/node/sandbox-client.ts";

export interface BookingRow {
  readonly id: string;
  readonly status: string;
  readonly source: string;
  readonly mentor_id: string;
  readonly mentee_id: string;
  readonly starts_at: number;
  readonly price_amount: number;
  readonly payment_intent: string | null;
  readonly cancelled_by_role: string | null;
}

interface RefundRow {
  readonly id: string;
  readonly booking_id: string;
  readonly cause: string;
  readonly status: string;
  readonly amount: number;
  readonly payment_intent: string | null;
  readonly stripe_refund_id: string | null;
  readonly manual_reason: string | null;
}

/** What three witnesses say of the same bookings: D1, Stripe's ledger, and each of them of the others. */
export interface Books {
  readonly bookings: readonly BookingRow[];
  readonly refunds: readonly RefundRow[];
  readonly ledger: Ledger;
}

const LIVE = ["confirmed", "in_progress", "completed", "no_show"];

const ofBooking = z.looseObject({ metadata: z.object({ booking_id: z.string().optional() }) });
const bookingOf = (object: unknown): string | null =>
  ofBooking.safeParse(object).data?.metadata.booking_id ?? null;

export async function readBooks(app: App, ids: readonly string[]): Promise<Books> {
  const list = JSON.stringify(ids);
  const among = "in (select value from json_each(?1))";
  return {
    bookings: await app.query<BookingRow>(`select * from bookings where id ${among}`, list),
    refunds: await app.query<RefundRow>(`select * from refunds where booking_id ${among}`, list),
    ledger: await app.sandbox.ledger(),
  };
}

/** The refunds that wait for a person. */
export const waiting = ({ refunds }: Books): readonly string[] =>
  refunds.filter(({ status }) => status === "manual").map(({ id }) => id);

/**
 * Where our ledger, Stripe's and D1's bookings disagree, each in one sentence: every paid and cancelled booking is refunded exactly
 * once and whole, nothing else is, and each payment counts for something.
 */
export function moneyDisagreements(books: Books, saidCancelled: ReadonlySet<string>): readonly string[] {
  return books.bookings.flatMap((booking) => [
    ...statusOf(booking, saidCancelled.has(booking.id)),
    ...owed(books, booking),
    ...paymentsOf(books, booking).flatMap((intent) => paidFor(books, booking, intent)),
  ]);
}

function statusOf({ id, status }: BookingRow, saidCancelled: boolean): readonly string[] {
  const over = status === "cancelled" || status === "expired";
  return [
    ...(saidCancelled && !over ? [`${id}: somebody was told that it is cancelled, and it is ${status}`] : []),
    ...(status === "draft" ? [`${id}: paid for, and still a draft`] : []),
  ];
}

function owed(
  { refunds }: Books,
  { id, status, price_amount, cancelled_by_role: by }: BookingRow,
): readonly string[] {
  const own = refunds.filter(({ booking_id, cause }) => booking_id === id && cause === "cancelled");
  const due = status === "cancelled" && price_amount > 0 && (by === "mentor" || by === "mentee") ? 1 : 0;
  return own.length === due ? [] : [`${id}: ${own.length} refunds for its cancelling, not ${due}`];
}

/** What Stripe has taken for a booking, by our word or by its own. */
function paymentsOf(
  { ledger, refunds }: Books,
  { id, payment_intent }: BookingRow,
): readonly { id: string; amount: number }[] {
  const known = [
    payment_intent,
    ...refunds.filter((refund) => refund.booking_id === id).map((refund) => refund.payment_intent),
  ];
  return ledger.payment_intents.filter(
    (intent) => intent.status === "succeeded" && (known.includes(intent.id) || bookingOf(intent) === id),
  );
}

function paidFor(
  { ledger, refunds }: Books,
  booking: BookingRow,
  intent: { readonly id: string; readonly amount: number },
): readonly string[] {
  const what = `${booking.id} (${booking.status}), ${intent.id}`;
  const ours = refunds.filter((refund) => refund.payment_intent === intent.id);
  const theirs = ledger.refunds.filter(
    ({ payment_intent, status }) =>
      payment_intent === intent.id && status !== "failed" && status !== "canceled",
  );
  const [refund, ...more] = ours;
  if (more.length > 0) return [`${what}: ${ours.length} refunds recorded`];
  if (refund === undefined) {
    const counts = booking.payment_intent === intent.id && LIVE.includes(booking.status);
    return [
      ...(theirs.length > 0 ? [`${what}: Stripe gave back what we know nothing of`] : []),
      ...(counts ? [] : [`${what}: paid for nothing, and not given back`]),
    ];
  }
  if (refund.status !== "succeeded")
    return [`${what}: its refund is ${refund.status} (${refund.manual_reason ?? ""})`];
  const [made, ...twice] = theirs;
  if (made === undefined || twice.length > 0)
    return [`${what}: done here, and ${theirs.length} times at Stripe`];
  const same = made.id === refund.stripe_refund_id && made.status === "succeeded";
  return same && made.amount === intent.amount && refund.amount === intent.amount
    ? []
    : [
        `${what}: ${refund.amount} as ${refund.stripe_refund_id} here, ${made.amount} as ${made.id} (${made.status}) at Stripe`,
      ];
}

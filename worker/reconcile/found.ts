import type { Step, StoredProgress } from "../../db/reconciliation-writing.ts";
import type { DifferenceKind, OurRefund, PaidBooking, TheirPayment } from "../../domain/reconciliation.ts";
import { DAY } from "../../domain/time.ts";
import type { LedgerRefund } from "../../providers/stripe/port.ts";

export type Found = Step["found"][number];

/** Of one part of a phase: what it found, and where the phase goes on; null when the phase is over. */
export interface Part {
  readonly found: Omit<Step, "before" | "next" | "now">;
  readonly after: string | null;
  /** Requests to Stripe that it took. */
  readonly requests: number;
}

export const dayOf = ({ day }: StoredProgress) => ({ from: day, to: day + DAY });

/** @param theirs null where Stripe has none. */
export function refundFound(
  kind: DifferenceKind,
  bookingId: string,
  ours: (OurRefund & { readonly paymentIntent: string | null }) | null,
  theirs: LedgerRefund | null,
): Found {
  return {
    kind,
    subject: theirs?.id ?? ours?.id ?? "",
    bookingId,
    refundId: ours?.id ?? null,
    paymentIntent: theirs?.intentId ?? ours?.paymentIntent ?? null,
    stripeRefundId: theirs?.id ?? ours?.stripeRefundId ?? null,
    currency: theirs?.currency ?? ours?.money.currency ?? "",
    oursAmount: ours?.money.amount ?? null,
    oursStatus: ours?.status ?? null,
    theirsAmount: theirs?.amount ?? null,
    theirsStatus: theirs?.status ?? null,
  };
}

/** @param booking null where ours has none of that id; @param theirs null where Stripe has no such payment. */
export function paymentFound(
  kind: DifferenceKind,
  intentId: string,
  bookingId: string,
  booking: PaidBooking | null,
  theirs: TheirPayment | null,
): Found {
  const isOwn = booking?.intentId === intentId;
  return {
    kind,
    subject: intentId,
    bookingId,
    refundId: null,
    paymentIntent: intentId,
    stripeRefundId: null,
    currency: theirs?.captured.currency ?? booking?.price.currency ?? "",
    oursAmount: isOwn ? booking.price.amount : null,
    oursStatus: booking?.status ?? null,
    theirsAmount: theirs?.captured.amount ?? null,
    theirsStatus: theirs === null ? null : theirs.captured.amount > 0 ? "captured" : "not_captured",
  };
}

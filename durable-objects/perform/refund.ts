import type { Booking, Refund } from "../../domain/booking.ts";
import type { RefundReading } from "../../domain/commands.ts";
import { findRefund } from "../../domain/decide/refunds.ts";
import { LATE_REFUND_WITHIN } from "../../domain/limits.ts";
import type { PaymentReading, RefundRefusal, StripeRefund } from "../../providers/stripe/port.ts";
import type { World } from "../services.ts";
import { done, notYet, type Outcome } from "./outcome.ts";

/**
 * Sends one refund, once. In this order, each time it is tried:
 * 1. read the payment: it must be ours to give back (succeeded, same currency and mode);
 * 2. read Stripe's list of its refunds: one with our id is taken over, whatever became of the answer we never saw;
 * 3. only then send it, never more than captured minus refunded, under a key that is the same for every try of this round.
 * Whatever does not fit waits for a person.
 */
export async function sendRefund(
  booking: Booking,
  effect: { readonly refundId: string; readonly round: number },
  world: World,
): Promise<Outcome> {
  const refund = findRefund(booking, effect.refundId);
  if (refund === null || refund.status !== "requested" || refund.round !== effect.round) return done();
  if (refund.intentId === null) return report(refund, { status: "manual", reason: "no_payment_known" });
  const payment = await world.payments.readPayment(refund.intentId);
  if (payment === null) return report(refund, { status: "manual", reason: "payment_not_found" });
  const made = await world.payments.listRefunds(refund.intentId);
  const known = adoptable(refund, made) ?? notOurs(booking, refund, payment) ?? beyond(refund, payment, made);
  if (known !== null) return report(refund, known);
  const sent = await world.payments.createRefund({
    bookingId: booking.id,
    refundId: refund.id,
    intentId: refund.intentId,
    money: { amount: refund.amount, currency: refund.currency },
    idempotencyKey: `${booking.id}:refund:${refund.id}:${refund.round}`,
  });
  if (sent.ok) return report(refund, readingOf(sent.value));
  return report(refund, await afterRefusal(refund, refund.intentId, sent.reason, world));
}

/**
 * Reads what Stripe has of one refund of ours: pending is asked about again, at growing intervals, until it is not. One that
 * waits for a person may be there by now without our knowing its name there (its request ended in a 500): the list knows ours.
 */
export async function readRefund(booking: Booking, refundId: string, world: World): Promise<Outcome> {
  const refund = findRefund(booking, refundId);
  if (refund === null || refund.settledOutside) return done();
  if (refund.status === "manual") return readList(booking, refund, world);
  if (refund.stripeRefundId === null) return done();
  const reading = await world.payments.readRefund(refund.stripeRefundId);
  if (reading === null) return report(refund, { status: "manual", reason: "outcome_unknown" });
  if (reading.status === "pending" && refund.status === "pending") return notYet("the refund is under way");
  return report(refund, readingOf(reading));
}

async function readList(booking: Booking, refund: Refund, world: World): Promise<Outcome> {
  if (refund.intentId === null) return done();
  const own = adoptable(refund, await world.payments.listRefunds(refund.intentId));
  if (own !== null) return report(refund, own);
  const since = booking.timeline.findLast(({ type }) => type === "refund_manual")?.at ?? 0;
  return world.clock() - since < LATE_REFUND_WITHIN ? notYet("Stripe's list does not show it") : done();
}

function readingOf({ id, status, failure }: StripeRefund): RefundReading {
  if (status !== "failed") return { status, stripeRefundId: id };
  return { status, stripeRefundId: id, ...(failure === null ? {} : { answer: failure }) };
}

const report = (refund: Refund, reading: RefundReading): Outcome =>
  done({ type: "refund_read", refundId: refund.id, reading });

/** One of Stripe's refunds is this one: it has our id. One that failed is none. */
function adoptable(refund: Refund, made: readonly StripeRefund[]): RefundReading | null {
  const own = made.find((other) => other.refundId === refund.id && other.status !== "failed");
  return own === undefined ? null : readingOf(own);
}

function notOurs(booking: Booking, refund: Refund, payment: PaymentReading): RefundReading | null {
  if (!payment.succeeded) return { status: "manual", reason: "payment_not_succeeded" };
  if (payment.currency !== refund.currency) return { status: "manual", reason: "payment_currency_differs" };
  if (payment.livemode !== booking.livemode) return { status: "manual", reason: "payment_mode_differs" };
  return null;
}

/** Never more than captured minus refunded. Already given back by hand, whole: recorded, not repeated; disputed or in part: a person looks. */
function beyond(
  refund: Refund,
  payment: PaymentReading,
  made: readonly StripeRefund[],
): RefundReading | null {
  if (refund.amount > payment.captured) return { status: "manual", reason: "amount_exceeds_captured" };
  if (refund.amount > payment.captured - payment.refunded) {
    return madeByHand(refund, made) ?? { status: "manual", reason: "refunded_in_part_elsewhere" };
  }
  // There is room for it, and a person has to weigh it. A later round is a person's word that one has: then Stripe decides, which
  // refunds some disputed charges (a dispute's `is_charge_refundable`) and refuses the others.
  if (refund.round > 1) return null;
  if (payment.disputed) return { status: "manual", reason: "payment_disputed" };
  return made.some(isByHand) ? { status: "manual", reason: "refunded_in_part_elsewhere" } : null;
}

/** Somebody pressed the button in Stripe's own dashboard. */
const isByHand = ({ refundId, status }: StripeRefund): boolean => refundId === null && status !== "failed";

/** A refund of the whole amount that is nobody else's. */
function madeByHand(refund: Refund, made: readonly StripeRefund[]): RefundReading | null {
  const whole = made.find(
    (other) => isByHand(other) && other.amount === refund.amount && other.currency === refund.currency,
  );
  return whole === undefined ? null : readingOf(whole);
}

async function afterRefusal(
  refund: Refund,
  intentId: string,
  refusal: RefundRefusal,
  world: World,
): Promise<RefundReading> {
  const { code, detail: answer } = refusal;
  switch (code) {
    case "disputed":
      return { status: "manual", reason: "payment_disputed", answer };
    case "balance_insufficient":
      return { status: "manual", reason: "balance_insufficient", answer };
    case "not_refundable":
      world.log("refund_refused", { refund: refund.id, detail: answer });
      return { status: "manual", reason: "refused_by_stripe", answer };
    case "already_refunded":
    case "outcome_unknown": {
      const made = await world.payments.listRefunds(intentId);
      const reason = code === "outcome_unknown" ? "outcome_unknown" : "refunded_in_part_elsewhere";
      return adoptable(refund, made) ?? madeByHand(refund, made) ?? { status: "manual", reason, answer };
    }
  }
}

import type { CheckoutSession } from "../../../domain/booking.ts";
import type { CheckoutReading } from "../../../domain/commands.ts";
import { accepted, type Result, refused } from "../../../domain/result.ts";
import { type Instant, MINUTE } from "../../../domain/time.ts";
import type {
  PaymentReading,
  Payments,
  RefundOrder,
  RefundRefusal,
  StripeRefund,
} from "../../../providers/stripe/port.ts";
import { type CallFault, unavailable } from "../engine/calls.ts";
import { KeptAnswers } from "./kept-answers.ts";

export interface Intent {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  /** Whose checkout it paid; null when it was paid elsewhere and only taken over. */
  readonly bookingId: string | null;
  /** Not what was asked for: product, "Confirming", ignores it, and so does the promise about payments. */
  readonly odd: boolean;
  /** By a method that settles later than the checkout is complete. */
  readonly slow: boolean;
  /** Null while it has not settled. */
  paidAt: Instant | null;
  disputed: boolean;
}

export interface Session extends CheckoutReading {
  readonly bookingId: string;
  readonly expiresAt: Instant;
  /** Nobody was ever shown its address: the answer that had it was a 500. */
  readonly hidden: boolean;
}

export interface MadeRefund extends StripeRefund {
  readonly intentId: string;
  readonly bookingId: string | null;
}

/** What Stripe does by itself later on. */
export interface Bank {
  /** How a refund begins, and what it is later on. */
  readonly fateOf: (
    refund: string,
  ) => "succeeds" | "pending_then_succeeds" | "pending_then_fails" | "succeeds_then_fails";
  readonly later: (refund: MadeRefund, status: StripeRefund["status"]) => void;
  readonly tell: (
    kind: "checkout" | "refund",
    about: { bookingId: string | null; intentId: string | null },
    mustArrive: boolean,
  ) => void;
  readonly at: (instant: Instant, run: () => void) => void;
}

/** Stripe takes no checkout that ends sooner (FACTS, "Checkout expires 30 minutes to 24 hours after creation"). */
const SHORTEST_CHECKOUT = 30 * MINUTE;
const KEYS_IN_TURN = 3;
const KEPT_500 = "kept_500";

type Opened = Result<CheckoutSession, { readonly code: "refused"; readonly detail: string }>;

/** Stripe's records, behind the port as its adapter shows them (providers/stripe), and what people do to them. */
export class SimStripe {
  readonly sessions = new Map<string, Session>();
  readonly intents = new Map<string, Intent>();
  readonly refunds: MadeRefund[] = [];
  readonly keys = new KeptAnswers();
  readonly #refundKeys = new Map<string, Set<string>>();
  readonly #bank: Bank;
  readonly #now: () => Instant;
  #count = 0;

  constructor(now: () => Instant, bank: Bank) {
    this.#now = now;
    this.#bank = bank;
  }

  openCheckout(order: Parameters<Payments["openCheckout"]>[0], fault: CallFault | null): Opened {
    for (let turn = 1; turn <= KEYS_IN_TURN; turn++) {
      const key = turn === 1 ? order.idempotencyKey : `${order.idempotencyKey}:${turn}`;
      const kept = this.keys.recall(key, this.#now());
      if (kept?.answer === KEPT_500) continue;
      if (kept !== null) return kept.answer as Opened;
      if (fault === "kept_500_done") this.#openSession(order, true);
      if (fault === "kept_500" || fault === "kept_500_done") this.#keep500(key);
      if (order.request.expiresAt - this.#now() < SHORTEST_CHECKOUT) {
        return refused({ code: "refused", detail: "expires_at is too soon" });
      }
      const session = this.#openSession(order, false);
      const answer = accepted({ id: session.sessionId, url: `https://pay.test/${session.sessionId}` });
      this.keys.keep(key, answer, this.#now());
      return answer;
    }
    throw unavailable("stripe", KEPT_500);
  }

  readCheckout(sessionId: string): CheckoutReading | null {
    return this.sessions.get(sessionId) ?? null;
  }

  expireCheckout(sessionId: string): CheckoutReading | null {
    this.#expire(sessionId);
    return this.readCheckout(sessionId);
  }

  readPayment(intentId: string): PaymentReading | null {
    const intent = this.intents.get(intentId);
    if (intent === undefined) return null;
    const { amount, currency, disputed } = intent;
    const refunded = this.refunded(intentId);
    return { intentId, succeeded: true, currency, livemode: false, captured: amount, refunded, disputed };
  }

  listRefunds(intentId: string): readonly StripeRefund[] {
    return this.refunds.filter((refund) => refund.intentId === intentId);
  }

  readRefund(id: string): StripeRefund | null {
    return this.refunds.find((refund) => refund.id === id) ?? null;
  }

  /** Under how many keys a refund of ours was asked for. */
  keysOf(refundId: string): number {
    return this.#refundKeys.get(refundId)?.size ?? 0;
  }

  createRefund(order: RefundOrder, fault: CallFault | null): Result<StripeRefund, RefundRefusal> {
    const keys = this.#refundKeys.get(order.refundId) ?? new Set<string>();
    this.#refundKeys.set(order.refundId, keys.add(order.idempotencyKey));
    const kept = this.keys.recall(order.idempotencyKey, this.#now());
    if (kept?.answer === KEPT_500) return refused({ code: "outcome_unknown", detail: "500" });
    if (kept !== null) return kept.answer as Result<StripeRefund, RefundRefusal>;
    if (fault === "refused") return refused({ code: "balance_insufficient", detail: "balance_insufficient" });
    const refusal = this.#refusal(order);
    if (refusal !== null) return refused(refusal);
    if (fault === "kept_500") this.#keep500(order.idempotencyKey);
    const { intentId, money, refundId, bookingId } = order;
    const made = this.makeRefund(intentId, money.amount, refundId, bookingId);
    if (fault === "kept_500_done") this.#keep500(order.idempotencyKey);
    const answer = accepted(made);
    this.keys.keep(order.idempotencyKey, answer, this.#now());
    return answer;
  }

  /** Pending and succeeded ones: what has left, or is about to. */
  refunded(intentId: string): number {
    return this.refunds
      .filter((refund) => refund.intentId === intentId && refund.status !== "failed")
      .reduce((sum, refund) => sum + refund.amount, 0);
  }

  /** Somebody pays an open checkout. @param how `later`: with a method that settles later (scenario 16). */
  pay(sessionId: string, how: "at_once" | "later" | "another_amount"): void {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "open" || session.hidden) return;
    const amount = how === "another_amount" ? Math.floor(session.amount / 2) : session.amount;
    const { currency, bookingId } = session;
    const intent = this.newIntent({
      amount,
      currency,
      bookingId,
      odd: how === "another_amount",
      slow: how === "later",
    });
    const card = { brand: "visa", last4: "4242" };
    this.sessions.set(sessionId, {
      ...session,
      status: "complete",
      paid: how !== "later",
      amount,
      intentId: intent,
      card,
    });
    this.#bank.tell("checkout", { bookingId, intentId: intent }, false);
  }

  settleLater(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "complete" || session.paid) return;
    this.sessions.set(sessionId, { ...session, paid: true });
    const intent = this.intents.get(session.intentId ?? "");
    if (intent !== undefined) intent.paidAt = this.#now();
    this.#bank.tell("checkout", { bookingId: session.bookingId, intentId: session.intentId }, true);
  }

  /** A second payment on one checkout. Stripe promises that there is none; product promises that it would never count. */
  payAgain(sessionId: string, how: string): void {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "complete" || !session.paid) return;
    const { currency, bookingId } = session;
    const amount = how === "another_amount" ? Math.floor(session.amount / 2) : session.amount;
    // Not what was asked for the first time, it is not the second time either.
    const odd = how === "another_amount" || (this.intents.get(session.intentId ?? "")?.odd ?? false);
    const intentId = this.newIntent({ amount, currency, bookingId, odd });
    this.sessions.set(sessionId, { ...session, amount, intentId });
    this.#bank.tell("checkout", { bookingId, intentId }, true);
  }

  newIntent(
    fields: Pick<Intent, "amount" | "currency" | "bookingId"> & Partial<Pick<Intent, "odd" | "slow">>,
  ): string {
    const id = `pi_${++this.#count}`;
    const slow = fields.slow ?? false;
    const paidAt = slow ? null : this.#now();
    this.intents.set(id, { id, disputed: false, odd: false, ...fields, slow, paidAt });
    return id;
  }

  dispute(intentId: string): void {
    const intent = this.intents.get(intentId);
    if (intent === undefined) return;
    intent.disputed = !intent.disputed;
    this.#bank.tell("refund", { bookingId: null, intentId }, false);
  }

  /** @param refundId null: by hand, in Stripe's own dashboard. */
  makeRefund(
    intentId: string,
    amount: number,
    refundId: string | null,
    bookingId: string | null,
  ): StripeRefund {
    const fate = this.#bank.fateOf(refundId ?? `hand-${intentId}`);
    const status = fate.startsWith("pending") ? "pending" : "succeeded";
    const currency = this.intents.get(intentId)?.currency ?? "";
    const made: MadeRefund = {
      id: `re_${++this.#count}`,
      status,
      amount,
      currency,
      refundId,
      failure: null,
      intentId,
      bookingId,
    };
    this.refunds.push(made);
    if (fate === "pending_then_succeeds") this.#bank.later(made, "succeeded");
    if (fate.endsWith("fails")) this.#bank.later(made, "failed");
    this.#bank.tell("refund", made, false);
    return made;
  }

  /** The bank has its last word. One that had succeeded and fails is nowhere else to be learned of: that word arrives. */
  settleRefund(id: string, status: StripeRefund["status"]): void {
    const at = this.refunds.findIndex((refund) => refund.id === id);
    const refund = this.refunds[at];
    if (refund === undefined) return;
    this.refunds[at] = {
      ...refund,
      status,
      failure: status === "failed" ? "expired_or_canceled_card" : null,
    };
    this.#bank.tell("refund", refund, refund.status === "succeeded");
  }

  #refusal(order: RefundOrder): RefundRefusal | null {
    const intent = this.intents.get(order.intentId);
    if (intent === undefined) return { code: "not_refundable", detail: "no such payment" };
    if (intent.disputed) return { code: "disputed", detail: "charge_disputed" };
    const left = intent.amount - this.refunded(intent.id);
    if (left === 0) return { code: "already_refunded", detail: "charge_already_refunded" };
    if (order.money.amount > left) return { code: "not_refundable", detail: "more than is left" };
    return null;
  }

  #keep500(key: string): never {
    this.keys.keep(key, KEPT_500, this.#now());
    throw unavailable("stripe", KEPT_500);
  }

  #openSession(order: Parameters<Payments["openCheckout"]>[0], hidden: boolean): Session {
    const sessionId = `cs_${++this.#count}`;
    const { bookingId, price, request } = order;
    const session: Session = {
      sessionId,
      bookingId,
      status: "open",
      paid: false,
      amount: price.amount,
      currency: price.currency,
      livemode: false,
      intentId: null,
      card: null,
      expiresAt: request.expiresAt,
      hidden,
    };
    this.sessions.set(sessionId, session);
    this.#bank.at(request.expiresAt, () => this.#expire(sessionId));
    return session;
  }

  #expire(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "open") return;
    this.sessions.set(sessionId, { ...session, status: "expired" });
    this.#bank.tell("checkout", { bookingId: session.bookingId, intentId: null }, false);
  }
}

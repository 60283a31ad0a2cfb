import type { CheckoutReading } from "../../../domain/commands.ts";
import { accepted, refused } from "../../../domain/result.ts";
import { ServiceUnavailable } from "../../../providers/failure.ts";
import type { Payments, StripeRefund } from "../../../providers/stripe/port.ts";

export type StripeFault = "lost_before" | "lost_after" | "kept_500" | "conflict" | "rate_limited";

interface Intent {
  readonly amount: number;
  readonly currency: string;
  disputed: boolean;
  /** Stripe's `is_charge_refundable` of its dispute. */
  refundable: boolean;
}

/** Stripe's records and its idempotency layer in memory, with faults for the next calls. */
export class SimulatedStripe implements Payments {
  readonly livemode = false;
  readonly sessions = new Map<string, CheckoutReading>();
  readonly intents = new Map<string, Intent>();
  readonly refunds: (StripeRefund & { readonly intentId: string })[] = [];
  readonly faults: { readonly method: keyof Payments; readonly fault: StripeFault }[] = [];
  readonly calls: string[] = [];
  /** What the bank makes of the next refunds at first. */
  newRefundStatus: StripeRefund["status"] = "succeeded";
  readonly #kept = new Map<string, () => unknown>();
  #count = 0;

  /** Somebody pays the open session. */
  pay(sessionId: string): string {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "open") throw new Error("only an open session can be paid");
    const intentId = this.payment(session.amount, session.currency);
    this.sessions.set(sessionId, {
      ...session,
      status: "complete",
      paid: true,
      intentId,
      card: { brand: "visa", last4: "4242" },
    });
    return intentId;
  }

  /** A day has passed: a key that was used is a new one now. */
  pruneKeys(): void {
    this.#kept.clear();
  }

  payment(amount: number, currency: string): string {
    const intentId = `pi_${++this.#count}`;
    this.intents.set(intentId, { amount, currency, disputed: false, refundable: false });
    return intentId;
  }

  refunded(intentId: string): number {
    return this.refunds
      .filter((refund) => refund.intentId === intentId && refund.status !== "failed")
      .reduce((sum, refund) => sum + refund.amount, 0);
  }

  async openCheckout(order: Parameters<Payments["openCheckout"]>[0]) {
    return this.#call("openCheckout", order.idempotencyKey, () => {
      const sessionId = `cs_${++this.#count}`;
      this.sessions.set(sessionId, {
        sessionId,
        status: "open",
        paid: false,
        amount: order.price.amount,
        currency: order.price.currency,
        livemode: false,
        intentId: null,
        card: null,
      });
      return accepted({ id: sessionId, url: `https://pay.test/${sessionId}` });
    });
  }

  async readCheckout(sessionId: string) {
    return this.#call("readCheckout", null, () => this.sessions.get(sessionId) ?? null);
  }

  async expireCheckout(sessionId: string) {
    return this.#call("expireCheckout", null, () => {
      const session = this.sessions.get(sessionId);
      if (session?.status === "open") this.sessions.set(sessionId, { ...session, status: "expired" });
      return this.sessions.get(sessionId) ?? null;
    });
  }

  async readPayment(intentId: string) {
    return this.#call("readPayment", null, () => {
      const intent = this.intents.get(intentId);
      if (intent === undefined) return null;
      const { amount, currency, disputed } = intent;
      return {
        intentId,
        succeeded: true,
        currency,
        livemode: false,
        captured: amount,
        refunded: this.refunded(intentId),
        disputed,
      };
    });
  }

  async listRefunds(intentId: string) {
    return this.#call("listRefunds", null, () =>
      this.refunds.filter((refund) => refund.intentId === intentId),
    );
  }

  async readRefund(stripeRefundId: string) {
    return this.#call(
      "readRefund",
      null,
      () => this.refunds.find((refund) => refund.id === stripeRefundId) ?? null,
    );
  }

  async createRefund(order: Parameters<Payments["createRefund"]>[0]) {
    return this.#call("createRefund", order.idempotencyKey, () => {
      const intent = this.intents.get(order.intentId);
      if (intent === undefined)
        return refused({ code: "not_refundable", detail: "no such payment" } as const);
      if (intent.disputed && !intent.refundable)
        return refused({ code: "disputed", detail: "charge_disputed" } as const);
      if (this.refunded(order.intentId) + order.money.amount > intent.amount) {
        return refused({ code: "already_refunded", detail: "charge_already_refunded" } as const);
      }
      return accepted(this.makeRefund(order.intentId, order.money.amount, order.refundId));
    });
  }

  /** `refundId` null: by hand, in Stripe's own dashboard. */
  makeRefund(intentId: string, amount: number, refundId: string | null): StripeRefund {
    const currency = this.intents.get(intentId)?.currency ?? "usd";
    const id = `re_${++this.#count}`;
    const refund = { id, status: this.newRefundStatus, amount, currency, refundId, failure: null, intentId };
    this.refunds.push(refund);
    return refund;
  }

  async #call<T>(method: keyof Payments, key: string | null, act: () => T): Promise<T> {
    this.calls.push(method);
    await Promise.resolve();
    const at = this.faults.findIndex((armed) => armed.method === method);
    const fault = at < 0 ? null : (this.faults.splice(at, 1)[0]?.fault ?? null);
    if (fault === "lost_before" || fault === "conflict" || fault === "rate_limited") {
      throw new ServiceUnavailable("stripe", fault, fault === "rate_limited" ? 2_000 : null);
    }
    const answer = this.#answer(key, fault, act);
    if (fault === "lost_after" || fault === "kept_500") throw new ServiceUnavailable("stripe", fault);
    await Promise.resolve();
    return answer() as T;
  }

  /** One answer for each key, the first one, kept 500s included. */
  #answer(key: string | null, fault: StripeFault | null, act: () => unknown): () => unknown {
    if (key === null) {
      const value = act();
      return () => value;
    }
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const value = fault === "kept_500" ? refused({ code: "outcome_unknown" }) : act();
    const answer = (): unknown => value;
    this.#kept.set(key, answer);
    return answer;
  }
}

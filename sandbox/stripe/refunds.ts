import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { randomToken, stripeId } from "../ids.ts";
import { testCard } from "./cards.ts";
import { badParam, refused } from "./errors.ts";
import { formatMoney } from "./money.ts";
import {
  type ApiList,
  type Charge,
  type Hidden,
  KIND,
  type PaymentIntent,
  type Refund,
  type RefundPlan,
} from "./objects.ts";
import { amount, created, expand, integerValue, isMadeIn, metadata, nonEmpty } from "./params.ts";
import { type Caller, clockCaller, emit, find, paginate, seconds } from "./store.ts";

const PENDING_FOR_MS = 2_000;
const FAILS_AFTER_MS = 1_500;

export const createRefundParams = z.strictObject({
  amount: amount.optional(),
  charge: nonEmpty.optional(),
  currency: z.string().optional(),
  expand,
  metadata: metadata.optional(),
  payment_intent: nonEmpty.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

export const listRefundsParams = z.strictObject({
  charge: z.string().optional(),
  created,
  ending_before: z.string().optional(),
  expand,
  limit: integerValue.optional(),
  payment_intent: z.string().optional(),
  starting_after: z.string().optional(),
});

export function checkRefund(params: z.output<typeof createRefundParams>): void {
  if (params.charge === undefined && params.payment_intent === undefined) {
    const message =
      "One of the following params should be provided for this request: payment_intent or charge.";
    throw badParam("parameter_missing", message, "payment_intent");
  }
}

/** `POST /v1/refunds`: all that is left unless an amount is named, and never more than that. */
export function createRefund(
  sandbox: Sandbox,
  caller: Caller,
  params: z.output<typeof createRefundParams>,
): Refund {
  const target = chargeOf(sandbox, caller, params);
  const size = refundable(target.body, params.amount);
  const { status, plan } = fate(sandbox, caller, target.hidden.card);
  const refund: Refund = {
    id: stripeId("re"),
    object: "refund",
    amount: size,
    balance_transaction: stripeId("txn"),
    charge: target.body.id,
    created: seconds(sandbox.now()),
    currency: target.body.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: params.metadata ?? {},
    payment_intent: target.body.payment_intent,
    payment_method: target.body.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    ...(status === "pending" ? { pending_reason: "processing" } : {}),
    transfer_reversal: null,
  };
  const hidden = { livemode: caller.livemode, plan };
  sandbox.state.put(KIND.refund, refund, { parent: refund.payment_intent, dueAt: plan?.at ?? null, hidden });
  const refunded = recountRefunds(sandbox, target.body);
  emit(sandbox, caller, "refund.created", refund);
  emit(sandbox, caller, "charge.refunded", refunded);
  return refund;
}

export function getRefund(sandbox: Sandbox, caller: Caller, id: string): Refund {
  return find<Refund>(sandbox, caller, KIND.refund, "refund", id, "id", true).body;
}

export function listRefunds(
  sandbox: Sandbox,
  caller: Caller,
  params: z.output<typeof listRefundsParams>,
): ApiList<Refund> {
  if (params.payment_intent !== undefined) {
    find(
      sandbox,
      caller,
      KIND.paymentIntent,
      "payment_intent",
      params.payment_intent,
      "payment_intent",
      false,
    );
  }
  if (params.charge !== undefined)
    find(sandbox, caller, KIND.charge, "charge", params.charge, "charge", false);
  const all = sandbox.state.list<Refund, Hidden>(KIND.refund, params.payment_intent);
  const mine = all.filter(({ hidden }) => hidden.livemode === caller.livemode).map(({ body }) => body);
  const chosen = mine.filter(
    (refund) =>
      (params.charge === undefined || refund.charge === params.charge) &&
      isMadeIn(params.created, refund.created),
  );
  return paginate(chosen.reverse(), params, "/v1/refunds");
}

/** Brings refunds to where the clock says they are. */
export function advanceRefunds(sandbox: Sandbox): void {
  for (const { body, hidden } of sandbox.state.due<Refund, Hidden>(KIND.refund, sandbox.now())) {
    const { plan } = hidden;
    if (!plan) continue;
    const { pending_reason: _gone, ...settled } = body;
    const failure = {
      failure_reason: "expired_or_canceled_card",
      failure_balance_transaction: stripeId("txn"),
    };
    const next: Refund = { ...settled, status: plan.status, ...(plan.status === "failed" ? failure : {}) };
    sandbox.state.put(KIND.refund, next, { dueAt: null });
    const caller = clockCaller(hidden.livemode === true);
    if (plan.status === "failed") {
      const charge = sandbox.state.get<Charge>(KIND.charge, body.charge);
      if (charge) recountRefunds(sandbox, charge.body);
      emit(sandbox, caller, "refund.failed", next);
    }
    emit(sandbox, caller, "refund.updated", next);
  }
}

/** The charge to refund; a payment intent stands for its latest one. */
function chargeOf(
  sandbox: Sandbox,
  caller: Caller,
  params: { charge?: string | undefined; payment_intent?: string | undefined },
) {
  if (params.charge !== undefined) {
    const found = find<Charge>(sandbox, caller, KIND.charge, "charge", params.charge, "charge", false);
    if (params.payment_intent === undefined || found.body.payment_intent === params.payment_intent)
      return found;
    throw badParam(
      undefined,
      `Charge ${params.charge} does not belong to PaymentIntent ${params.payment_intent}.`,
      "charge",
    );
  }
  const id = params.payment_intent ?? "";
  const intent = find<PaymentIntent>(
    sandbox,
    caller,
    KIND.paymentIntent,
    "payment_intent",
    id,
    "payment_intent",
    false,
  );
  if (intent.body.latest_charge === null || intent.body.status === "requires_payment_method") {
    const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
    throw refused("payment_intent_unexpected_state", message, "payment_intent");
  }
  return find<Charge>(sandbox, caller, KIND.charge, "charge", intent.body.latest_charge, "charge", false);
}

/** How much goes back, or Stripe's reason why nothing does. */
function refundable(charge: Charge, wished: number | undefined): number {
  if (charge.status !== "succeeded") {
    throw refused("charge_not_refundable", `Charge ${charge.id} did not succeed; it cannot be refunded.`);
  }
  if (!charge.captured) {
    throw refused(
      "charge_not_refundable",
      `Charge ${charge.id} has not been captured; cancel its PaymentIntent instead.`,
    );
  }
  if (charge.disputed) {
    throw refused("charge_disputed", `Charge ${charge.id} has been charged back; cannot issue a refund.`);
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) throw refused("charge_already_refunded", `Charge ${charge.id} has already been refunded.`);
  if (wished === undefined || wished <= left) return wished ?? left;
  const money = (value: number): string => formatMoney(value, charge.currency);
  const limit = charge.amount_refunded === 0 ? "charge amount" : "unrefunded amount on charge";
  throw refused(
    undefined,
    `Refund amount (${money(wished)}) is greater than ${limit} (${money(left)})`,
    "amount",
  );
}

/** What becomes of a new refund: armed faults decide, then the card it goes back to. */
function fate(
  sandbox: Sandbox,
  caller: Caller,
  method: string | undefined,
): { status: "pending" | "succeeded"; plan: RefundPlan | null } {
  const subject = "POST /v1/refunds";
  const pending = sandbox.faults.take("stripe", ["refund_pending"], subject);
  const failing = sandbox.faults.take("stripe", ["refund_fails_later"], subject);
  const card = method !== undefined && !caller.livemode ? testCard(method).afterwards : undefined;
  const status = pending !== null || card === "refund_pending" ? "pending" : "succeeded";
  const now = sandbox.now();
  if (failing !== null || card === "refund_fails") {
    return { status, plan: { status: "failed", at: now + (failing?.after_ms ?? FAILS_AFTER_MS) } };
  }
  if (status === "succeeded") return { status, plan: null };
  return { status, plan: { status: "succeeded", at: now + (pending?.after_ms ?? PENDING_FOR_MS) } };
}

/** A charge's refunded amount is the sum of its refunds that have not failed: a failed one gives the money back to us. */
function recountRefunds(sandbox: Sandbox, charge: Charge): Charge {
  const refunds = sandbox.state.list<Refund>(KIND.refund, charge.payment_intent);
  const live = refunds.filter(({ body }) => body.charge === charge.id && body.status !== "failed");
  const total = live.reduce((sum, { body }) => sum + body.amount, 0);
  const receipt = total > 0 ? `${randomToken(4)}-${randomToken(4)}` : null;
  const next: Charge = {
    ...charge,
    amount_refunded: total,
    refunded: total === charge.amount_captured,
    receipt_number: charge.receipt_number ?? receipt,
  };
  sandbox.state.put(KIND.charge, next);
  return next;
}

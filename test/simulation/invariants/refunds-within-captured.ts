import type { Invariant } from "./invariant.ts";

/** Succeeded and pending refunds never exceed what was captured; and one refund of ours is one refund at Stripe. */
export const refundsWithinCaptured = (): Invariant => ({
  // Not in the end alone: of two that left, one may have failed by then.
  saved: ({ stripe, violations }, _host, _before, after) => {
    for (const { intentId } of after.refunds) {
      const captured = stripe.intents.get(intentId ?? "")?.amount ?? 0;
      const refunded = stripe.refunded(intentId ?? "");
      if (refunded > captured) violations.push(`${refunded} of ${captured} of ${intentId} are on their way`);
    }
  },
  whenQuiet: ({ stripe }) => {
    const broken: string[] = [];
    const seen = new Set<string>();
    for (const intent of stripe.intents.values()) {
      const refunded = stripe.refunded(intent.id);
      if (refunded > intent.amount)
        broken.push(`${refunded} of ${intent.amount} of ${intent.id} were given back`);
    }
    for (const { refundId, status } of stripe.refunds) {
      if (refundId === null || status === "failed") continue;
      if (seen.has(refundId)) broken.push(`refund ${refundId} was made twice`);
      seen.add(refundId);
    }
    return broken;
  },
});

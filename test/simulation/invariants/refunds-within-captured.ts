import type { Invariant } from "./invariant.ts";

/** Succeeded and pending refunds never exceed what was captured; and one refund of ours is one refund at Stripe. */
export const refundsWithinCaptured = (): Invariant => ({
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

import { missing } from "./errors.ts";

/** What one of Stripe's test payment methods does when it is charged. */
export interface TestCard {
  brand: string;
  last4: string;
  decline?: { code: string; declineCode: string; message: string };
  /** What happens after the charge went through. */
  afterwards?: "dispute" | "refund_fails" | "refund_pending";
}

const DECLINED = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: "Your card was declined.",
};

/** Stripe's documented test payment methods, as many as there are stories to tell with them. */
const CARDS: Record<string, TestCard> = {
  pm_card_visa: { brand: "visa", last4: "4242" },
  pm_card_visa_debit: { brand: "visa", last4: "5556" },
  pm_card_mastercard: { brand: "mastercard", last4: "4444" },
  pm_card_amex: { brand: "amex", last4: "8431" },
  pm_card_chargeDeclined: { brand: "visa", last4: "0002", decline: DECLINED },
  pm_card_visa_chargeDeclined: { brand: "visa", last4: "0002", decline: DECLINED },
  pm_card_chargeDeclinedInsufficientFunds: {
    brand: "visa",
    last4: "9995",
    decline: {
      code: "card_declined",
      declineCode: "insufficient_funds",
      message: "Your card has insufficient funds.",
    },
  },
  pm_card_chargeDeclinedExpiredCard: {
    brand: "visa",
    last4: "0069",
    decline: { code: "expired_card", declineCode: "expired_card", message: "Your card has expired." },
  },
  pm_card_createDispute: { brand: "visa", last4: "0259", afterwards: "dispute" },
  pm_card_refundFail: { brand: "visa", last4: "5126", afterwards: "refund_fails" },
  pm_card_pendingRefund: { brand: "visa", last4: "7726", afterwards: "refund_pending" },
};

export function testCard(paymentMethod: string): TestCard {
  const card = Object.hasOwn(CARDS, paymentMethod) ? CARDS[paymentMethod] : undefined;
  if (card === undefined) throw missing("PaymentMethod", paymentMethod, "payment_method", false);
  return card;
}

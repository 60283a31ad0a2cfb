import { describe, expect, it, test } from "vitest";
import {
  addTo,
  judgePayment,
  judgeRefund,
  type OurRefund,
  type PaidBooking,
  type TheirRefund,
} from "../../domain/reconciliation.ts";

const USD = { amount: 5_000, currency: "usd" };

const ours = (fields: Partial<OurRefund> = {}): OurRefund => ({
  id: "r1",
  bookingId: "b1",
  status: "succeeded",
  money: USD,
  settledOutside: false,
  stripeRefundId: "re_1",
  ...fields,
});

const theirs = (fields: Partial<TheirRefund> = {}): TheirRefund => ({
  id: "re_1",
  intentId: "pi_1",
  status: "succeeded",
  money: USD,
  ...fields,
});

describe("a refund", () => {
  it("that both have alike is no difference", () => {
    expect(judgeRefund(ours(), theirs())).toBeNull();
    expect(judgeRefund(ours({ status: "pending" }), theirs({ status: "pending" }))).toBeNull();
  });

  it("that only Stripe has was made by somebody else, unless it came to nothing", () => {
    expect(judgeRefund(null, theirs())).toBe("refund_unknown_here");
    expect(judgeRefund(null, theirs({ status: "failed" }))).toBeNull();
    expect(judgeRefund(null, null)).toBeNull();
  });

  it("that we say is with Stripe and is not, is missing there", () => {
    expect(judgeRefund(ours(), null)).toBe("refund_unknown_there");
    expect(judgeRefund(ours({ status: "pending" }), null)).toBe("refund_unknown_there");
    expect(judgeRefund(ours({ status: "requested" }), null)).toBeNull();
    expect(judgeRefund(ours({ status: "manual" }), null)).toBeNull();
  });

  it("differs by one cent, or by its currency", () => {
    expect(judgeRefund(ours(), theirs({ money: { amount: 4_999, currency: "usd" } }))).toBe(
      "refund_amount_differs",
    );
    expect(judgeRefund(ours(), theirs({ money: { amount: 5_000, currency: "eur" } }))).toBe(
      "refund_amount_differs",
    );
  });

  it("differs by its state; what failed there waits here for a person", () => {
    expect(judgeRefund(ours(), theirs({ status: "failed" }))).toBe("refund_status_differs");
    expect(judgeRefund(ours({ status: "pending" }), theirs())).toBe("refund_status_differs");
    expect(judgeRefund(ours({ status: "manual" }), theirs())).toBe("refund_status_differs");
    expect(judgeRefund(ours({ status: "manual" }), theirs({ status: "failed" }))).toBeNull();
    expect(judgeRefund(ours({ status: "failed" }), theirs({ status: "failed" }))).toBeNull();
  });

  it("that was settled another way is no entry of Stripe's", () => {
    expect(judgeRefund(ours({ settledOutside: true }), null)).toBeNull();
    expect(judgeRefund(ours({ settledOutside: true }), theirs({ status: "failed" }))).toBeNull();
  });
});

const booking = (fields: Partial<PaidBooking> = {}): PaidBooking => ({
  id: "b1",
  intentId: "pi_1",
  status: "confirmed",
  price: USD,
  cancelledBy: null,
  refundedIntents: [],
  ...fields,
});

const paid = (amount = 5_000, currency = "usd") => ({ intentId: "pi_1", captured: { amount, currency } });

describe("a payment", () => {
  test.each(["confirmed", "in_progress", "completed", "no_show"] as const)(
    "of a session that is %s is accounted for, to the cent",
    (status) => {
      expect(judgePayment(paid(), booking({ status }), "pi_1")).toBeNull();
      expect(judgePayment(paid(4_999), booking({ status }), "pi_1")).toBe("payment_amount_differs");
      expect(judgePayment(paid(5_000, "eur"), booking({ status }), "pi_1")).toBe("payment_amount_differs");
      expect(judgePayment(paid(0), booking({ status }), "pi_1")).toBe("payment_not_captured");
      expect(judgePayment(null, booking({ status }), "pi_1")).toBe("payment_unknown_there");
    },
  );

  it("of a draft has not been noticed yet", () => {
    expect(judgePayment(paid(), booking({ status: "draft", intentId: null }), "pi_1")).toBe(
      "payment_not_noticed",
    );
    expect(judgePayment(paid(0), booking({ status: "draft", intentId: null }), "pi_1")).toBeNull();
  });

  it("of what is cancelled or expired needs a refund on record", () => {
    for (const status of ["cancelled", "expired"] as const) {
      const cancelledBy = status === "cancelled" ? "mentor" : null;
      expect(judgePayment(paid(), booking({ status, cancelledBy }), "pi_1")).toBe("payment_without_session");
      const refunded = booking({ status, cancelledBy, refundedIntents: ["pi_1"] });
      expect(judgePayment(paid(), refunded, "pi_1")).toBeNull();
      expect(judgePayment(null, refunded, "pi_1")).toBeNull();
    }
  });

  it("stays with us when an administrator or the platform decided so", () => {
    for (const cancelledBy of ["administrator", "platform"] as const) {
      expect(judgePayment(paid(), booking({ status: "cancelled", cancelledBy }), "pi_1")).toBeNull();
    }
    expect(judgePayment(paid(), booking({ status: "expired", cancelledBy: "platform" }), "pi_1")).toBe(
      "payment_without_session",
    );
  });

  it("that is the second of one booking needs a refund on record", () => {
    const second = { intentId: "pi_2", captured: USD };
    expect(judgePayment(second, booking(), "pi_2")).toBe("payment_without_session");
    expect(judgePayment(second, booking({ refundedIntents: ["pi_2"] }), "pi_2")).toBeNull();
    expect(judgePayment({ ...second, captured: { ...USD, amount: 0 } }, booking(), "pi_2")).toBeNull();
    expect(judgePayment(null, booking(), "pi_2")).toBeNull();
  });
});

test("sums are kept for each currency apart, in alphabetical order", () => {
  const usd = addTo([], "paidThere", USD);
  const both = addTo(usd, "refundedHere", { amount: 7, currency: "eur" });
  expect(addTo(both, "paidThere", { amount: 1, currency: "usd" })).toEqual([
    { currency: "eur", paidHere: 0, paidThere: 0, refundedHere: 7, refundedThere: 0 },
    { currency: "usd", paidHere: 0, paidThere: 5_001, refundedHere: 0, refundedThere: 0 },
  ]);
  const again = addTo(both, "paidHere", { amount: 2, currency: "eur" });
  const three = addTo(again, "paidHere", { amount: 3, currency: "jpy" });
  expect(three.map(({ currency }) => currency)).toEqual(["eur", "jpy", "usd"]);
  expect(usd).toEqual([
    { currency: "usd", paidHere: 0, paidThere: 5_000, refundedHere: 0, refundedThere: 0 },
  ]);
});

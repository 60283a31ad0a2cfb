import { describe, expect, it } from "vitest";
import { type BookingRow, type Books, moneyDisagreements } from "../chaos/agreement.ts";

// Chaos proves nothing if its witnesses cannot disagree: each way in which money can go wrong is told here, booking and all.

const BOOKING: BookingRow = {
  id: "b1",
  status: "cancelled",
  source: "platform",
  mentor_id: "mentor",
  mentee_id: "mentee",
  starts_at: 0,
  price_amount: 5_000,
  payment_intent: "pi_1",
  cancelled_by_role: "mentee",
};
const REFUND = {
  id: "r1",
  booking_id: "b1",
  cause: "cancelled",
  status: "succeeded",
  amount: 5_000,
  payment_intent: "pi_1",
  stripe_refund_id: "re_1",
  manual_reason: null,
};
const INTENT = { id: "pi_1", amount: 5_000, status: "succeeded" };
const MADE = { id: "re_1", payment_intent: "pi_1", amount: 5_000, status: "succeeded" };

interface Said {
  booking?: Partial<BookingRow>;
  ours?: Books["refunds"];
  intents?: Books["ledger"]["payment_intents"];
  theirs?: Books["ledger"]["refunds"];
}

const disagreements = ({ booking = {}, ours = [REFUND], intents = [INTENT], theirs = [MADE] }: Said = {}) =>
  moneyDisagreements(
    {
      bookings: [{ ...BOOKING, ...booking }],
      refunds: ours,
      ledger: { payment_intents: intents, refunds: theirs, rooms: [], requests: [] },
    },
    new Set(["b1"]),
  );

describe("the books", () => {
  it("agree on a cancelled session that was given back once, and on one that failed before", () => {
    expect(disagreements()).toEqual([]);
    const failed = { ...MADE, id: "re_0", status: "failed" };
    expect(disagreements({ theirs: [failed, MADE] })).toEqual([]);
  });

  it.each<[string, Said, RegExp]>([
    ["given back twice", { theirs: [MADE, { ...MADE, id: "re_2" }] }, /done here, and 2 times at Stripe/],
    ["never given back", { theirs: [] }, /done here, and 0 times at Stripe/],
    ["given back in part", { theirs: [{ ...MADE, amount: 4_999 }] }, /4999 as re_1/],
    ["still pending there", { theirs: [{ ...MADE, status: "pending" }] }, /\(pending\) at Stripe/],
    ["another refund than we say", { theirs: [{ ...MADE, id: "re_9" }] }, /as re_9/],
    ["recorded twice", { ours: [REFUND, { ...REFUND, id: "r2" }] }, /2 refunds recorded/],
    ["still on its way", { ours: [{ ...REFUND, status: "requested" }] }, /its refund is requested/],
    ["cancelled without a refund", { ours: [], theirs: [] }, /0 refunds for its cancelling, not 1/],
    ["given back behind our back", { ours: [] }, /gave back what we know nothing of/],
    [
      "said to be cancelled",
      { booking: { status: "confirmed" } },
      /told that it is cancelled, and it is confirmed/,
    ],
    ["paid, and still a draft", { booking: { status: "draft" } }, /still a draft/],
    [
      "paid for nothing",
      {
        booking: { status: "expired", payment_intent: null, cancelled_by_role: null },
        ours: [],
        theirs: [],
        intents: [{ ...INTENT, metadata: { booking_id: "b1" } }],
      },
      /paid for nothing, and not given back/,
    ],
  ])("disagree on one that was %s, and say which booking it is", (_, said, what) => {
    const told = disagreements(said);
    expect(
      told.some((line) => line.startsWith("b1") && what.test(line)),
      told.join("\n"),
    ).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import type { ManualReason, RefundCause } from "../../domain/booking.ts";
import { MINUTE, SECOND } from "../../domain/time.ts";
import {
  BOOKED,
  byAdmin,
  byMentee,
  CARD,
  CHECKOUT,
  cancelledStory,
  confirmedStory,
  END,
  HOLD_END,
  MENTEE,
  MENTOR,
  PRICE,
  paidReading,
  START,
  STORIES,
  type Story,
  story,
} from "./support/bookings.ts";

const draft = () => story().create().opened();
const expired = () => draft().at(HOLD_END).tick().read({ status: "expired", paid: false });

describe("a paid checkout", () => {
  it("confirms the draft: the payment and its card, a room, a mail to each", () => {
    const told = draft().after(MINUTE).read({});
    expect(told.booking).toMatchObject({ status: "confirmed", payment: { intentId: "pi_1", card: CARD } });
    expect(told.asked).toEqual(["make_room", `mail:confirmed:${MENTEE}`, `mail:confirmed:${MENTOR}`]);
    expect(told.booking.timeline.at(-1)).toMatchObject({
      at: BOOKED + MINUTE,
      type: "confirmed",
      by: "system",
    });
  });

  it("confirms when Stripe does not tell the card", () => {
    expect(draft().read({ card: null }).booking.payment).toEqual({ intentId: "pi_1", card: null });
  });

  it("read five times confirms once", () => {
    const told = draft().read({});
    for (let again = 0; again < 4; again++) {
      told.after(SECOND).read({});
      expect(told.rejection).toBeNull();
      expect(told.grew).toBe(false);
      expect(told.asked).toEqual([]);
    }
    expect(told.booking.refunds).toEqual([]);
  });

  it.each([
    ["jpy", 5_000],
    ["kwd", 12_345],
  ])("confirms in %s, which has other minor units", (currency, amount) => {
    const told = story().create({ price: { amount, currency } }).opened().read({ amount, currency });
    expect(told.status).toBe("confirmed");
  });

  it("confirms in live mode when live money is expected", () => {
    expect(story().create({ livemode: true }).opened().read({ livemode: true }).status).toBe("confirmed");
  });

  it("confirms what was paid in time though the hold is over by now: Stripe decides, not the clock", () => {
    const asked = draft().at(HOLD_END).tick();
    expect(asked.asked).toEqual(["expire_checkout"]);
    expect(asked.after(MINUTE).read({}).status).toBe("confirmed");
    expect(
      draft()
        .at(HOLD_END + MINUTE)
        .read({}).status,
    ).toBe("confirmed");
  });

  it("confirms a session that has begun meanwhile: it is in progress at once", () => {
    const told = story()
      .at(START - 10 * MINUTE)
      .create()
      .opened()
      .at(START)
      .read({});
    expect(told.status).toBe("in_progress");
    expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
    expect(told.asked).toContain("make_room");
  });

  it("confirms up to the session's last millisecond; at its end the money goes back", () => {
    const unanswered = () => draft().at(HOLD_END).tick();
    expect(
      unanswered()
        .at(END - 1)
        .read({}).status,
    ).toBe("in_progress");
    const late = unanswered().at(END).read({});
    expect(late.status).toBe("expired");
    expect(late.refund).toMatchObject({ cause: "late_payment", intentId: "pi_1", status: "requested" });
    expect(late.timeline).toEqual(["booked", "expired", "payment_returned", "refund_requested"]);
  });
});

/** In what a payment may differ from what was asked, and why a person is to look at it then. */
const ODD = [
  ["a smaller amount", { amount: PRICE.amount - 1 }, "payment_amount_differs"],
  ["a larger amount", { amount: PRICE.amount + 1 }, "payment_amount_differs"],
  ["another currency", { currency: "eur" }, "payment_currency_differs"],
  ["test money for live, or the other way round", { livemode: true }, "payment_mode_differs"],
] as const;

describe("a payment that is not this booking's own is ignored", () => {
  it.each([
    ["another checkout", { sessionId: "cs_other" }],
    ["no intent behind it", { intentId: null }],
  ])("%s: refused, nothing is confirmed, nothing is refunded", (_, other) => {
    for (const told of [draft(), expired(), confirmedStory(), cancelledStory()]) {
      const before = told.booking;
      expect(told.read({ intentId: "pi_other", ...other }, "refund_2").rejection).toMatchObject({
        code: "payment_ignored",
      });
      expect(told.booking).toBe(before);
    }
  });

  it.each(ODD)("%s: a draft goes on waiting to be paid as asked", (_, other) => {
    const told = draft();
    const before = told.booking;
    expect(told.read(other).rejection).toMatchObject({ code: "payment_ignored" });
    expect(told.booking).toBe(before);
    expect(told.read({ intentId: "pi_2" }).status).toBe("confirmed");
  });

  it("so is any payment before the checkout is known", () => {
    const told = story().create().read({});
    expect(told.rejection).toEqual({
      code: "payment_ignored",
      detail: `checkout ${CHECKOUT.id} is not this booking's`,
    });
    expect(told.status).toBe("draft");
  });

  it("and the log learns what was paid instead", () => {
    expect(draft().read({ amount: 1, currency: "eur", livemode: true }).rejection).toEqual({
      code: "payment_ignored",
      detail: "paid 1 eur, livemode true: not what was asked",
    });
  });
});

describe("a payment that is not what was asked for never stays unseen", () => {
  const asWaiting = (told: Story, cause: RefundCause, reason: ManualReason, over: object) => {
    const { amount, currency } = paidReading(over);
    expect(told.booking.refunds.at(-1)).toMatchObject({
      id: "refund_2",
      intentId: "pi_odd",
      cause,
      amount,
      currency,
      status: "manual",
      manualReason: reason,
    });
    expect(told.asked).toEqual([
      "mail_administrators:refund_failed:refund_2:1",
      `mail:refund_failed:${MENTEE}:refund_2:1`,
    ]);
  };

  it.each(ODD)("%s at the draft's own end: its slot is free, and a person looks", (_, over, reason) => {
    const told = draft()
      .at(HOLD_END)
      .tick()
      .after(SECOND)
      .read({ intentId: "pi_odd", ...over }, "refund_2");
    expect(told.status).toBe("expired");
    asWaiting(told, "late_payment", reason, over);
    expect(told.timeline.slice(-3)).toEqual(["expired", "refund_requested", "refund_manual"]);
  });

  it.each(ODD)(
    "%s once it is over, given up or paid already: nothing moves, and a person looks",
    (_, over, reason) => {
      for (const [told, cause] of [
        [expired(), "late_payment"],
        [draft().cancel(), "late_payment"],
        [confirmedStory(), "second_payment"],
        [cancelledStory(), "second_payment"],
      ] as const) {
        const { status, payment } = told.booking;
        told.read({ intentId: "pi_odd", ...over }, "refund_2");
        expect(told.status).toBe(status);
        expect(told.booking.payment).toEqual(payment);
        asWaiting(told, cause, reason, over);
        expect(told.read({ intentId: "pi_odd", ...over }, "refund_3").grew, "read again").toBe(false);
      }
    },
  );

  it("nor does it count again when it is the payment that is known", () => {
    const told = confirmedStory();
    expect(told.read({ amount: 1 }, "refund_2").grew).toBe(false);
    expect(told.rejection).toBeNull();
  });

  it("at the draft's own end, without an intent, only the slot is free: there is nothing to look at", () => {
    const told = draft().at(HOLD_END).tick().read({ intentId: null }, "refund_2");
    expect(told.status).toBe("expired");
    expect(told.booking.refunds).toEqual([]);
  });
});

describe("a checkout that is not paid", () => {
  it("leaves the draft a draft, open or complete, until it is paid", () => {
    const told = draft();
    for (const status of ["open", "complete"] as const) {
      expect(told.after(MINUTE).read({ status, paid: false, intentId: null }).grew).toBe(false);
      expect(told.status).toBe("draft");
    }
    expect(told.read({}).status).toBe("confirmed");
  });

  it("does not free the slot because Stripe still has it open after the hold", () => {
    const told = draft().at(HOLD_END).tick().after(MINUTE).read({ status: "open", paid: false });
    expect(told.status).toBe("draft");
  });

  it("complete but unpaid at the draft's own end: nobody paid in time, the slot is free (scenario 16)", () => {
    const told = draft().read({ status: "complete", paid: false }).at(HOLD_END).tick();
    expect(told.asked).toEqual(["expire_checkout"]);
    // Stripe cannot expire a complete session: this is all it will ever answer.
    expect(told.after(SECOND).read({ status: "complete", paid: false }).status).toBe("expired");
  });

  it("expired at Stripe frees the slot: once", () => {
    const told = expired();
    expect(told.status).toBe("expired");
    expect(told.asked).toEqual([]);
    expect(told.booking.timeline.at(-1)).toMatchObject({ at: HOLD_END, type: "expired", by: "system" });
    expect(told.read({ status: "expired", paid: false }).grew).toBe(false);
  });

  it("expired at Stripe says nothing of what is confirmed by now", () => {
    const told = confirmedStory().read({ status: "expired", paid: false });
    expect(told.status).toBe("confirmed");
    expect(told.grew).toBe(false);
  });
});

describe("the draft's end", () => {
  it("asks Stripe at the hold's end, not a millisecond before, and only once", () => {
    const told = draft();
    expect(told.at(HOLD_END - 1).tick().grew).toBe(false);
    expect(told.at(HOLD_END).tick().asked).toEqual(["expire_checkout"]);
    expect(told.status).toBe("draft");
    expect(told.booking.releaseAsked).toBe(true);
    expect(told.after(MINUTE).tick().grew).toBe(false);
  });

  it("holds the slot while Stripe does not answer, for hours if need be", () => {
    const told = draft()
      .at(HOLD_END)
      .tick()
      .at(START + 5 * MINUTE)
      .tick();
    expect(told.status).toBe("draft");
    expect(told.shown).toBe("draft");
  });

  it("comes at once when Stripe never had such a checkout; a second word of it changes nothing", () => {
    const told = story().create().at(HOLD_END).tick().do({ type: "checkout_missing" });
    expect(told.status).toBe("expired");
    expect(told.after(MINUTE).do({ type: "checkout_missing" }).grew).toBe(false);
  });

  it("is not for a missing checkout to bring about once the booking is confirmed", () => {
    expect(confirmedStory().do({ type: "checkout_missing" }).status).toBe("confirmed");
  });
});

describe("the checkout", () => {
  it("is stored when it is opened; a second answer changes nothing", () => {
    const told = story().create().opened();
    expect(told.booking.checkoutSession).toEqual(CHECKOUT);
    expect(told.asked).toEqual([]);
    expect(told.opened({ id: "cs_2", url: "https://checkout.example/cs_2" }).grew).toBe(false);
    expect(told.booking.checkoutSession).toEqual(CHECKOUT);
  });

  it("that opens after its draft is over is closed again, but remembered: it may still be paid", () => {
    const told = story().create().cancel().opened();
    expect(told.booking.checkoutSession).toEqual(CHECKOUT);
    expect(told.asked).toEqual(["expire_checkout"]);
    expect(told.read({}).refund).toMatchObject({ cause: "late_payment" });
  });

  it("that opens after its hold, while Stripe is asked to end it, is closed again by one wish", () => {
    const told = story().create().at(HOLD_END).tick().after(MINUTE).opened();
    expect(told.status).toBe("draft");
    expect(told.booking.checkoutSession).toEqual(CHECKOUT);
    expect(told.asked).toEqual(["expire_checkout"]);
  });

  it("that opens in the very moment its hold ends asks Stripe once to expire it, not twice", () => {
    expect(story().create().at(HOLD_END).opened().asked).toEqual(["expire_checkout"]);
  });

  it("is read before it is believed, whoever says that it moved", () => {
    const told = draft().do({ type: "checkout_noticed" });
    expect(told.asked).toEqual(["read_checkout"]);
    expect(told.grew, "five webhooks are no five versions").toBe(false);
    expect(told.status).toBe("draft");
  });

  it("of a booking that has none is not read", () => {
    for (const told of [story().create({ price: { amount: 0, currency: "usd" } }), story().takeOver()]) {
      expect(told.do({ type: "checkout_noticed" }).asked).toEqual([]);
    }
  });
});

describe("paid too late", () => {
  it("never revives an expired booking, even while the slot is free: all of it goes back, and a mail says why", () => {
    const told = expired().after(MINUTE).read({}, "refund_late");
    expect(told.status).toBe("expired");
    expect(told.refund).toMatchObject({
      id: "refund_late",
      cause: "late_payment",
      intentId: "pi_1",
      amount: PRICE.amount,
      currency: "usd",
      status: "requested",
      round: 1,
    });
    expect(told.asked).toEqual([`mail:payment_returned:${MENTEE}:refund_late`, "send_refund:refund_late:1"]);
    expect(told.timeline.slice(-2)).toEqual(["payment_returned", "refund_requested"]);
    expect(told.booking.payment).toBeNull();
  });

  it("is refunded once, however often it is read and under whatever fresh id", () => {
    const told = expired().read({}, "refund_a").read({}, "refund_b");
    expect(told.grew).toBe(false);
    expect(told.refund.id).toBe("refund_a");
    expect(told.succeeded().read({}, "refund_c").booking.refunds).toHaveLength(1);
  });

  it("gives back what a mentee pays after giving up the draft", () => {
    const told = draft().cancel().read({}, "refund_late");
    expect(told.status).toBe("expired");
    expect(told.refund).toMatchObject({ id: "refund_late", cause: "late_payment" });
  });

  it("after a cancel: the first payment is the cancel's to refund, a second one goes back by itself", () => {
    const told = cancelledStory();
    expect(told.read({}, "refund_2").grew).toBe(false);
    told.read({ intentId: "pi_2" }, "refund_2");
    expect(told.booking.refunds.map(({ cause, intentId }) => [cause, intentId])).toEqual([
      ["cancelled", "pi_1"],
      ["second_payment", "pi_2"],
    ]);
    expect(told.status).toBe("cancelled");
  });

  it("a payment already kept by a cancel without refund stays kept when it is read again", () => {
    const told = confirmedStory().cancel(byAdmin(false)).read({}, "refund_2");
    expect(told.booking.refunds).toEqual([]);
  });
});

describe("a second payment", () => {
  it.each(["confirmed", "in_progress", "completed", "no_show"] as const)(
    "for what is %s never counts: it goes back, once, and the booking keeps its first",
    (situation) => {
      const told = STORIES[situation]().read({ intentId: "pi_2" }, "refund_2");
      const { status } = STORIES[situation]();
      expect(told.status).toBe(status);
      expect(told.booking.payment?.intentId).toBe("pi_1");
      expect(told.refund).toMatchObject({ cause: "second_payment", intentId: "pi_2", amount: PRICE.amount });
      expect(told.asked).toEqual([`mail:payment_returned:${MENTEE}:refund_2`, "send_refund:refund_2:1"]);
      expect(told.read({ intentId: "pi_2" }, "refund_3").grew).toBe(false);
    },
  );

  it("and a third: each goes back by itself", () => {
    const told = confirmedStory()
      .read({ intentId: "pi_2" }, "refund_2")
      .read({ intentId: "pi_3" }, "refund_3");
    expect(told.booking.refunds.map((refund) => refund.intentId)).toEqual(["pi_2", "pi_3"]);
  });

  it("does not stand in the way of cancelling: the first payment goes back then", () => {
    const told = confirmedStory().read({ intentId: "pi_2" }, "refund_2").cancel(byMentee);
    expect(told.booking.refunds.map(({ id, intentId }) => [id, intentId])).toEqual([
      ["refund_2", "pi_2"],
      ["refund_1", "pi_1"],
    ]);
  });
});

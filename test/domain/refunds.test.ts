import { describe, expect, it } from "vitest";
import type { ManualReason } from "../../domain/booking.ts";
import { findRefund, REFUND_ENTRIES, shownRefund } from "../../domain/decide/refunds.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import {
  ADMIN,
  byAdmin,
  byMentee,
  cancelledStory,
  confirmedStory,
  MENTEE,
  PRICE,
  START,
  STORIES,
  type Story,
  story,
} from "./support/bookings.ts";

const FAILED_MAILS = [
  "mail_administrators:refund_failed:refund_1:1",
  `mail:refund_failed:${MENTEE}:refund_1:1`,
];
const manual = (told: Story, reason: ManualReason = "refused_by_stripe") =>
  told.refundRead({ status: "manual", reason });

describe("a refund's life", () => {
  it("goes from requested through pending to succeeded, with its dates", () => {
    const told = cancelledStory();
    expect(told.refund.status).toBe("requested");

    told.after(MINUTE).pending();
    expect(told.refund).toMatchObject({ status: "pending", stripeRefundId: "re_1", settledAt: null });
    expect(told.asked).toEqual(["read_refund:refund_1"]);

    told.after(3 * DAY).succeeded();
    expect(told.refund).toMatchObject({
      status: "succeeded",
      settledAt: told.now,
      requestedAt: START - 2 * DAY,
      settledOutside: false,
    });
    expect(told.asked).toEqual([]);
    expect(told.timeline.slice(-3)).toEqual(["refund_requested", "refund_pending", "refund_succeeded"]);
    expect(told.status).toBe("cancelled");
  });

  it("may succeed at once", () => {
    const told = cancelledStory().after(MINUTE).succeeded();
    expect(told.refund).toMatchObject({ status: "succeeded", settledAt: told.now });
    expect(told.timeline).not.toContain("refund_pending");
  });

  it("pending for days, then failed: payer and administrators learn it, it waits for a person, the booking stays cancelled", () => {
    const told = cancelledStory()
      .pending()
      .after(5 * DAY)
      .failed();
    expect(told.refund).toMatchObject({
      status: "manual",
      manualReason: "failed_at_stripe",
      stripeRefundId: "re_1",
      settledAt: null,
    });
    expect(told.asked).toEqual(FAILED_MAILS);
    expect(told.timeline.slice(-2)).toEqual(["refund_failed", "refund_manual"]);
    for (const entry of told.booking.timeline.slice(-2)) {
      expect(entry).toMatchObject({ by: "system", userId: null });
      expect(entry, "Stripe said nothing").not.toHaveProperty("answer");
    }
    expect(told.status).toBe("cancelled");
  });

  it("succeeded, then failed days later: it is not shown as done any more", () => {
    const told = cancelledStory()
      .succeeded()
      .after(5 * DAY)
      .failed();
    expect(told.refund).toMatchObject({
      status: "manual",
      manualReason: "failed_at_stripe",
      settledAt: null,
    });
    expect(told.asked).toEqual(FAILED_MAILS);
  });

  it("failed at once waits for a person as well", () => {
    expect(cancelledStory().failed().refund).toMatchObject({ status: "manual", stripeRefundId: "re_1" });
  });

  it.each([
    "payment_not_found",
    "payment_not_succeeded",
    "payment_currency_differs",
    "payment_mode_differs",
    "amount_exceeds_captured",
    "payment_disputed",
    "refunded_in_part_elsewhere",
    "refused_by_stripe",
    "balance_insufficient",
    "outcome_unknown",
  ] as const)("that cannot be sent (%s) waits for a person, who is told why", (reason) => {
    const told = manual(cancelledStory(), reason);
    expect(told.refund).toMatchObject({ status: "manual", manualReason: reason, stripeRefundId: null });
    expect(told.asked).toEqual([...FAILED_MAILS, "read_refund:refund_1"]);
    expect(told.timeline.at(-1)).toBe("refund_manual");
    expect(told.timeline).not.toContain("refund_failed");
  });

  it("keeps what Stripe said of each attempt, in its own words", () => {
    const refused = cancelledStory().do({
      type: "refund_read",
      refundId: "refund_1",
      reading: {
        status: "manual",
        reason: "balance_insufficient",
        answer: "balance_insufficient: No funds.",
      },
    });
    const failed = refused.do({ type: "refund_retried", refundId: "refund_1", userId: "admin" }).do({
      type: "refund_read",
      refundId: "refund_1",
      reading: { status: "failed", stripeRefundId: "re_1", answer: "lost_or_stolen_card" },
    });
    const said = failed.booking.timeline.filter(({ answer }) => answer !== undefined);
    expect(said.map(({ type, answer }) => [type, answer])).toEqual([
      ["refund_manual", "balance_insufficient: No funds."],
      ["refund_failed", "lost_or_stolen_card"],
    ]);
  });

  it("of a pending refund keeps Stripe's id when a person has to look", () => {
    expect(manual(cancelledStory().pending(), "outcome_unknown").refund.stripeRefundId).toBe("re_1");
  });

  it("found at Stripe after all leaves the manual queue by itself", () => {
    const told = manual(cancelledStory(), "outcome_unknown").after(HOUR).succeeded();
    expect(told.refund).toMatchObject({ status: "succeeded", manualReason: null, settledAt: told.now });
    const pending = manual(cancelledStory(), "outcome_unknown").pending();
    expect(pending.refund).toMatchObject({ status: "pending", manualReason: null });
  });

  it("of another booking is not found, and nothing changes", () => {
    for (const told of [cancelledStory(), confirmedStory()]) {
      const before = told.booking;
      told.refundRead({ status: "succeeded", stripeRefundId: "re_1" }, "refund_other");
      expect(told.rejection).toEqual({ code: "not_found" });
      expect(told.booking).toBe(before);
    }
  });
});

describe("the same answer again changes nothing", () => {
  it.each([
    ["pending", () => cancelledStory().pending(), (told: Story) => told.pending()],
    ["succeeded", () => cancelledStory().succeeded(), (told: Story) => told.succeeded()],
    ["failed", () => cancelledStory().pending().failed(), (told: Story) => told.failed()],
    ["failed after success", () => cancelledStory().succeeded().failed(), (told: Story) => told.failed()],
    ["manual", () => manual(cancelledStory()), (told: Story) => manual(told)],
  ] as const)("%s", (_, from, again) => {
    const told = from();
    const before = told.booking;
    again(told.after(HOUR));
    expect(told.rejection).toBeNull();
    expect(told.grew).toBe(false);
    expect(told.asked).toEqual([]);
    expect(told.booking).toBe(before);
  });
});

describe("an older answer that arrives late says nothing new", () => {
  it("pending, or unsendable, after success", () => {
    const told = cancelledStory().pending().succeeded();
    expect(told.after(HOUR).pending().grew).toBe(false);
    expect(told.pending("re_2").grew).toBe(false);
    expect(told.succeeded("re_2").grew).toBe(false);
    expect(manual(told, "outcome_unknown").grew).toBe(false);
    expect(told.refund).toMatchObject({ status: "succeeded", stripeRefundId: "re_1" });
  });

  it("unsendable for another reason, when it waits for a person already", () => {
    const told = cancelledStory().failed();
    expect(manual(told, "payment_disputed").grew).toBe(false);
    expect(told.refund.manualReason).toBe("failed_at_stripe");
  });

  it("pending, after the very same refund failed: what failed waits for a person", () => {
    const told = cancelledStory().pending().failed().after(MINUTE).pending();
    expect(told.refund.status).toBe("manual");
  });

  it("succeeded, after the very same refund failed: it is never shown as done", () => {
    const told = cancelledStory().succeeded().failed().after(MINUTE).succeeded();
    expect(told.refund.status).toBe("manual");
  });

  it.each(["pending", "succeeded"] as const)("failed, of another one than the one that is %s", (status) => {
    const told = cancelledStory().refundRead({ status, stripeRefundId: "re_2" }).failed("re_1");
    expect(told.grew).toBe(false);
    expect(told.refund).toMatchObject({ status, stripeRefundId: "re_2" });
  });

  it("failed in the first round, while the second is on its way", () => {
    const told = cancelledStory().failed("re_1").retried().after(MINUTE).failed("re_1");
    expect(told.refund).toMatchObject({ status: "requested", round: 2 });
  });

  it("failed in the first round, after the second gave the money back", () => {
    const told = cancelledStory().failed("re_1").retried().succeeded("re_2").after(MINUTE).failed("re_1");
    expect(told.refund).toMatchObject({ status: "succeeded", stripeRefundId: "re_2" });
  });
});

describe("Stripe says that a refund moved", () => {
  it("and every refund it knows of is read; one it never saw is not", () => {
    const told = cancelledStory();
    expect(told.do({ type: "refund_noticed" }).asked).toEqual([]);
    expect(told.pending().do({ type: "refund_noticed" }).asked).toEqual(["read_refund:refund_1"]);
    expect(told.succeeded().do({ type: "refund_noticed" }).asked).toEqual(["read_refund:refund_1"]);
  });

  it("and one that waits for a person is looked for: its request may have been done after all", () => {
    const told = manual(cancelledStory(), "outcome_unknown").after(MINUTE).do({ type: "refund_noticed" });
    expect(told.asked).toEqual(["read_refund:refund_1"]);
    expect(told.grew).toBe(false);
  });

  it("and what a person settled outside is left alone", () => {
    const told = cancelledStory().failed().settled().do({ type: "refund_noticed" });
    expect(told.asked).toEqual([]);
  });

  it("of several refunds, each that Stripe knows is read", () => {
    const told = cancelledStory().pending();
    told.read({ intentId: "pi_2" }, "refund_2");
    told.refundRead({ status: "pending", stripeRefundId: "re_2" }, "refund_2");
    expect(told.do({ type: "refund_noticed" }).asked).toEqual([
      "read_refund:refund_1",
      "read_refund:refund_2",
    ]);
  });

  it("and where there is nothing to read, nothing changes: no version, no projection", () => {
    expect(confirmedStory().do({ type: "refund_noticed" }).grew).toBe(false);
    expect(cancelledStory().do({ type: "refund_noticed" }).grew).toBe(false);
    expect(cancelledStory().pending().do({ type: "refund_noticed" }).grew).toBe(false);
  });
});

describe("an administrator retries", () => {
  it("what waits for a person: a new round, so a new key at Stripe, noted with who did it", () => {
    const told = cancelledStory().failed().after(HOUR).retried();
    expect(told.refund).toMatchObject({ status: "requested", manualReason: null, round: 2, settledAt: null });
    expect(told.asked).toEqual(["send_refund:refund_1:2"]);
    expect(told.booking.timeline.at(-1)).toMatchObject({
      at: told.now,
      type: "refund_retried",
      by: "administrator",
      userId: ADMIN,
    });
    expect(told.pending("re_2").succeeded("re_2").refund).toMatchObject({
      status: "succeeded",
      stripeRefundId: "re_2",
      round: 2,
    });
  });

  it("again after it failed again: a third round", () => {
    const told = cancelledStory().failed("re_1").retried().failed("re_2").retried();
    expect(told.asked).toEqual(["send_refund:refund_1:3"]);
  });

  it("twice by a double click: the second is told that it waits no more, and nothing is sent twice", () => {
    const told = cancelledStory().failed().retried().retried();
    expect(told.rejection).toEqual({
      code: "conflict",
      detail: "this refund does not wait for a person: it is requested",
    });
    expect(told.refund.round).toBe(2);
  });

  it("nothing where no payment is known: it can only be settled outside", () => {
    const told = story().takeOver({ paymentIntentId: null }).cancel(byMentee).retried();
    expect(told.rejection).toEqual({
      code: "conflict",
      detail: "no payment is known to refund: settle it outside",
    });
    expect(told.refund).toMatchObject({ status: "manual", round: 1 });
    expect(told.settled().refund.status).toBe("succeeded");
  });
});

describe("an administrator settles outside", () => {
  it("what waits for a person: succeeded, marked as such, with the date and who did it", () => {
    const told = cancelledStory().failed().after(DAY).settled();
    expect(told.refund).toMatchObject({ status: "succeeded", settledOutside: true, settledAt: told.now });
    expect(told.asked).toEqual([]);
    expect(told.booking.timeline.at(-1)).toMatchObject({
      type: "refund_settled_outside",
      by: "administrator",
      userId: ADMIN,
    });
  });

  it("and it stays settled, whatever Stripe's records say later", () => {
    const told = cancelledStory().failed().settled();
    const before = told.booking;
    manual(told.pending("re_2").succeeded("re_2").failed("re_2").failed("re_1"));
    expect(told.booking).toBe(before);
  });

  it("once: the second time it waits no more, and it cannot be retried either", () => {
    const told = cancelledStory().failed().settled();
    expect(told.settled().rejection).toMatchObject({ code: "conflict" });
    expect(told.retried().rejection).toMatchObject({ code: "conflict" });
  });
});

describe("retry and settle are refused", () => {
  it.each([
    ["requested", () => cancelledStory()],
    ["pending", () => cancelledStory().pending()],
    ["succeeded", () => cancelledStory().succeeded()],
  ] as const)("while the refund is %s: no person is waited for", (status, from) => {
    for (const told of [from().retried(), from().settled()]) {
      expect(told.rejection).toEqual({
        code: "conflict",
        detail: `this refund does not wait for a person: it is ${status}`,
      });
    }
  });

  it("for a refund that is not there", () => {
    expect(cancelledStory().retried("refund_other").rejection).toEqual({ code: "not_found" });
    expect(confirmedStory().settled("refund_other").rejection).toEqual({ code: "not_found" });
  });
});

describe("one refund's move leaves the others alone", () => {
  it("in status and in version", () => {
    const told = cancelledStory().read({ intentId: "pi_2" }, "refund_2");
    const first = findRefund(told.booking, "refund_1");
    told.refundRead({ status: "succeeded", stripeRefundId: "re_2" }, "refund_2");
    expect(findRefund(told.booking, "refund_1")).toBe(first);
    expect(findRefund(told.booking, "refund_2")).toMatchObject({
      status: "succeeded",
      version: told.booking.version,
    });
  });
});

describe("the refund that is shown", () => {
  it("is the one that follows from cancelling, whatever came before or after", () => {
    const told = confirmedStory().read({ intentId: "pi_2" }, "refund_2").cancel();
    told.read({ intentId: "pi_3" }, "refund_3");
    expect(shownRefund(told.booking)?.id).toBe("refund_1");
  });

  it("is else the latest, else none", () => {
    const told = confirmedStory();
    expect(shownRefund(told.booking)).toBeNull();
    expect(shownRefund(told.read({ intentId: "pi_2" }, "refund_2").booking)?.id).toBe("refund_2");
    told.read({ intentId: "pi_3" }, "refund_3");
    expect(shownRefund(told.booking)?.id).toBe("refund_3");
    expect(shownRefund(told.cancel(byAdmin(false)).booking)?.id).toBe("refund_3");
  });

  it("gives back exactly what was paid", () => {
    expect(shownRefund(cancelledStory().booking)).toMatchObject(PRICE);
  });
});

describe("what the other party is not shown", () => {
  it("is every kind of entry that a refund leaves in the timeline", () => {
    const told = cancelledStory().pending().failed().retried().failed("re_2").settled();
    const other = cancelledStory().succeeded();
    const granted = STORIES.completed().granted();
    const left = [...told.timeline, ...other.timeline, ...granted.timeline].filter((type) =>
      type.startsWith("refund_"),
    );
    expect(new Set(REFUND_ENTRIES)).toEqual(new Set(left));
  });
});

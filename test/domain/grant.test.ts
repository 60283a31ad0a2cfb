import { describe, expect, it } from "vitest";
import { notGrantable } from "../../domain/decide/grant.ts";
import { isOfOwnPayment, shownRefund } from "../../domain/decide/refunds.ts";
import { DAY, MINUTE } from "../../domain/time.ts";
import {
  ADMIN,
  CLOSES,
  confirmedStory,
  MENTEE,
  PRICE,
  STORIES,
  type Story,
  story,
} from "./support/bookings.ts";

// Product, "Refund": "An administrator may refund a completed or missed session (the mentor did not come)".

const FREE = { amount: 0, currency: "usd" };

const conflict = (detail: string) => ({ code: "conflict", detail });

describe.each(["completed", "no_show"] as const)("a session that is %s", (situation) => {
  const granted = (): Story => STORIES[situation]().after(DAY).granted();

  it("is refunded whole: who did it is noted, the payer is mailed, and the session stays what it was", () => {
    const told = granted();
    expect(told.refund).toMatchObject({
      id: "refund_1",
      cause: "granted",
      intentId: "pi_1",
      ...PRICE,
      status: "requested",
      requestedAt: told.now,
      round: 1,
    });
    expect(told.asked).toEqual([`mail:payment_returned:${MENTEE}:refund_1`, "send_refund:refund_1:1"]);
    expect(told.booking.timeline.slice(-2)).toMatchObject([
      { type: "refund_granted", by: "administrator", userId: ADMIN, at: told.now },
      { type: "refund_requested", by: "system", userId: null },
    ]);
    expect(told.status).toBe(situation);
  });

  it("asked again under the same id, nothing happens; by a second administrator, it is refused", () => {
    const told = granted();
    const { booking } = told;
    expect(told.granted().rejection).toBeNull();
    expect([told.booking === booking, told.asked]).toEqual([true, []]);
    expect(told.granted("refund_2").rejection).toEqual(conflict("this payment has a refund already"));
  });

  it("goes the way of every refund, and stays one in all of its states", () => {
    const told = granted()
      .pending()
      .after(3 * DAY)
      .failed();
    expect(told.refund).toMatchObject({ status: "manual", manualReason: "failed_at_stripe" });
    expect(told.granted("refund_2").rejection).toMatchObject({ code: "conflict" });
    told.retried().succeeded("re_2");
    expect(told.refund.status).toBe("succeeded");
    expect(told.granted("refund_2").rejection).toMatchObject({ code: "conflict" });
  });
});

describe("granting", () => {
  it("is for what is over: the clock decides, even if the stored status is late", () => {
    const told = confirmedStory().at(CLOSES - 1);
    expect(told.granted().rejection).toEqual(
      conflict("only a session that was held or missed can be refunded: this one is in_progress"),
    );
    expect(told.at(CLOSES).granted().refund.cause).toBe("granted");
  });

  it("gives nothing back of what was free", () => {
    const told = story().create({ price: FREE }).at(CLOSES).tick();
    expect(told.granted().rejection).toEqual(conflict("nothing was paid for this session"));
  });

  it("of a booking whose payment is not known, waits for a person, once", () => {
    const told = story().takeOver({ paymentIntentId: null }).at(CLOSES).tick().granted();
    expect(told.refund).toMatchObject({ status: "manual", manualReason: "no_payment_known", intentId: null });
    expect(told.granted("refund_2").rejection).toMatchObject({ code: "conflict" });
  });

  it("is not in the way of a second payment's refund, nor the other way round; the own one is shown", () => {
    const told = confirmedStory().at(CLOSES).tick().after(MINUTE).paid({ intentId: "pi_2" }, "refund_2");
    told.granted("refund_3");
    expect(told.rejection).toBeNull();
    expect(told.booking.refunds.map(({ cause, intentId }) => [cause, intentId])).toEqual([
      ["second_payment", "pi_2"],
      ["granted", "pi_1"],
    ]);
    told.paid({ intentId: "pi_3" }, "refund_4");
    expect(shownRefund(told.booking)?.id).toBe("refund_3");
  });

  it("says beforehand whether it can be", () => {
    expect(notGrantable(STORIES.completed().booking)).toBeNull();
    expect(notGrantable(STORIES.cancelled().booking)).toContain("this one is cancelled");
  });

  it("is of the own payment, as a cancel's refund is", () => {
    const causes = ["cancelled", "granted", "late_payment", "second_payment"] as const;
    expect(causes.map((cause) => isOfOwnPayment({ cause }))).toEqual([true, true, false, false]);
  });
});

import { describe, expect, it } from "vitest";
import type { MailKind } from "../../domain/booking.ts";
import { isStillTrue } from "../../domain/mail-truth.ts";
import {
  CLOSES,
  cancelledStory,
  confirmedStory,
  END,
  MENTEE,
  type Situation,
  START,
  STORIES,
  type Story,
} from "./support/bookings.ts";

const KINDS = [
  "confirmed",
  "reminder_24h",
  "reminder_15m",
  "cancelled",
  "review_invitation",
] as const satisfies readonly MailKind[];
const trueOf = ({ booking, now }: Story) =>
  KINDS.filter((kind) => isStillTrue({ kind, refundId: null }, booking, now));

describe("a mail that was decided earlier leaves only while it is true", () => {
  const TRUTHS: Record<Situation, readonly MailKind[]> = {
    draft: [],
    confirmed: ["confirmed", "reminder_24h", "reminder_15m"],
    "confirmed inside 24 h": ["confirmed", "reminder_24h", "reminder_15m"],
    in_progress: ["confirmed", "reminder_15m"],
    completed: ["review_invitation"],
    no_show: [],
    cancelled: ["cancelled"],
    expired: [],
  };
  it.each(Object.keys(TRUTHS) as Situation[])("of a booking that is %s", (situation) => {
    expect(trueOf(STORIES[situation]())).toEqual(TRUTHS[situation]);
  });

  it("and nobody is invited to review what is reviewed", () => {
    const told = STORIES.completed().do({ type: "reviewed", userId: MENTEE });
    expect(trueOf(told)).toEqual([]);
  });

  it("by the clock, though no alarm has rung", () => {
    const told = confirmedStory();
    expect(trueOf(told.at(START - 1))).toEqual(["confirmed", "reminder_24h", "reminder_15m"]);
    expect(trueOf(told.at(START))).toEqual(["confirmed", "reminder_15m"]);
    expect(trueOf(told.at(END - 1))).toEqual(["confirmed", "reminder_15m"]);
    expect(trueOf(told.at(END))).toEqual(["confirmed"]);
    expect(trueOf(told.at(CLOSES - 1))).toEqual(["confirmed"]);
    expect(trueOf(told.at(CLOSES))).toEqual(["review_invitation"]);
  });
});

describe("a mail about a refund", () => {
  const failed = (told: Story, refundId: string | null = "refund_1", round = 1) =>
    isStillTrue({ kind: "refund_failed", refundId, round }, told.booking, told.now);
  const returned = (told: Story, refundId: string | null) =>
    isStillTrue({ kind: "payment_returned", refundId }, told.booking, told.now);

  it("that failed is true while that refund waits for a person, and no longer", () => {
    const told = cancelledStory();
    expect(failed(told)).toBe(false);
    expect(failed(told.failed())).toBe(true);
    expect(failed(told.fork().retried())).toBe(false);
    expect(failed(told.fork().settled())).toBe(false);
  });

  it("that failed is about that round: a retry that failed too has a mail of its own", () => {
    const told = cancelledStory()
      .failed()
      .retried()
      .refundRead({ status: "manual", reason: "refused_by_stripe" });
    expect([failed(told, "refund_1", 1), failed(told, "refund_1", 2)]).toEqual([false, true]);
  });

  it("that failed is about that refund alone", () => {
    const told = cancelledStory().failed().read({ intentId: "pi_2" }, "refund_2");
    expect(failed(told, "refund_1"), "the other one's good course changes nothing").toBe(true);
    expect(failed(told, "refund_2")).toBe(false);
    expect(failed(told, "refund_other")).toBe(false);
    expect(failed(told, null)).toBe(false);
  });

  it("of a late payment is true from when it goes back, in whatever state it is", () => {
    const told = STORIES.expired();
    expect(returned(told, "refund_2")).toBe(false);
    told.read({}, "refund_2");
    expect(returned(told, "refund_2")).toBe(true);
    expect(returned(told, "refund_1")).toBe(false);
    expect(returned(told, null)).toBe(false);
    told.refundRead({ status: "succeeded", stripeRefundId: "re_2" }, "refund_2");
    expect(returned(told, "refund_2")).toBe(true);
  });
});

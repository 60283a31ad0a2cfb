import { describe, expect, it } from "vitest";
import type { Canceller } from "../../domain/commands.ts";
import { isStillTrue } from "../../domain/mail-truth.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import {
  ADMIN,
  BOOKED,
  byAdmin,
  byMentee,
  byMentor,
  byPlatform,
  byStranger,
  CLOSES,
  confirmedStory,
  DEADLINE,
  END,
  FREE,
  HOLD_END,
  MENTEE,
  MENTOR,
  PRICE,
  START,
  STORIES,
  Story,
  story,
} from "./support/bookings.ts";

const MAILS = [`mail:cancelled:${MENTEE}`, `mail:cancelled:${MENTOR}`];
const EVERYBODY: readonly (readonly [string, Canceller])[] = [
  ["mentee", byMentee],
  ["mentor", byMentor],
  ["administrator", byAdmin(true)],
  ["platform", byPlatform(true)],
];

describe("cancelling more than 24 h before", () => {
  it.each([
    ["mentee", byMentee, MENTEE],
    ["mentor", byMentor, MENTOR],
  ] as const)("by the %s: everything back, both mailed, the room goes", (by, canceller, userId) => {
    const told = confirmedStory()
      .at(START - 2 * DAY)
      .cancel(canceller, { reason: "ill" });
    expect(told.status).toBe("cancelled");
    expect(told.booking.cancellation).toEqual({
      at: START - 2 * DAY,
      by,
      userId,
      reason: "ill",
      reasonShared: false,
    });
    expect(told.asked).toEqual(["remove_room", ...MAILS, "send_refund:refund_1:1"]);
    expect(told.refund).toEqual({
      id: "refund_1",
      cause: "cancelled",
      intentId: "pi_1",
      amount: PRICE.amount,
      currency: "usd",
      status: "requested",
      stripeRefundId: null,
      manualReason: null,
      settledOutside: false,
      requestedAt: START - 2 * DAY,
      settledAt: null,
      round: 1,
      version: told.booking.version,
    });
    expect(told.booking.timeline.slice(-2)).toMatchObject([
      { type: "cancelled", by, userId, at: START - 2 * DAY },
      { type: "refund_requested", by: "system", userId: null },
    ]);
  });

  it("is allowed one millisecond more than 24 h before, refused at 24:00:00.000, with the deadline that passed", () => {
    expect(
      confirmedStory()
        .at(DEADLINE - 1)
        .cancel().status,
    ).toBe("cancelled");
    for (const now of [DEADLINE, DEADLINE + 1, START - 23 * HOUR, START - 1]) {
      for (const by of [byMentee, byMentor]) {
        const told = confirmedStory();
        const before = told.booking;
        told.at(now).cancel(by);
        expect(told.rejection).toEqual({ code: "cancellation_window_closed", cancelDeadline: DEADLINE });
        expect(told.booking).toBe(before);
        expect(told.asked).toEqual([]);
      }
    }
  });

  it("is never possible for what is booked inside 24 h", () => {
    const told = story()
      .at(START - 20 * HOUR)
      .create()
      .paid()
      .after(SECOND)
      .cancel();
    expect(told.rejection).toEqual({ code: "cancellation_window_closed", cancelDeadline: DEADLINE });
  });

  it("counts elapsed hours, whatever the clocks of New York do that night", () => {
    const startsAt = Date.UTC(2026, 10, 1, 18);
    const booked = () =>
      story()
        .at(startsAt - 3 * DAY)
        .create({ startsAt, endsAt: startsAt + HOUR })
        .paid();
    expect(
      booked()
        .at(startsAt - 24 * HOUR - 1)
        .cancel().status,
    ).toBe("cancelled");
    expect(
      booked()
        .at(startsAt - 24 * HOUR)
        .cancel().rejection,
    ).toMatchObject({
      cancelDeadline: Date.UTC(2026, 9, 31, 18),
    });
  });

  it.each([
    ["jpy", 5_000],
    ["kwd", 12_345],
  ])("gives back every minor unit in %s", (currency, amount) => {
    const told = confirmedStory({ price: { amount, currency } }).cancel();
    expect(told.refund).toMatchObject({ amount, currency });
  });

  it("of a free session refunds nothing, even when an administrator says so", () => {
    for (const by of [byMentee, byMentor, byAdmin(true), byPlatform(true)]) {
      const told = story().create({ price: FREE }).cancel(by);
      expect(told.status).toBe("cancelled");
      expect(told.booking.refunds).toEqual([]);
      expect(told.asked).toEqual(["remove_room", ...MAILS]);
    }
  });

  it("follows the policy that stands on the booking: its notice and its share", () => {
    const { booking } = confirmedStory({ price: { amount: 4_999, currency: "usd" } });
    const older = Story.of({ ...booking, policy: { notice: 48 * HOUR, refundPercent: 50 } }, BOOKED);
    expect(
      older
        .fork()
        .at(START - 48 * HOUR)
        .cancel().rejection,
    ).toMatchObject({
      cancelDeadline: START - 48 * HOUR,
    });
    expect(
      older
        .fork()
        .at(START - 48 * HOUR - 1)
        .cancel().refund.amount,
    ).toBe(2_499);
    const nothingBack = Story.of({ ...booking, policy: { notice: 48 * HOUR, refundPercent: 0 } }, BOOKED);
    expect(nothingBack.cancel().booking.refunds).toEqual([]);
  });
});

describe("a reason", () => {
  const told = (reason: string | null, shareReason: boolean) =>
    confirmedStory().cancel(byMentee, { reason, shareReason }).booking.cancellation;

  it("is shared only if its box was ticked, and only if there is one", () => {
    expect(told("ill", true)).toMatchObject({ reason: "ill", reasonShared: true });
    expect(told("ill", false)).toMatchObject({ reason: "ill", reasonShared: false });
    expect(told(null, true)).toMatchObject({ reason: null, reasonShared: false });
    expect(told(null, false)).toMatchObject({ reason: null, reasonShared: false });
  });

  it("is kept as it was written: making it harmless is for who shows it", () => {
    const hostile = '<b>\r\nBcc: a@b.c\u202e=HYPERLINK("x")💥';
    expect(told(hostile, true)?.reason).toBe(hostile);
  });
});

describe("cancelling once", () => {
  it.each(EVERYBODY)(
    "both in the same millisecond, then the %s: one cancelled_by, one refund, the same booking",
    (_, by) => {
      const told = confirmedStory().cancel(byMentee);
      const { booking } = told;
      told.cancel(by, { refundId: "refund_2", reason: "me too", shareReason: true });
      expect(told.rejection).toBeNull();
      expect(told.grew).toBe(false);
      expect(told.asked).toEqual([]);
      expect(told.booking).toBe(booking);
    },
  );

  it("again inside 24 h, while it would run, and a year later: still the same answer, without effects", () => {
    const told = confirmedStory().cancel();
    for (const now of [DEADLINE, START, CLOSES, CLOSES + 365 * DAY]) {
      told.at(now).cancel(byMentor);
      expect(told.rejection).toBeNull();
      expect(told.grew).toBe(false);
    }
  });

  it("is for its participants: to anybody else the booking does not exist, not even a cancelled one", () => {
    for (const situation of Object.values(STORIES)) {
      expect(situation().cancel(byStranger).rejection).toEqual({ code: "not_found" });
      expect(situation().cancel({ kind: "participant", userId: ADMIN }).rejection).toEqual({
        code: "not_found",
      });
      expect(situation().cancel({ kind: "participant", userId: "" }).rejection).toEqual({
        code: "not_found",
      });
    }
  });
});

describe("an administrator or the platform", () => {
  const inside = [DEADLINE, START - 15 * MINUTE, START - 1];

  it.each([
    ["administrator", byAdmin, ADMIN],
    ["platform", byPlatform, null],
  ] as const)("(%s) cancels inside 24 h, with refund", (by, canceller, userId) => {
    for (const now of inside) {
      const told = confirmedStory().at(now).tick().cancel(canceller(true), { reason: "mentor is ill" });
      expect(told.booking.cancellation).toMatchObject({ by, userId, at: now });
      expect(told.refund).toMatchObject({ cause: "cancelled", amount: PRICE.amount, status: "requested" });
      expect(told.asked).toEqual(["remove_room", ...MAILS, "send_refund:refund_1:1"]);
    }
  });

  it.each([
    ["administrator", byAdmin],
    ["platform", byPlatform],
  ] as const)("(%s) cancels without refund, inside 24 h or before", (_, canceller) => {
    for (const now of [BOOKED + HOUR, ...inside]) {
      const told = confirmedStory().at(now).tick().cancel(canceller(false));
      expect(told.status).toBe("cancelled");
      expect(told.booking.refunds).toEqual([]);
      expect(told.asked).toEqual(["remove_room", ...MAILS]);
    }
  });

  it("cannot add a refund to what was cancelled without one by asking again", () => {
    const told = confirmedStory().cancel(byAdmin(false)).cancel(byAdmin(true));
    expect(told.grew).toBe(false);
    expect(told.booking.refunds).toEqual([]);
  });
});

describe("what can no longer be cancelled", () => {
  it.each(EVERYBODY)(
    "by the %s: what runs, is over, was missed or has expired, with the status that says why",
    (_, by) => {
      for (const situation of ["in_progress", "completed", "no_show", "expired"] as const) {
        const told = STORIES[situation]().cancel(by);
        expect(told.rejection).toEqual({ code: "not_cancellable", status: situation });
      }
    },
  );

  it("is judged on the clock, not on what is stored: its alarm may be late", () => {
    expect(confirmedStory().at(START).cancel(byAdmin(true)).rejection).toEqual({
      code: "not_cancellable",
      status: "in_progress",
    });
    expect(confirmedStory().at(CLOSES).cancel(byAdmin(true)).rejection).toEqual({
      code: "not_cancellable",
      status: "completed",
    });
  });

  it("says so instead of naming a deadline that no longer matters", () => {
    expect(confirmedStory().at(END).cancel(byMentee).rejection).toMatchObject({ code: "not_cancellable" });
  });

  it("stores nothing when refused, not even what the clock moved: the alarm does that", () => {
    const told = confirmedStory();
    const { version } = told.booking;
    expect(told.at(START).cancel().booking.version).toBe(version);
    expect(told.tick().status).toBe("in_progress");
  });
});

describe("cancelling a draft", () => {
  it.each([
    ["mentee", byMentee],
    ["administrator", byAdmin(true)],
    ["platform", byPlatform(true)],
  ] as const)(
    "by the %s: it expires at once, its checkout too; nothing was paid, nobody is mailed",
    (by, canceller) => {
      const told = STORIES.draft().cancel(canceller);
      expect(told.status).toBe("expired");
      expect(told.booking).toMatchObject({ cancellation: { by }, releaseAsked: true, refunds: [] });
      expect(told.asked).toEqual(["expire_checkout"]);
      expect(told.timeline).toEqual(["booked", "cancelled", "expired"]);
      expect(told.booking.timeline.slice(1)).toMatchObject([
        { at: told.now, by },
        { at: told.now, by: "system", userId: null },
      ]);
    },
  );

  it("is not for its mentor, who does not know of it", () => {
    const told = STORIES.draft().cancel(byMentor);
    expect(told.rejection).toEqual({ code: "not_cancellable", status: "draft" });
    expect(told.status).toBe("draft");
  });

  it("is possible inside 24 h and until Stripe has answered: nothing is lost by it", () => {
    const late = story()
      .at(START - HOUR)
      .create()
      .opened();
    expect(late.cancel().status).toBe("expired");
    expect(STORIES.draft().at(HOLD_END).tick().cancel().status).toBe("expired");
  });

  it("whose hold ends at that very moment asks Stripe once to expire the checkout, not twice", () => {
    const told = STORIES.draft().at(HOLD_END).cancel();
    expect(told.status).toBe("expired");
    expect(told.asked).toEqual(["expire_checkout"]);
  });

  it("again: the same answer, nothing more", () => {
    const told = STORIES.draft().cancel().after(SECOND).cancel();
    expect(told.rejection).toBeNull();
    expect(told.grew).toBe(false);
  });

  it("taken over from a platform has no checkout to close", () => {
    const told = story().takeOver({ status: "draft", paymentIntentId: null }).cancel(byPlatform(true));
    expect(told.status).toBe("expired");
    expect(told.asked).toEqual([]);
    expect(told.booking.releaseAsked).toBe(false);
  });
});

describe("cancelling a booking taken over", () => {
  it("refunds its intent", () => {
    expect(story().takeOver().cancel(byPlatform(true)).refund).toMatchObject({
      intentId: "pi_1",
      status: "requested",
    });
  });

  it("without a known payment asks a person, but does not tell the payer of a failure: nothing was tried", () => {
    const told = story().takeOver({ paymentIntentId: null }).cancel(byMentee);
    expect(told.refund).toMatchObject({ status: "manual", manualReason: "no_payment_known", intentId: null });
    expect(told.asked).toEqual(["remove_room", ...MAILS, "mail_administrators:refund_failed:refund_1:1"]);
    expect(told.timeline.slice(-2)).toEqual(["refund_requested", "refund_manual"]);
  });
});

describe("mails decided before a cancel", () => {
  it("are withdrawn: no reminder leaves any more, though it was due in the same moment", () => {
    const told = confirmedStory()
      .at(START - 15 * MINUTE)
      .cancel(byAdmin(true));
    expect(told.asked).toContain(`mail:reminder_15m:${MENTEE}`);
    for (const kind of ["confirmed", "reminder_24h", "reminder_15m", "review_invitation"] as const) {
      expect(isStillTrue({ kind, refundId: null }, told.booking, told.now), kind).toBe(false);
    }
    expect(isStillTrue({ kind: "cancelled", refundId: null }, told.booking, told.now)).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../domain/time.ts";
import type { CommandOf } from "./support/bookings.ts";
import {
  BOOKED,
  byMentee,
  byPlatform,
  CLOSES,
  DEADLINE,
  END,
  FREE,
  HOLD_END,
  MENTEE,
  MENTOR,
  START,
  STRANGER,
  type Story,
  story,
} from "./support/bookings.ts";

type Body = Pick<CommandOf<"take_over">, "status" | "paymentIntentId">;
const DRAFT: Body = { status: "draft", paymentIntentId: null };
const DRAFT_PI_1: Body = { status: "draft", paymentIntentId: "pi_1" };
const CONFIRMED: Body = { status: "confirmed", paymentIntentId: null };
const CONFIRMED_PI_1: Body = { status: "confirmed", paymentIntentId: "pi_1" };
const CONFIRMED_PI_2: Body = { status: "confirmed", paymentIntentId: "pi_2" };

const mailed = (told: Story) => told.asked.filter((key) => key.startsWith("mail"));

describe("taking over a confirmed booking", () => {
  it("whose slot turns out to be another's gives its payment back to the platform: it is not this booking's any more", () => {
    const told = story().takeOver().do({ type: "withdraw" });
    expect(told.booking).toMatchObject({ status: "expired", version: 2, payment: null, refunds: [] });
    expect(told.asked).toEqual([]);
  });

  it("that lies ahead gives it a room, its payment and its place in time, and mails nobody for it", () => {
    const told = story().takeOver();
    expect(told.booking).toMatchObject({
      status: "confirmed",
      version: 1,
      source: "platform",
      holdUntil: null,
      payment: { intentId: "pi_1", card: null },
      remindersPassed: [],
    });
    expect(told.asked).toEqual(["make_room"]);
    expect(told.booking.timeline).toEqual([
      { at: BOOKED, type: "taken_over", by: "platform", userId: null, version: 1 },
    ]);
  });

  it("gets its mails for the moments still ahead: reminders, then the invitation to review", () => {
    const told = story().takeOver();
    expect(mailed(told.at(DEADLINE).tick())).toEqual([
      `mail:reminder_24h:${MENTEE}`,
      `mail:reminder_24h:${MENTOR}`,
    ]);
    expect(mailed(told.at(START - 15 * MINUTE).tick())).toHaveLength(2);
    expect(mailed(told.at(START).tick())).toEqual([]);
    expect(mailed(told.at(CLOSES).tick())).toEqual([`mail:review_invitation:${MENTEE}`]);
  });

  it("inside 24 h gets the last reminder only", () => {
    const told = story().at(DEADLINE).takeOver();
    expect(told.booking.remindersPassed).toEqual(["reminder_24h"]);
    expect(told.tick().grew).toBe(false);
    expect(mailed(told.at(START - 15 * MINUTE).tick())).toHaveLength(2);
  });

  it.each([
    ["at its start", START],
    ["in its last millisecond", CLOSES - 1],
  ])("that runs, %s, is in progress, has a room, and skips what lies behind", (_, now) => {
    const told = story().at(now).takeOver();
    expect(told.status).toBe("in_progress");
    expect(told.asked).toEqual(["make_room"]);
    expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
    expect(mailed(told.at(CLOSES).tick())).toEqual([`mail:review_invitation:${MENTEE}`]);
  });

  it.each([
    ["at its close", CLOSES],
    ["a year later", CLOSES + 365 * 24 * HOUR],
  ])("that is over, %s, is completed: no room, no mail, no invitation, no alarm", (_, now) => {
    const told = story().at(now).takeOver();
    expect(told.status).toBe("completed");
    expect(told.asked).toEqual([]);
    expect(told.timeline).toEqual(["taken_over"]);
    expect(told.after(HOUR).tick().grew).toBe(false);
  });

  it("priced without an intent is accepted; its refund then waits for a person", () => {
    const told = story().takeOver(CONFIRMED);
    expect(told.status).toBe("confirmed");
    expect(told.booking.payment).toBeNull();
    expect(told.cancel(byMentee).refund).toMatchObject({
      status: "manual",
      manualReason: "no_payment_known",
    });
  });
});

describe("taking over a draft", () => {
  it("leads to no checkout of ours, not even one that Stripe is late to answer with: the payment is the platform's", () => {
    const told = story().takeOver(DRAFT).opened();
    expect(told.booking).toMatchObject({ status: "draft", checkoutSession: null });
    expect([told.grew, told.asked]).toEqual([false, []]);
    const over = story().takeOver(DRAFT).at(HOLD_END).tick().opened();
    expect([over.booking.checkoutSession, over.asked]).toEqual([null, []]);
  });

  it("holds the slot for 30 minutes, without checkout, room or mail", () => {
    const told = story().takeOver(DRAFT);
    expect(told.booking).toMatchObject({ status: "draft", holdUntil: HOLD_END, checkoutRequest: null });
    expect(told.booking.remindersPassed).toEqual([]);
    expect(told.asked).toEqual([]);
  });

  it("is freed by the clock alone: there is no checkout to ask about", () => {
    const told = story().takeOver(DRAFT);
    expect(told.at(HOLD_END - 1).tick().status).toBe("draft");
    expect(told.at(HOLD_END).tick().status).toBe("expired");
    expect(told.asked).toEqual([]);
    expect(told.timeline).toEqual(["taken_over", "expired"]);
    expect(told.booking.timeline.at(-1)).toMatchObject({ at: HOLD_END, by: "system" });
  });

  it("expires once where its slot is another's, and its hold was over all the same", () => {
    const told = story().at(END).takeOver(DRAFT).do({ type: "withdraw" });
    expect([told.status, told.timeline]).toEqual(["expired", ["taken_over", "expired"]]);
  });

  it("whose start is behind already expires with the first tick", () => {
    const told = story().at(END).takeOver(DRAFT);
    expect(told.booking.holdUntil).toBe(START);
    expect(told.tick().status).toBe("expired");
  });

  it("becomes confirmed with its payment: a room, and mails for moments ahead only", () => {
    const told = story().takeOver(DRAFT).after(MINUTE).takeOver(CONFIRMED_PI_1);
    expect(told.booking).toMatchObject({
      status: "confirmed",
      version: 2,
      payment: { intentId: "pi_1", card: null },
    });
    expect(told.asked).toEqual(["make_room"]);
    expect(told.booking.timeline.at(-1)).toEqual({
      at: BOOKED + MINUTE,
      type: "confirmed",
      by: "platform",
      userId: null,
      version: 2,
    });
  });

  it("becomes confirmed up to its hold's last millisecond, and never once it has expired", () => {
    const told = story().takeOver(DRAFT);
    expect(
      told
        .fork()
        .at(HOLD_END - 1)
        .takeOver(CONFIRMED_PI_1).status,
    ).toBe("confirmed");
    expect(told.at(HOLD_END).tick().takeOver(CONFIRMED_PI_1).rejection).toEqual({
      code: "conflict",
      detail: "this draft has expired; its slot may be another's by now",
    });
  });

  it("is judged on what the clock left: a late alarm lets no more through than one in time", () => {
    const told = story().takeOver(DRAFT).at(HOLD_END).takeOver(CONFIRMED_PI_1);
    expect(told.rejection).toMatchObject({ code: "conflict" });
  });

  it("that becomes confirmed inside 24 h skips the reminder that lies behind", () => {
    const told = story()
      .at(DEADLINE - MINUTE)
      .takeOver(DRAFT);
    told.at(DEADLINE).takeOver(CONFIRMED_PI_1);
    expect(told.booking.remindersPassed).toEqual(["reminder_24h"]);
    expect(told.asked).toEqual(["make_room"]);
    expect(told.tick().grew).toBe(false);
  });

  it.each([
    ["priced, without its payment", DRAFT, CONFIRMED, "a draft becomes confirmed with its payment_intent"],
    ["with another payment", DRAFT_PI_1, CONFIRMED_PI_2, "this draft has another payment_intent"],
    ["as a draft of another payment", DRAFT_PI_1, DRAFT, "this booking has another payment_intent"],
  ])("is refused in words that help: %s", (_, first, second, detail) => {
    expect(story().takeOver(first).takeOver(second).rejection).toEqual({ code: "conflict", detail });
  });

  it("that is free becomes confirmed without a payment", () => {
    const told = story()
      .takeOver({ ...DRAFT, price: FREE })
      .takeOver({ ...CONFIRMED, price: FREE });
    expect(told.status).toBe("confirmed");
    expect(told.booking.payment).toBeNull();
  });
});

describe("the platform says it again", () => {
  const SITUATIONS: Record<string, () => Story> = {
    "a draft": () => story().takeOver(DRAFT),
    "a draft of pi_1": () => story().takeOver(DRAFT_PI_1),
    "a draft that expired": () => story().takeOver(DRAFT).at(HOLD_END).tick(),
    "confirmed, no payment known": () => story().takeOver(CONFIRMED),
    "confirmed with pi_1": () => story().takeOver(CONFIRMED_PI_1),
    "running with pi_1": () => story().at(START).takeOver(CONFIRMED_PI_1),
    "over with pi_1": () => story().at(CLOSES).takeOver(CONFIRMED_PI_1),
    "cancelled with pi_1": () => story().takeOver(CONFIRMED_PI_1).cancel(byPlatform(true)),
    "booked here": () => story().create(),
  };
  const same = "same";
  const no = "conflict";
  //                              draft draft:1 conf  conf:1       conf:2
  const OUTCOMES: Record<string, readonly [string, string, string, string, string]> = {
    "a draft": /*               */ [same, no, no, "confirmed", "confirmed"],
    "a draft of pi_1": /*       */ [no, same, no, "confirmed", no],
    "a draft that expired": /*  */ [same, no, no, no, no],
    "confirmed, no payment known": [no, no, same, no, no],
    "confirmed with pi_1": /*   */ [no, no, no, same, no],
    "running with pi_1": /*     */ [no, no, no, same, no],
    "over with pi_1": /*        */ [no, no, no, same, no],
    "cancelled with pi_1": /*   */ [no, no, no, same, no],
    "booked here": /*           */ [no, no, no, no, no],
  };

  it.each(Object.keys(SITUATIONS))("%s", (name) => {
    const outcomes = [DRAFT, DRAFT_PI_1, CONFIRMED, CONFIRMED_PI_1, CONFIRMED_PI_2].map((body) => {
      const told = SITUATIONS[name]?.().takeOver(body);
      if (told?.rejection) return told.rejection.code;
      return told?.grew ? told.status : same;
    });
    expect(outcomes).toEqual(OUTCOMES[name]);
  });

  it.each([
    ["mentor", { mentorId: STRANGER }],
    ["mentee", { menteeId: STRANGER }],
    ["start", { startsAt: START + 1 }],
    ["end", { endsAt: END + 1 }],
    ["amount", { price: { amount: 5_001, currency: "usd" } }],
    ["currency", { price: { amount: 5_000, currency: "eur" } }],
  ])("with another %s: a conflict, and nothing changes", (_, other) => {
    const told = story().takeOver();
    expect(told.takeOver(other).rejection).toEqual({
      code: "conflict",
      detail: "a different booking with this id exists already",
    });
    expect(told.booking.version).toBe(1);
    const draft = story().takeOver(DRAFT);
    expect(draft.takeOver({ ...CONFIRMED_PI_1, ...other }).rejection).toMatchObject({ code: "conflict" });
    expect(draft.status).toBe("draft");
  });

  it("with a fresh room name, as every request has one: still the same booking", () => {
    expect(story().takeOver().takeOver({ roomName: "room_2" }).grew).toBe(false);
  });

  it("twice, from draft to confirmed: the second time changes nothing", () => {
    const told = story().takeOver(DRAFT).takeOver(CONFIRMED_PI_1).takeOver(CONFIRMED_PI_1);
    expect(told.rejection).toBeNull();
    expect(told.grew).toBe(false);
    expect(told.asked).toEqual([]);
  });

  it("that a confirmed booking is a draft again: refused in words that say so", () => {
    const told = story().takeOver(CONFIRMED_PI_1).takeOver(DRAFT_PI_1);
    expect(told.rejection).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("confirmed already"),
    });
  });
});

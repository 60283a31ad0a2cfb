import { describe, expect, it } from "vitest";
import { CURRENT_POLICY } from "../../domain/cancellation.ts";
import { nextDueAt } from "../../domain/schedule.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import {
  BOOKED,
  byStranger,
  createCommand,
  DEADLINE,
  END,
  FREE,
  HOLD_END,
  MENTEE,
  MENTOR,
  PRICE,
  START,
  story,
} from "./support/bookings.ts";

describe("booking a slot that costs something", () => {
  it("makes a draft that holds it and opens a checkout; nobody is mailed yet", () => {
    const told = story().create();
    expect(told.booking).toMatchObject({
      status: "draft",
      version: 1,
      source: "meridian",
      mentorId: MENTOR,
      menteeId: MENTEE,
      startsAt: START,
      endsAt: END,
      price: PRICE,
      livemode: false,
      createdAt: BOOKED,
      checkoutRequest: createCommand().checkoutRequest,
      checkoutSession: null,
      payment: null,
      room: null,
      refunds: [],
      mailsAsked: [],
      mails: [],
    });
    expect(told.asked).toEqual(["open_checkout"]);
    expect(told.booking.timeline).toEqual([
      { at: BOOKED, type: "booked", by: "mentee", userId: MENTEE, version: 1 },
    ]);
  });

  it("holds the slot for 30 minutes", () => {
    expect(story().create().booking.holdUntil).toBe(HOLD_END);
  });

  it.each([
    ["30 minutes and a millisecond ahead, 30 minutes", 30 * MINUTE + 1, 30 * MINUTE],
    ["30 minutes ahead, until its start", 30 * MINUTE, 30 * MINUTE],
    ["10 minutes ahead, until its start", 10 * MINUTE, 10 * MINUTE],
  ])("holds a slot that starts %s", (_, ahead, hold) => {
    const told = story()
      .at(START - ahead)
      .create();
    expect(told.booking.holdUntil).toBe(START - ahead + hold);
  });

  it("copies the policy as it stands, so that a later change does not reach it", () => {
    expect(story().create().booking.policy).toEqual(CURRENT_POLICY);
  });

  it("asked again for a lost answer is the same booking, and nothing new", () => {
    const told = story().create().create();
    expect(told.rejection).toBeNull();
    expect(told.grew).toBe(false);
  });

  it("is refused when there is another booking with this id already", () => {
    const other = story().create().create({ menteeId: "somebody" });
    expect(other.rejection).toEqual({ code: "conflict", detail: "a booking with this id exists already" });
    expect(story().takeOver().create().rejection).toMatchObject({ code: "conflict" });
  });
});

describe("a booking that could not claim its slot while somebody waited", () => {
  it.each([
    ["priced", {}],
    ["free", { price: FREE }],
  ])("is taken back (%s): they were told that nothing was booked", (_, fields) => {
    const told = story().create(fields).do({ type: "withdraw" });
    expect(told.status).toBe("expired");
  });

  it("only while nobody has been told of it", () => {
    expect(story().create().opened().do({ type: "withdraw" }).status).toBe("draft");
  });
});

describe("booking a free session", () => {
  it("is confirmed at once, without checkout and without payment, and both are mailed", () => {
    const told = story().create({ price: FREE });
    expect(told.booking).toMatchObject({
      status: "confirmed",
      version: 1,
      checkoutRequest: null,
      checkoutSession: null,
      payment: null,
    });
    expect(told.asked).toEqual(["make_room", `mail:confirmed:${MENTEE}`, `mail:confirmed:${MENTOR}`]);
    expect(told.timeline).toEqual(["booked", "confirmed"]);
  });

  it("was never a draft, so it has no draft's end", () => {
    expect(story().create({ price: FREE }).booking.holdUntil).toBeNull();
  });

  it("is free in currencies without minor units too; one single yen is not free", () => {
    expect(story().create({ price: { amount: 0, currency: "jpy" } }).status).toBe("confirmed");
    expect(story().create({ price: { amount: 1, currency: "jpy" } }).status).toBe("draft");
  });

  it("takes no payment: whatever somebody says was paid is ignored", () => {
    const told = story().create({ price: FREE }).read({ amount: 0 });
    expect(told.rejection).toMatchObject({ code: "payment_ignored" });
  });
});

describe("reminders of a session booked late", () => {
  const bookedAt = (now: number) => story().at(now).create({ price: FREE });

  it("are both ahead when it is booked a millisecond more than 24 h before", () => {
    const told = bookedAt(DEADLINE - 1);
    expect(told.booking.remindersPassed).toEqual([]);
    expect(nextDueAt(told.booking)).toBe(DEADLINE);
  });

  it("leave out the first when it is booked 24 h before or less", () => {
    for (const now of [DEADLINE, START - HOUR, START - 15 * MINUTE - 1]) {
      const told = bookedAt(now);
      expect(told.booking.remindersPassed).toEqual(["reminder_24h"]);
      expect(nextDueAt(told.booking)).toBe(START - 15 * MINUTE);
    }
  });

  it("are none when it is booked 15 minutes before or less", () => {
    for (const now of [START - 15 * MINUTE, START - 1]) {
      const told = bookedAt(now);
      expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
      expect(nextDueAt(told.booking)).toBe(START);
      expect(told.asked).not.toContain(`mail:reminder_15m:${MENTEE}`);
    }
  });
});

describe("a booking that does not exist", () => {
  it("is not found, whoever asks, and nothing is made of it", () => {
    for (const told of [story().tick(), story().cancel(), story().cancel(byStranger), story().opened()]) {
      expect(told.rejection).toEqual({ code: "not_found" });
      expect(() => told.booking).toThrow();
    }
  });
});

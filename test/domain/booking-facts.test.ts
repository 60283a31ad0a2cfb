import { describe, expect, it } from "vitest";
import { factsOf } from "../../domain/booking-facts.ts";
import { DAY, MINUTE } from "../../domain/time.ts";
import {
  BOOKED,
  byMentor,
  CARD,
  CHECKOUT,
  cancelledStory,
  confirmedStory,
  END,
  HOLD_END,
  MENTEE,
  MENTOR,
  PRICE,
  START,
  story,
} from "./support/bookings.ts";

describe("what is told of a booking", () => {
  it("of a draft: its hold and its checkout, once there is one", () => {
    expect(factsOf(story().create().booking)).toEqual({
      id: "booking_1",
      version: 1,
      status: "draft",
      undecided: false,
      attendance: null,
      mentorId: MENTOR,
      menteeId: MENTEE,
      startsAt: START,
      endsAt: END,
      price: PRICE,
      policy: { notice: 24 * 60 * 60 * 1_000 },
      createdAt: BOOKED,
      holdUntil: HOLD_END,
      checkoutUrl: null,
      card: null,
      roomMovedAt: null,
      cancellation: null,
      refund: null,
    });
    expect(factsOf(story().create().opened().booking).checkoutUrl).toBe(CHECKOUT.url);
  });

  it("when the room was left for another: since when, of the latest", () => {
    const told = confirmedStory().roomMade().at(START);
    for (const number of [1, 2]) {
      told.after(MINUTE).do({ type: "link_given", userId: MENTEE, number });
      told.do({ type: "room_lost", number }).roomMade();
    }
    told.joined(MENTEE);
    expect(factsOf(told.booking).roomMovedAt).toBe(START + 2 * MINUTE);
  });

  it("when paid: the card, where Stripe told it", () => {
    expect(factsOf(confirmedStory().booking).card).toEqual(CARD);
    expect(factsOf(story().takeOver().booking).card).toBeNull();
  });

  it("when cancelled: who, when, why, and the refund's state, amount, currency and dates", () => {
    const told = cancelledStory();
    expect(factsOf(told.booking).refund).toEqual({
      status: "requested",
      amount: PRICE.amount,
      currency: "usd",
      requestedAt: START - 2 * DAY,
      settledAt: null,
    });
    told.after(DAY).succeeded();
    expect(factsOf(told.booking)).toMatchObject({
      version: told.booking.version,
      status: "cancelled",
      cancellation: { at: START - 2 * DAY, by: "mentee", userId: MENTEE, reason: null, reasonShared: false },
      refund: { status: "succeeded", settledAt: START - DAY },
    });
  });

  it("never the payment's intent, Stripe's refund, the room's address or the policy's inner workings", () => {
    const told = confirmedStory().roomMade().cancel(byMentor).succeeded("re_secret");
    const text = JSON.stringify(factsOf(told.booking));
    for (const secret of ["pi_1", "re_secret", "video.example", "room_1", "ben@example.com"]) {
      expect(text).not.toContain(secret);
    }
  });
});

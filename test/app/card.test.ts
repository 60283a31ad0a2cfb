import { describe, expect, it } from "vitest";
import { boundariesOf, cardState, type SessionCard } from "../../app/session/card.ts";

const START = Date.parse("2026-11-20T15:00:00Z");
const HOUR = 3_600_000;
const MINUTE = 60_000;

const card = (changes: Partial<SessionCard> = {}) => ({
  status: "confirmed" as const,
  startsAt: START,
  endsAt: START + HOUR,
  notice: 24 * HOUR,
  role: "mentee" as const,
  reviewed: false,
  ...changes,
});

describe("the epic's button states", () => {
  it("offer cancelling until 24 hours before, strictly", () => {
    expect(cardState(card(), START - 24 * HOUR - 1).cancel).toBe("open");
    expect(cardState(card(), START - 24 * HOUR).cancel).toBe("closed");
  });

  it("open the room 15 minutes before and close it an hour after the end", () => {
    expect(cardState(card(), START - 15 * MINUTE - 1).join).toBe(false);
    expect(cardState(card(), START - 15 * MINUTE).join).toBe(true);
    expect(cardState(card(), START + 2 * HOUR - 1).join).toBe(true);
    expect(cardState(card(), START + 2 * HOUR)).toMatchObject({
      join: false,
      status: "completed",
      review: true,
    });
  });

  it("pulse during the session only", () => {
    expect(cardState(card(), START - 1).running).toBe(false);
    expect(cardState(card(), START).running).toBe(true);
    expect(cardState(card(), START + HOUR).running).toBe(false);
  });

  it("change at the card's boundaries and nowhere else", () => {
    const all = boundariesOf(card());
    for (const boundary of all) {
      expect(cardState(card(), boundary - 1)).not.toEqual(cardState(card(), boundary));
    }
    const times = [...all].sort((a, b) => a - b);
    for (const [index, time] of times.entries()) {
      const next = times[index + 1] ?? time + HOUR;
      expect(cardState(card(), time)).toEqual(cardState(card(), next - 1));
    }
  });

  it("let a mentee finish paying or give the slot back, and a mentor neither", () => {
    expect(cardState(card({ status: "draft" }), START - HOUR)).toMatchObject({ pay: true, cancel: "open" });
    expect(cardState(card({ status: "draft", role: "mentor" }), START - HOUR)).toMatchObject({
      pay: false,
      cancel: "none",
    });
  });

  it("offer a review to the mentee, once", () => {
    const over = START + 3 * HOUR;
    expect(cardState(card({ role: "mentor" }), over).review).toBe(false);
    expect(cardState(card({ reviewed: true }), over).review).toBe(false);
    expect(cardState(card({ status: "cancelled" }), over)).toMatchObject({
      review: false,
      join: false,
      cancel: "none",
    });
  });
});

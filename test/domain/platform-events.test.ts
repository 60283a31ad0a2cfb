import { describe, expect, it } from "vitest";
import { TIMELINE_ENTRY_TYPES } from "../../domain/booking.ts";
import { eventOf, PLATFORM_EVENT_TYPES, platformEvent } from "../../domain/platform-events.ts";
import { byMentee, cancelCommand, STORIES, story } from "./support/bookings.ts";

describe("what platforms hear of a booking", () => {
  it("has a type for each end that a booking can come to, and for each step of a refund", () => {
    const types = ["cancelled", "expired", "completed", "no_show"].map((end) => `booking.${end}`);
    expect(PLATFORM_EVENT_TYPES).toEqual(expect.arrayContaining(types));
    const refunds = ["requested", "pending", "succeeded", "failed", "manual"].map((step) => `refund.${step}`);
    expect(PLATFORM_EVENT_TYPES).toEqual(expect.arrayContaining(refunds));
    expect(PLATFORM_EVENT_TYPES.every((type) => /^[a-z_]+\.[a-z_]+$/.test(type))).toBe(true);
  });

  it("leaves out only what another event says, what the platform did itself, and what leaves the status", () => {
    const silent = TIMELINE_ENTRY_TYPES.filter((type) => eventOf({ type }) === null);
    expect(silent).toEqual([
      "taken_over",
      "contested",
      "ruled",
      "joined",
      "room_moved",
      "payment_returned",
      "refund_granted",
    ]);
  });

  it("is named by its place in the timeline, without the full stop that divides what is signed", () => {
    const { booking } = STORIES.confirmed().do(cancelCommand(byMentee));
    const events = booking.timeline.flatMap((_, position) => platformEvent(booking, position) ?? []);
    expect(events.map(({ type }) => type)).toEqual([
      "booking.created",
      "booking.confirmed",
      "booking.cancelled",
      "refund.requested",
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
    expect(events.every(({ id }) => /^[A-Za-z0-9_-]+$/.test(id))).toBe(true);
  });

  it("is nothing where nothing happened", () => {
    expect(platformEvent(STORIES.draft().booking, 99)).toBeNull();
    expect(platformEvent(STORIES.draft().booking, -1)).toBeNull();
  });

  it("is nothing where the platform is told nothing: what it did itself", () => {
    const { booking } = story().takeOver();
    expect(booking.timeline.map(({ type }) => type)).toEqual(["taken_over"]);
    expect(platformEvent(booking, 0)).toBeNull();
  });
});

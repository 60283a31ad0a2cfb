import { describe, expect, it } from "vitest";
import {
  ATTENDANCE_READ_AFTER_END,
  CHECKOUT_BACKSTOP,
  DRAFT_HOLD,
  FARTHEST_AHEAD,
  JOIN_CLOSES_AFTER_END,
  LATE_REFUND_WITHIN,
  LONGEST_SESSION,
  REASON_MAX_CHARACTERS,
  ROOM_SEEN_RECENTLY,
} from "../../domain/limits.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";

describe("limits that lean on each other", () => {
  it("let Stripe's own expiry come after the hold: it is a backstop, and Stripe takes no less than 30 minutes", () => {
    expect(CHECKOUT_BACKSTOP).toBeGreaterThan(DRAFT_HOLD);
    expect(CHECKOUT_BACKSTOP).toBeGreaterThan(30 * MINUTE);
    expect(CHECKOUT_BACKSTOP).toBeLessThan(HOUR);
  });

  it("read the video service's log after every session's end and before its close, with time for retries", () => {
    expect(ATTENDANCE_READ_AFTER_END).toBeGreaterThan(0);
    expect(JOIN_CLOSES_AFTER_END - ATTENDANCE_READ_AFTER_END).toBeGreaterThanOrEqual(5 * MINUTE);
  });

  it("look for a late refund longer than a replaced object and Stripe's answer may take together", () => {
    expect(LATE_REFUND_WITHIN).toBeGreaterThan(30 * SECOND + MINUTE);
    expect(LATE_REFUND_WITHIN).toBeLessThanOrEqual(10 * MINUTE);
  });

  it("ask after a room again as soon as somebody who found it gone clicks again", () => {
    expect(ROOM_SEEN_RECENTLY).toBeGreaterThanOrEqual(SECOND);
    expect(ROOM_SEEN_RECENTLY).toBeLessThanOrEqual(MINUTE);
  });

  it("are as long as the product page says, or as anybody could mean", () => {
    expect(REASON_MAX_CHARACTERS).toBe(1_000);
    expect(LONGEST_SESSION).toBe(DAY);
    expect(FARTHEST_AHEAD).toBeGreaterThanOrEqual(3 * 365 * DAY);
    expect(FARTHEST_AHEAD).toBeLessThan(4 * 365 * DAY);
  });
});

import { describe, expect, it } from "vitest";
import {
  ATTENDANCE_READ_AFTER_END,
  CHECKOUT_BACKSTOP,
  DRAFT_HOLD,
  FARTHEST_AHEAD,
  JOIN_CLOSES_AFTER_END,
  LONGEST_SESSION,
  REASON_MAX_CHARACTERS,
} from "../../domain/limits.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";

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

  it("are as long as the product page says, or as anybody could mean", () => {
    expect(REASON_MAX_CHARACTERS).toBe(1_000);
    expect(LONGEST_SESSION).toBe(DAY);
    expect(FARTHEST_AHEAD).toBeGreaterThanOrEqual(3 * 365 * DAY);
    expect(FARTHEST_AHEAD).toBeLessThan(4 * 365 * DAY);
  });
});

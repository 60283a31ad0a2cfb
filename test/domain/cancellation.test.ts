import { describe, expect, it } from "vitest";
import type { BookingStatus } from "../../domain/booking.ts";
import { CURRENT_POLICY, cancelDeadline, mayCancel } from "../../domain/cancellation.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { BOOKED, DEADLINE, END, START } from "./support/bookings.ts";

const session = (status: BookingStatus, startsAt = START) => ({
  status,
  startsAt,
  endsAt: startsAt + HOUR,
  policy: CURRENT_POLICY,
});

describe("the policy of today", () => {
  it("is 24 h of notice and all of the money back", () => {
    expect(CURRENT_POLICY).toEqual({ notice: 24 * HOUR, refundPercent: 100 });
  });
});

describe("the deadline", () => {
  it("is reckoned with the notice that stands on the booking, not with today's", () => {
    expect(cancelDeadline(session("confirmed"))).toBe(DEADLINE);
    expect(cancelDeadline({ startsAt: START, policy: { notice: 48 * HOUR } })).toBe(START - 48 * HOUR);
  });

  it.each([
    ["the hour that New York lives twice", Date.UTC(2026, 10, 1, 18), "2026-10-31T14:00", "2026-11-01T13:00"],
    ["the hour that New York skips", Date.UTC(2026, 2, 8, 18), "2026-03-07T13:00", "2026-03-08T14:00"],
  ])("counts 24 elapsed hours across %s", (_, startsAt, deadlineThere, startThere) => {
    const deadline = cancelDeadline(session("confirmed", startsAt));
    expect(startsAt - deadline).toBe(24 * HOUR);
    expect(inNewYork(startsAt)).toBe(startThere);
    expect(inNewYork(deadline)).toBe(deadlineThere);
    expect(mayCancel(session("confirmed", startsAt), deadline - 1)).toBe(true);
    expect(mayCancel(session("confirmed", startsAt), deadline)).toBe(false);
  });
});

describe("a participant may cancel", () => {
  it("strictly more than 24 h before: at 24:00:00.000 it is refused, a millisecond more is enough", () => {
    expect(mayCancel(session("confirmed"), BOOKED)).toBe(true);
    expect(mayCancel(session("confirmed"), DEADLINE - 1)).toBe(true);
    expect(mayCancel(session("confirmed"), DEADLINE)).toBe(false);
    expect(mayCancel(session("confirmed"), DEADLINE + 1)).toBe(false);
  });

  it("25 hours before, not 23 hours before (the epic's critical scenarios)", () => {
    expect(mayCancel(session("confirmed"), START - 25 * HOUR)).toBe(true);
    expect(mayCancel(session("confirmed"), START - 23 * HOUR)).toBe(false);
  });

  it("only what is confirmed", () => {
    const others = ["draft", "completed", "no_show", "cancelled", "expired"] as const;
    for (const status of others) expect(mayCancel(session(status), BOOKED), status).toBe(false);
    expect(mayCancel(session("in_progress"), START)).toBe(false);
  });

  it("nothing that runs or is over by the clock, though it is stored as confirmed and needs no notice", () => {
    const noNotice = { ...session("confirmed"), policy: { notice: -7 * DAY } };
    expect(mayCancel(noNotice, START - 1)).toBe(true);
    expect(mayCancel(noNotice, START)).toBe(false);
    expect(mayCancel(noNotice, END + 2 * HOUR)).toBe(false);
  });
});

function inNewYork(instant: number): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "America/New_York",
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(instant).replace(" ", "T");
}

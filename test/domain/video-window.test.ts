import { describe, expect, it } from "vitest";
import type { BookingStatus } from "../../domain/booking.ts";
import { HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import { joinClosesAt, joinOpensAt, mayJoin } from "../../domain/video-window.ts";
import { BOOKED, CLOSES, END, START } from "./support/bookings.ts";

const OPENS = START - 15 * MINUTE;
const session = (status: BookingStatus) => ({ status, startsAt: START, endsAt: END });
const refusal = (status: BookingStatus, now: number) => {
  const answer = mayJoin(session(status), now);
  return answer.ok ? "may join" : answer.reason.code;
};

describe("the room", () => {
  it("opens 15 minutes before the start and closes 60 minutes after the end", () => {
    expect(joinOpensAt(session("confirmed"))).toBe(OPENS);
    expect(joinClosesAt(session("confirmed"))).toBe(CLOSES);
  });

  it("opens at its instant, not a millisecond before, and says when", () => {
    expect(mayJoin(session("confirmed"), OPENS - 1)).toEqual({
      ok: false,
      reason: { code: "too_early", joinOpensAt: OPENS },
    });
    expect(mayJoin(session("confirmed"), OPENS)).toEqual({ ok: true, value: null });
  });

  it("is refused one second before the window and one second after it", () => {
    expect(refusal("confirmed", OPENS - SECOND)).toBe("too_early");
    expect(refusal("in_progress", CLOSES + SECOND)).toBe("expired");
  });

  it("is closed at its end, though how it ended is still being judged", () => {
    const judged = { ...session("in_progress"), undecided: true };
    expect(mayJoin(judged, CLOSES)).toEqual({ ok: false, reason: { code: "expired" } });
    expect(mayJoin(judged, CLOSES - 1).ok).toBe(true);
  });

  it("is open 14 minutes before, not 16 minutes before (the epic's critical scenarios)", () => {
    expect(refusal("confirmed", START - 16 * MINUTE)).toBe("too_early");
    expect(refusal("confirmed", START - 14 * MINUTE)).toBe("may join");
  });

  it.each(["confirmed", "in_progress"] as const)(
    "stays open to its last millisecond when stored as %s",
    (status) => {
      for (const now of [START, END, CLOSES - 1]) expect(refusal(status, now)).toBe("may join");
      expect(refusal(status, CLOSES)).toBe("expired");
      expect(refusal(status, CLOSES + 24 * HOUR)).toBe("expired");
    },
  );

  it.each([
    ["draft", "not_confirmed"],
    ["cancelled", "cancelled"],
    ["completed", "expired"],
    ["no_show", "expired"],
    ["expired", "expired"],
  ] as const)("of a booking that is %s is never open: %s", (status, code) => {
    for (const now of [BOOKED, OPENS, START, CLOSES]) expect(refusal(status, now)).toBe(code);
  });
});

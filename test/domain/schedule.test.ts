import { describe, expect, it } from "vitest";
import { FINAL_STATUSES } from "../../domain/booking.ts";
import { attendanceDueAt, closesAt, nextDueAt, reminderAt, shownStatus } from "../../domain/schedule.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import {
  BOOKED,
  CLOSES,
  confirmedStory,
  DEADLINE,
  END,
  HOLD_END,
  SITUATIONS,
  START,
  STORIES,
  story,
} from "./support/bookings.ts";

const session = { startsAt: START, endsAt: END };

describe("the shown status", () => {
  it.each(["confirmed", "in_progress"] as const)(
    "of what is stored as %s is what the clock says",
    (status) => {
      const shown = (now: number) => shownStatus({ ...session, status }, now);
      if (status === "confirmed") expect([BOOKED, START - 1].map(shown)).toEqual(["confirmed", "confirmed"]);
      expect(shown(START)).toBe("in_progress");
      expect(shown(END)).toBe("in_progress");
      expect(shown(CLOSES - 1)).toBe("in_progress");
      expect(shown(CLOSES)).toBe("completed");
      expect(shown(CLOSES + 1_000 * HOUR)).toBe("completed");
    },
  );

  it("past the end is its object's to say while somebody may turn out to have been missing", () => {
    const shown = (undecided: boolean, now: number) =>
      shownStatus({ ...session, status: "in_progress", undecided }, now);
    expect([shown(true, CLOSES - 1), shown(true, CLOSES)]).toEqual(["in_progress", "in_progress"]);
    expect(shown(false, CLOSES)).toBe("completed");
  });

  it.each(["draft", ...FINAL_STATUSES] as const)("of %s is not for the clock to change", (status) => {
    for (const now of [BOOKED, START, END, CLOSES])
      expect(shownStatus({ ...session, status }, now)).toBe(status);
  });
});

describe("the moments of a session", () => {
  it("are its reminders 24 h and 15 min before and its close 60 min after the end", () => {
    expect(reminderAt(session, "reminder_24h")).toBe(START - 24 * HOUR);
    expect(reminderAt(session, "reminder_15m")).toBe(START - 15 * MINUTE);
    expect(closesAt(session)).toBe(END + 60 * MINUTE);
  });
});

describe("the next alarm", () => {
  const due = (told: ReturnType<typeof story>) => nextDueAt(told.booking);

  it("of a draft is its hold's end, and none while Stripe is asked", () => {
    expect(due(story().create())).toBe(HOLD_END);
    expect(due(story().create().at(HOLD_END).tick())).toBeNull();
    expect(due(story().takeOver({ status: "draft", paymentIntentId: null }))).toBe(HOLD_END);
  });

  it("of a confirmed booking is the next reminder, then the start", () => {
    const told = confirmedStory();
    expect(due(told)).toBe(DEADLINE);
    expect(due(told.at(DEADLINE).tick())).toBe(START - 15 * MINUTE);
    expect(due(told.at(START - 15 * MINUTE).tick())).toBe(START);
  });

  it("of a session that runs is its log's reading if it has a room, then its close", () => {
    const told = confirmedStory().roomMade().at(START).tick();
    expect(due(told)).toBe(END + 55 * MINUTE);
    expect(due(told.at(END + 55 * MINUTE).tick())).toBe(CLOSES);
    expect(due(confirmedStory().at(START).tick())).toBe(CLOSES);
  });

  it.each(FINAL_STATUSES)("of %s is none, whatever else stands in it", (status) => {
    expect(nextDueAt({ ...STORIES.confirmed().booking, status })).toBeNull();
    expect(nextDueAt({ ...STORIES.draft().booking, status })).toBeNull();
  });

  it.each(SITUATIONS)("lies ahead right after a tick when %s: no alarm rings in a loop", (situation) => {
    const told = STORIES[situation]();
    for (const now of [
      told.now,
      HOLD_END,
      DEADLINE,
      START,
      END + 55 * MINUTE,
      CLOSES - 1,
      CLOSES,
      CLOSES + HOUR,
    ]) {
      if (now < told.now) continue;
      const next = due(told.fork().at(now).tick());
      if (next !== null) expect(next).toBeGreaterThan(now);
    }
  });

  it("rings at most a handful of times in a whole life", () => {
    const told = confirmedStory().roomMade();
    const rings: number[] = [];
    for (let next = due(told); next !== null && rings.length < 20; next = due(told)) {
      rings.push(next);
      expect(told.at(next).tick().grew, "each alarm finds something to do").toBe(true);
    }
    expect(rings).toEqual([DEADLINE, START - 15 * MINUTE, START, END + 55 * MINUTE, CLOSES]);
    expect(told.status).toBe("completed");
  });
});

describe("the reading of the video service's log", () => {
  it("is due 55 minutes after the end, once, and only where there is a room", () => {
    const told = confirmedStory().roomMade();
    expect(attendanceDueAt(told.booking)).toBe(END + 55 * MINUTE);
    expect(attendanceDueAt({ ...told.booking, attendanceAsked: true })).toBeNull();
    expect(attendanceDueAt({ ...told.booking, room: null })).toBeNull();
  });
});

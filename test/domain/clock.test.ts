import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import {
  CLOSES,
  confirmedStory,
  DEADLINE,
  END,
  FREE,
  MENTEE,
  MENTOR,
  SITUATIONS,
  START,
  STORIES,
  type Story,
  story,
} from "./support/bookings.ts";

const LAST_REMINDER = START - 15 * MINUTE;
const reminders = (told: Story) => told.asked.filter((key) => key.startsWith("mail:reminder"));
const toBoth = (kind: string) => [`mail:${kind}:${MENTEE}`, `mail:${kind}:${MENTOR}`];

describe("reminders", () => {
  it("leave 24 h and 15 min before, to both, at their instant and once", () => {
    const told = confirmedStory();
    expect(told.at(DEADLINE - 1).tick().grew).toBe(false);
    expect(told.at(DEADLINE).tick().asked).toEqual(toBoth("reminder_24h"));
    expect(told.tick().grew).toBe(false);
    expect(told.at(LAST_REMINDER - 1).tick().grew).toBe(false);
    expect(told.at(LAST_REMINDER).tick().asked).toEqual([...toBoth("reminder_15m"), "make_room"]);
    expect(told.tick().grew).toBe(false);
    expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
    expect(told.status).toBe("confirmed");
  });

  it("late by two hours still leave, when they still help", () => {
    expect(
      confirmedStory()
        .at(DEADLINE + 2 * HOUR)
        .tick().asked,
    ).toEqual(toBoth("reminder_24h"));
  });

  it("both due: only the later says something that still helps", () => {
    for (const now of [LAST_REMINDER, START - 1]) {
      const told = confirmedStory().at(now).tick();
      expect(reminders(told)).toEqual(toBoth("reminder_15m"));
      expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
    }
  });

  it("are not made up for once the session has begun", () => {
    const told = confirmedStory().roomMade().at(START).tick();
    expect(told.asked).toEqual(["check_room"]);
    expect(told.booking.remindersPassed).toEqual(["reminder_24h", "reminder_15m"]);
  });

  it("leave beside whatever else wakes the booking", () => {
    expect(confirmedStory().at(DEADLINE).roomMade().asked).toEqual(toBoth("reminder_24h"));
  });

  it("are 24 elapsed hours before, across a change of the clocks", () => {
    const startsAt = Date.UTC(2026, 2, 8, 18);
    const told = story()
      .at(startsAt - 3 * DAY)
      .create({ startsAt, endsAt: startsAt + HOUR, price: FREE });
    expect(told.at(startsAt - 24 * HOUR - 1).tick().grew).toBe(false);
    expect(told.at(startsAt - 24 * HOUR).tick().asked).toEqual(toBoth("reminder_24h"));
  });

  it.each(["draft", "cancelled", "expired"] as const)("never leave for what is %s", (situation) => {
    for (const now of [DEADLINE, LAST_REMINDER, START]) {
      expect(reminders(STORIES[situation]().at(now).tick())).toEqual([]);
    }
  });
});

describe("a session in time", () => {
  it("begins at its start and is completed 60 minutes after its end, each in its instant and once", () => {
    const told = confirmedStory().at(LAST_REMINDER).tick();
    expect(told.at(START - 1).tick().grew).toBe(false);
    expect(told.at(START).tick().status).toBe("in_progress");
    expect(told.booking.timeline.at(-1)).toMatchObject({
      at: START,
      type: "started",
      by: "system",
      userId: null,
    });
    expect(told.tick().grew).toBe(false);
    expect(told.at(CLOSES - 1).tick().grew).toBe(false);
    expect(told.at(CLOSES).tick().status).toBe("completed");
    expect(told.booking.timeline.at(-1)).toMatchObject({ at: CLOSES, type: "completed", by: "system" });
    expect(told.asked).toEqual([`mail:review_invitation:${MENTEE}`]);
    expect(told.tick().grew).toBe(false);
  });

  it("completed invites its mentee to review, not its mentor, and once", () => {
    const told = STORIES.completed();
    expect(told.asked).toEqual([`mail:review_invitation:${MENTEE}`]);
    expect(told.after(DAY).tick().asked).toEqual([]);
  });
});

describe("an alarm that comes late", () => {
  it("by two hours finds the same end as one in time, at the instants when it happened", () => {
    const late = confirmedStory()
      .at(CLOSES + 2 * HOUR)
      .tick();
    const inTime = confirmedStory().at(START).tick().at(CLOSES).tick();
    const told = ({ booking }: Story) => booking.timeline.map(({ at, type, by }) => ({ at, type, by }));
    expect(late.status).toBe(inTime.status);
    expect(told(late)).toEqual(told(inTime));
    expect(late.asked).toEqual(inTime.asked);
  });

  it("shows the right status all the while", () => {
    const told = confirmedStory();
    expect(told.at(START).shown).toBe("in_progress");
    expect(told.at(CLOSES).shown).toBe("completed");
    expect(told.status).toBe("confirmed");
    expect(told.tick().status).toBe(told.shown);
  });
});

describe("the video service's log", () => {
  const running = () => confirmedStory().roomMade().at(START).tick();
  const READ = END + 55 * MINUTE;

  it("is asked for once, 55 minutes after the end", () => {
    const told = running();
    expect(told.at(READ - 1).tick().grew).toBe(false);
    expect(told.at(READ).tick().asked).toEqual(["read_attendance"]);
    expect(told.tick().grew).toBe(false);
  });

  it("is not asked for without a room, nor once the session is over", () => {
    expect(confirmedStory().at(START).tick().at(READ).tick().grew).toBe(false);
    expect(
      running()
        .at(CLOSES - 1)
        .tick().asked,
    ).toEqual(["read_attendance"]);
    expect(running().at(CLOSES).tick().asked).toEqual([`mail:review_invitation:${MENTEE}`]);
  });

  it("of a cancelled session is not asked for, though its room is still there", () => {
    const told = confirmedStory().roomMade().cancel();
    expect(told.booking.room).not.toBeNull();
    expect(told.at(READ).tick().grew).toBe(false);
  });
});

describe("a missed session", () => {
  const asked = () =>
    confirmedStory()
      .roomMade()
      .at(END + 55 * MINUTE)
      .tick();

  it.each([
    ["nobody", []],
    ["only the mentor", [MENTOR]],
    ["only the mentee", [MENTEE]],
  ])(
    "where %s came, by the complete log, is no_show at the close and invites nobody to review",
    (_, joined) => {
      const told = asked().after(MINUTE).attendance(joined, true);
      expect(told.status, "nothing is ruled before the close").toBe("in_progress");
      told.at(CLOSES).tick();
      expect(told.status).toBe("no_show");
      expect(told.asked).toEqual([]);
      expect(told.booking.timeline.at(-1)).toMatchObject({ at: CLOSES, type: "missed", by: "system" });
    },
  );

  it("is none when both came", () => {
    expect(asked().attendance([MENTOR, MENTEE], true).at(CLOSES).tick().status).toBe("completed");
  });

  it("is none on a log with a gap, or one that nobody could read", () => {
    expect(asked().attendance([], false).at(CLOSES).tick().status).toBe("completed");
    expect(asked().at(CLOSES).tick().status).toBe("completed");
  });

  it("is none when the log and what was seen live together have both", () => {
    const told = asked().joined(MENTEE).attendance([MENTOR], true);
    expect(told.booking.attendance).toEqual({ joined: [MENTEE, MENTOR], complete: true, gap: false });
    expect(told.at(CLOSES).tick().status).toBe("completed");
  });

  it("is none when the one who lacked was seen live after the log was read", () => {
    expect(asked().attendance([MENTEE], true).after(MINUTE).joined(MENTOR).at(CLOSES).tick().status).toBe(
      "completed",
    );
  });

  it("may be ruled in the last millisecond, and never later", () => {
    expect(
      asked()
        .at(CLOSES - 1)
        .attendance([], true)
        .at(CLOSES)
        .tick().status,
    ).toBe("no_show");
    const late = asked().at(CLOSES).attendance([], true);
    expect(late.status).toBe("completed");
    expect(late.booking.attendance.complete).toBe(false);
    const later = asked().at(CLOSES).tick().after(DAY).attendance([], true);
    expect(later.status).toBe("completed");
    expect(later.grew).toBe(false);
  });

  it("learns who came from a log that is not at its end yet", () => {
    const told = asked().attendance([MENTEE], false);
    expect(told.booking.attendance).toEqual({ joined: [MENTEE], complete: false, gap: false });
    expect(told.attendance([MENTEE], false).grew).toBe(false);
  });

  it("is not ruled by a log that nobody asked for: before the start, or of what is cancelled", () => {
    expect(confirmedStory().attendance([], true).grew).toBe(false);
    expect(STORIES.cancelled().attendance([], true).grew).toBe(false);
    const early = confirmedStory().at(START).attendance([], true);
    expect(early.booking.attendance.complete).toBe(false);
  });

  it("is never said of a room that was not there from the start: its log cannot know", () => {
    const told = story()
      .takeOver({ startsAt: START - HOUR, endsAt: START + HOUR })
      .at(START)
      .do({
        type: "room_made",
        room: { provider: "daily", name: "late", url: "https://rooms.example/late" },
        logged: true,
        askedAt: START,
      });
    expect(told.booking.attendance.gap).toBe(true);
    expect(told.at(START + HOUR + 57 * MINUTE).tick().asked).not.toContain("read_attendance");
  });

  it("stays missed, whoever turns out to have been there; a completed one stays completed", () => {
    const told = STORIES.no_show().after(HOUR).joined(MENTOR).attendance([MENTOR, MENTEE], true).tick();
    expect(told.status).toBe("no_show");
    expect(STORIES.completed().attendance([], true).tick().status).toBe("completed");
  });
});

describe("final states", () => {
  it.each(["completed", "no_show", "cancelled", "expired"] as const)(
    "%s is not the clock's to change, ever",
    (situation) => {
      const told = STORIES[situation]();
      for (const now of [told.now, START, CLOSES, CLOSES + 10 * 365 * DAY]) {
        expect(told.at(Math.max(now, told.now)).tick().grew).toBe(false);
        expect(told.asked).toEqual([]);
      }
    },
  );

  it.each(SITUATIONS)("a tick twice in one instant: the second changes nothing (%s)", (situation) => {
    const told = STORIES[situation]();
    for (const now of [told.now, DEADLINE, LAST_REMINDER, START, END + 55 * MINUTE, CLOSES]) {
      if (now < told.now) continue;
      expect(told.at(now).tick().tick().grew).toBe(false);
      expect(told.asked).toEqual([]);
    }
  });
});

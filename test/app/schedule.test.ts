import { describe, expect, it } from "vitest";
import { mentorClockOf } from "../../app/mentoring/clock.server.ts";
import { en } from "../../app/messages/en.ts";
import { daysOffIn } from "../../app/routes/days-off/form.server.ts";
import { linesOf } from "../../app/routes/days-off/list.server.ts";
import { agendaDaysOf, wayOf } from "../../app/routes/schedule/agenda.server.ts";
import { readSpan } from "../../app/routes/schedule/span.server.ts";
import type { Visit } from "../../app/server/visit.server.ts";
import { clockChangeIn } from "../../app/time/clock-change.server.ts";
import type { Viewer } from "../../auth/viewer.ts";
import { DAY, HOUR } from "../../domain/time.ts";

const NOW = Date.UTC(2026, 10, 28, 23);
const STOCKHOLM = "Europe/Stockholm";

const visit = (zone: string, now = NOW): Visit<Viewer> =>
  ({ viewer: { id: "coach" }, locale: "en", zone, now, t: en }) as unknown as Visit<Viewer>;
const span = (search: string, zone = STOCKHOLM) => readSpan(new URLSearchParams(search), NOW, zone);

describe("a calendar's days", () => {
  it("are the week around today, from Monday on, where the mentor is: it is Sunday there already", () => {
    expect(span("").days).toEqual([23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day}`));
    expect(span("").today).toBe("2026-11-29");
    expect(span("view=day").days).toEqual(["2026-11-29"]);
    expect(span("view=day", "America/New_York").days).toEqual(["2026-11-28"]);
    expect(span("date=2027-01-01").days[0]).toBe("2026-12-28");
  });

  it("are as long as the clocks make them", () => {
    const length = (search: string) => (span(search).to - span(search).from) / HOUR;
    expect([length("view=day&date=2027-03-28"), length("view=day&date=2027-10-31")]).toEqual([23, 25]);
    expect([length("date=2027-03-28"), length("date=2026-11-29")]).toEqual([167, 168]);
  });

  it("are today's where the URL is wrong", () => {
    for (const date of ["", "soon", "2026-02-30", "9999-12-31", "0001-01-01"]) {
      expect(span(`view=day&date=${date}`).days).toEqual(["2026-11-29"]);
    }
    expect(span("view=month").view).toBe("week");
  });

  it("lead on by weeks and by days, and keep the place between the two", () => {
    expect(wayOf(span("date=2027-03-28"))).toEqual({
      previous: "/schedule?date=2027-03-15",
      next: "/schedule?date=2027-03-29",
      today: "/schedule",
      week: "/schedule?date=2027-03-22",
      day: "/schedule?view=day&date=2027-03-22",
    });
    expect(wayOf(span("view=day")).previous).toBe("/schedule?view=day&date=2026-11-28");
  });

  it("say when one can be booked, that it is a day off, and that the clocks change", () => {
    const offers = [{ durationMinutes: 30, price: { amount: 0, currency: "usd" } }];
    const week = {
      timezone: STOCKHOLM,
      hours: [
        { weekday: 1, fromMinute: 540, toMinute: 720 },
        { weekday: 1, fromMinute: 840, toMinute: 1440 },
      ],
      daysOff: [{ from: "2027-03-23", to: "2027-03-24" }],
      offers,
    };
    const days = agendaDaysOf(span("date=2027-03-28"), { rows: [], cut: false }, week, visit(STOCKHOLM));
    expect(days.map(({ open }) => open)).toEqual([
      "Open 9:00\u00a0AM\u00a0– 12:00\u00a0PM, 2:00\u00a0PM\u00a0– 12:00\u00a0AM",
      "Day off",
      "Day off",
      ...Array.from({ length: 4 }, () => "Not bookable"),
    ]);
    expect(days.map(({ change }) => change !== null)).toEqual([...Array(6).fill(false), true]);
    expect(days[6]?.change).toBe("The clocks go forward 1 hour at 2:00\u00a0AM: this day is shorter.");
  });
});

describe("a change of the clocks", () => {
  it("is found to the minute, wherever it is looked for from, also by half an hour and for a month", () => {
    const spring = { at: Date.UTC(2027, 2, 28, 1), before: 60, after: 120 };
    expect(clockChangeIn(NOW, NOW + 365 * DAY, STOCKHOLM)).toEqual(spring);
    expect(clockChangeIn(NOW + 12_345, NOW + 365 * DAY, STOCKHOLM)).toEqual(spring);
    const lordHowe = clockChangeIn(NOW, NOW + 365 * DAY, "Australia/Lord_Howe");
    expect([lordHowe?.before, lordHowe?.after]).toEqual([660, 630]);
    const ramadan = clockChangeIn(Date.UTC(2025, 1, 1), Date.UTC(2025, 2, 20), "Africa/Casablanca");
    expect([ramadan?.before, ramadan?.after]).toEqual([60, 0]);
    expect(clockChangeIn(NOW, NOW + 365 * DAY, "Asia/Tokyo")).toBeNull();
  });

  it("is told to a mentor with what it does to their hours", () => {
    const early = [{ weekday: 0, fromMinute: 60, toMinute: 180 }];
    const { now, elsewhere, change } = mentorClockOf(early, "America/New_York", visit(STOCKHOLM));
    expect(now).toBe("It is 12:00\u00a0AM in Stockholm.");
    expect(elsewhere).toContain("This device is set to New York, where it is 6:00\u00a0PM.");
    expect(change).toEqual([
      "On Sunday, March 28 at 2:00\u00a0AM your clocks go forward 1 hour.",
      "Your hours stay where they are on your clock: 1:00\u00a0AM is 12:00\u00a0AM UTC until then, and 11:00\u00a0PM UTC after it.",
      "That Sunday has no time from 2:00\u00a0AM to 3:00\u00a0AM, so nothing is offered in it.",
    ]);
    const autumn = visit(STOCKHOLM, Date.UTC(2027, 6, 1));
    expect(mentorClockOf(early, STOCKHOLM, autumn).change[2]).toBe(
      "That Sunday has 2:00\u00a0AM to 3:00\u00a0AM twice; it is offered the first time only.",
    );
    const late = [{ weekday: 0, fromMinute: 540, toMinute: 600 }];
    expect(mentorClockOf(late, null, autumn).change).toHaveLength(2);
    expect(mentorClockOf(late, "Europe/Berlin", autumn).elsewhere).toBeNull();
    expect(mentorClockOf([], "nowhere", visit("Asia/Tokyo")).change).toEqual([
      "Your clocks do not change in the year ahead.",
    ]);
  });
});

describe("days off", () => {
  const read = (from: string, to: string) => daysOffIn(new URLSearchParams({ from, to }), "2026-11-28");

  it("are one day, or a range", () => {
    expect(read("2026-12-24", "")).toEqual({ days: { from: "2026-12-24", to: "2026-12-24" } });
    expect(read("2026-11-20", "2026-11-28")).toEqual({ days: { from: "2026-11-20", to: "2026-11-28" } });
  });

  it("are refused where they make no sense, each for its own reason", () => {
    expect(read("", "2026-12-24")).toEqual({ problem: "incomplete" });
    expect(read("2026-12-24", "2026-12-32")).toEqual({ problem: "incomplete" });
    expect(read("2026-12-24", "2026-12-23")).toEqual({ problem: "backwards" });
    expect(read("2026-11-20", "2026-11-27")).toEqual({ problem: "past" });
    expect(read("2026-12-01", "2027-12-02")).toEqual({ problem: "long" });
    expect(read("2026-12-01", "2027-12-01")).toHaveProperty("days");
  });

  it("are listed with the sessions that are still on, by the mentor's days", () => {
    const [over, now, next] = [
      { from: "2026-11-01", to: "2026-11-28" },
      { from: "2026-11-29", to: "2026-11-29" },
      { from: "2026-12-24", to: "2026-12-26" },
    ];
    const starts = [NOW + HOUR, Date.UTC(2026, 11, 23, 23), Date.UTC(2026, 11, 26, 23)];
    const lines = linesOf([over, now, next], starts, visit(STOCKHOLM));
    expect(lines.map(({ from, isNow, booked }) => [from, isNow, booked])).toEqual([
      ["2026-11-29", true, "1 session is booked, and still on"],
      ["2026-12-24", false, "1 session is booked, and still on"],
    ]);
    expect(lines[1]?.words).toBe("Thursday, Dec 24, 2026 – Saturday, Dec 26, 2026");
    expect(lines[1]?.length).toBe("3 days");
  });
});

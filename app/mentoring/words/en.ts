import { pluralOf } from "../../messages/plural.ts";

const plural = pluralOf("en");

/** "1 hour", "30 minutes": how far clocks are put. */
const shift = (minutes: number): string =>
  minutes % 60 === 0
    ? `${minutes / 60} ${plural(minutes / 60, "hour", "hours")}`
    : `${minutes} ${plural(minutes, "minute", "minutes")}`;

export const en = {
  nav: { label: "Your mentoring", schedule: "Schedule", availability: "Availability", daysOff: "Days off" },
  schedule: {
    title: "Schedule",
    zone: (zone: string) => `Your days and times are in your zone: ${zone}.`,
    views: "View",
    week: "Week",
    day: "Day",
    move: "Another time",
    previousWeek: "Previous week",
    nextWeek: "Next week",
    previousDay: "Previous day",
    nextDay: "Next day",
    today: "Today",
    keys: "The arrow keys ← and → go there, too.",
    sessions: (n: number) => (n === 0 ? "No sessions" : `${n} ${plural(n, "session", "sessions")}`),
    none: "No sessions",
    emptyWeek: "Nothing in this week",
    emptyDay: "Nothing on this day",
    emptyWhy: (open: string) => `You can be booked ${open}.`,
    open: (hours: string) => `Open ${hours}`,
    closed: "Not bookable",
    dayOff: "Day off",
    moreThan: (n: number) => `More than ${n} sessions`,
    until: (from: string, to: string) => `${from}\u00a0– ${to}`,
    cut: "Show the whole day",
    cutDay: "There is more on this day than one page lists.",
    all: "All of your sessions",
    shortDay: (at: string, minutes: number) =>
      `The clocks go forward ${shift(minutes)} at ${at}: this day is shorter.`,
    longDay: (at: string, minutes: number) =>
      `The clocks go back ${shift(minutes)} at ${at}: this day is longer.`,
  },
  clock: {
    title: "Your clock",
    now: (time: string, city: string) => `It is ${time} in ${city}.`,
    elsewhere: (time: string, city: string) =>
      `This device is set to ${city}, where it is ${time}. Your hours keep to the zone above; if you have moved, change it in your`,
    profile: "profile",
    steady: "Your clocks do not change in the year ahead.",
    forward: (day: string, at: string, minutes: number) =>
      `On ${day} at ${at} your clocks go forward ${shift(minutes)}.`,
    back: (day: string, at: string, minutes: number) =>
      `On ${day} at ${at} your clocks go back ${shift(minutes)}.`,
    keeps: (here: string, before: string, after: string) =>
      `Your hours stay where they are on your clock: ${here} is ${before} UTC until then, and ${after} UTC after it.`,
    skipped: (weekday: string, from: string, to: string) =>
      `That ${weekday} has no time from ${from} to ${to}, so nothing is offered in it.`,
    twice: (weekday: string, from: string, to: string) =>
      `That ${weekday} has ${from} to ${to} twice; it is offered the first time only.`,
  },
  daysOff: {
    title: "Days off",
    lead: (zone: string) =>
      `On these days nobody can book you, from midnight to midnight of your own clock: ${zone}. What is booked already stays.`,
    list: "Your days off",
    none: "No days off",
    noneWhy: "Your weekly hours hold every week.",
    range: (from: string, to: string) => `${from} – ${to}`,
    days: (n: number) => `${n} ${plural(n, "day", "days")}`,
    onNow: "now",
    booked: (n: number) => `${n} ${plural(n, "session is", "sessions are")} booked, and still on`,
    see: "See in the schedule",
    remove: "Remove",
    add: "Add days off",
    from: "First day",
    to: "Last day",
    toHint: "Leave it empty for a single day.",
    save: "Add days off",
    added: "Your days off are saved. Nobody can book you then.",
    removed: "Your days off are taken back. You can be booked again.",
    problem: {
      incomplete: "Please choose the first day.",
      past: "The last day is over already.",
      backwards: "The last day must not be before the first.",
      long: "At most a year at a time.",
      many: "You have as many days off as can be kept. Remove some first.",
      refused: "Nothing was saved. Please try again.",
    },
  },
};

export type MentoringWords = typeof en;

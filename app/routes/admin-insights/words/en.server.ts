import { pluralOf } from "../../../messages/plural.ts";
import type { InsightsWords } from "./shape.ts";

const plural = pluralOf("en");

export const en: InsightsWords = {
  title: "Insights",
  lead: "How the service is doing, against the targets it was given. Days are UTC; today so far is in.",
  ranges: "How far back",
  range: { 30: "30 days", 91: "13 weeks", 364: "52 weeks" },
  csv: "Download as CSV",
  groups: { functional: "Does it work", business: "Does it help", experience: "Is it easy" },
  metrics: {
    completion: {
      title: "Sessions completed",
      definition:
        "Of the booked sessions (paid, or free) that were to end in this time: those that were held to the end. Cancelled and missed ones are in the whole; slots that nobody paid for are not. From the bookings in D1.",
      part: "Completed",
      whole: "Booked",
    },
    missed: {
      title: "No-shows",
      definition:
        "Of the sessions whose end came and that were not cancelled: those the video service's own log says somebody missed. A session without complete evidence counts as completed. From the bookings in D1.",
      part: "Missed",
      whole: "Held or missed",
    },
    cancellation: {
      title: "Cancellations",
      definition:
        "Of the booked sessions that were to end in this time: those that were cancelled before, by whomever. From the bookings in D1.",
      part: "Cancelled",
      whole: "Booked",
    },
    reviews: {
      title: "Sessions reviewed",
      definition:
        "Of the sessions completed in this time: those with a review by now. Recent ones may still get theirs; each day is counted again for 60 days. From the bookings in D1.",
      part: "Reviewed",
      whole: "Completed",
    },
    link: {
      title: "Video link there",
      definition:
        "Of the sessions held or missed that were booked before they began: those that had a room in the end. Who clicked and was turned away is not in here: Analytics Engine has each answer of the join button. From the bookings in D1.",
      part: "With a room",
      whole: "Needed one",
    },
    joining: {
      title: "From click to call",
      definition:
        "On average, from somebody's first click on Join Call for a session until the video service saw them in the room; who was never seen, or was there before, is not in it. From the joins in D1.",
      part: "Seconds in all",
      whole: "People who joined",
    },
    weekly: {
      title: "Weekly visitors",
      definition:
        "Of the people who had a session in a week, as mentee or mentor, cancelled ones too: those who opened My Sessions in it. The average over the weeks that end on each of these days, as far as visits were noted (they are kept for 92 days). From bookings and visits in D1.",
      part: "Opened it",
      whole: "Had a session",
    },
    engagement: {
      title: "Days of visit a month",
      definition:
        "On how many days of 28 who came at all opened My Sessions. The target is 3 page views; a day counts once here, so the views are never fewer. The average over the months that end on each of these days. From the visits in D1.",
      part: "Days of visit",
      whole: "Visitors",
    },
    mail: {
      title: "Both told within 5 minutes",
      definition:
        "Of the sessions cancelled in this time: those where the email service had taken both people's mails within five minutes of the cancel. What waits, or was refused, is not in time. From the bookings in D1.",
      part: "In time",
      whole: "Cancelled",
    },
    refund: {
      title: "Refund done, 95 of 100",
      definition:
        "So long at most it took in 95 of 100 cases from asking for a refund until Stripe said that it succeeded; one that is still open or failed is in the whole only. From the refunds in D1.",
      part: "Succeeded",
      whole: "Asked for",
    },
    invalid: {
      title: "Invalid refunds",
      definition:
        "Refunds in Stripe's ledger that ours does not have, or has with another amount, found by the daily comparison, whatever became of them since. The whole is the days that were compared. From the reconciliation in D1.",
      part: "Invalid",
      whole: "Days compared",
    },
  },
  target: {
    above: (value) => `Target: at least ${value}`,
    below: (value) => `Target: below ${value}`,
    exactly: (value) => `Target: ${value}`,
  },
  met: "met",
  notMet: "not met",
  noValue: "Nothing yet",
  against: {
    better: (before) => `Better than before (${before})`,
    worse: (before) => `Worse than before (${before})`,
    same: (before) => `As before (${before})`,
  },
  seconds: (n) => `${n} s`,
  days: (n) => `${n} days`,
  within: (bound) => `${bound} at most`,
  beyond: (bound) => `more than ${bound}`,
  units: {
    second: (n) => `${n} s`,
    minute: (n) => `${n} min`,
    hour: (n) => `${n} h`,
    day: (n) => `${n} ${plural(n, "day", "days")}`,
  },
  asTable: "As a table",
  when: "From",
  value: "Value",
  counted: (n, of) =>
    `${n} of these ${of} ${plural(of, "day", "days")} are counted: the others were before the first session, or are counted within hours.`,
  frequent: {
    title: "Frequent cancellers",
    value: (n) => `${n} ${plural(n, "person", "people")}`,
    definition:
      "Right now: three cancellations in 30 days, or more than 30% of at least five bookings. The chart shows how often these people cancelled, by the day they did. From the bookings in D1.",
    cancelled: "Cancellations",
    part: "By people",
    whole: "Frequent now",
    open: "See who",
  },
  unmeasured: {
    title: "What is not counted here",
    list: [
      [
        "Cancelled because of the video call (target: below 1%)",
        "Nobody is asked for a kind of reason, and the reasons that people write are theirs. Inside the last 24 hours, when a call could be in trouble, only an administrator cancels: Cancellations lists each of those.",
      ],
      [
        "Support tickets about a missing link (target: below 2%)",
        "Support works by mail, outside of Meridian. Every answer of the join button, refusals too, is in Analytics Engine.",
      ],
    ],
  },
  none: "Nothing to count yet",
  noneWhy: "As soon as a first session is over, or is called off, its day is counted here.",
};

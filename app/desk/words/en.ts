import type { ManualReason, RefundCause, RefundStatus } from "../../../domain/booking.ts";
import { pluralOf } from "../../messages/plural.ts";

const plural = pluralOf("en");

/** What happened, and what a person can do about it. */
export interface WhyWords {
  readonly what: string;
  readonly next: string;
}

/** "12 min", "3 h", "4 days": how long something has waited, as exact as it matters. */
function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return `${days} ${plural(days, "day", "days")}`;
}

const status: Record<RefundStatus, string> = {
  requested: "Being sent",
  pending: "On its way",
  succeeded: "Refunded",
  failed: "Failed",
  manual: "Waits for a person",
};

const cause: Record<RefundCause, string> = {
  cancelled: "The session was cancelled",
  late_payment: "Paid too late",
  second_payment: "Paid twice",
  granted: "Granted by an administrator",
};

const SETTLE = "then note here that it was settled outside.";

const why: Record<ManualReason, WhyWords> = {
  no_payment_known: {
    what: "No payment is known for this booking.",
    next: `Find out how it was paid and pay it back that way, ${SETTLE}`,
  },
  payment_not_found: {
    what: "Stripe does not know this payment.",
    next: `It may belong to another Stripe account. Pay it back there, ${SETTLE}`,
  },
  payment_not_succeeded: {
    what: "The payment never went through.",
    next: `Look at it in Stripe. If nothing was charged there is nothing to send back: ${SETTLE}`,
  },
  payment_currency_differs: {
    what: "The payment was made in another currency than the booking says.",
    next: `Decide on the amount and refund it in Stripe, ${SETTLE}`,
  },
  payment_mode_differs: {
    what: "The payment is a test and the booking is not, or the other way round.",
    next: `Look at it in both halves of Stripe. If no real money moved, ${SETTLE}`,
  },
  payment_amount_differs: {
    what: "Another amount was paid than the session costs.",
    next: `Decide on the amount and refund it in Stripe, ${SETTLE}`,
  },
  amount_exceeds_captured: {
    what: "More would go back than was paid.",
    next: `Refund what was paid in Stripe, ${SETTLE}`,
  },
  payment_disputed: {
    what: "The payer's bank disputes this payment.",
    next: "The dispute decides where the money goes. Answer it in Stripe; try again only if it was won.",
  },
  refunded_in_part_elsewhere: {
    what: "A part was refunded already, not by us.",
    next: `Refund the rest in Stripe, ${SETTLE}`,
  },
  refused_by_stripe: {
    what: "Stripe refused the refund.",
    next: "Look at the payment in Stripe. Once the cause is gone, try again.",
  },
  balance_insufficient: {
    what: "The balance at Stripe does not cover it.",
    next: "Add funds at Stripe, then try again.",
  },
  failed_at_stripe: {
    what: "It was sent, and the payer's bank gave it back.",
    next: `Often the card is closed. Ask the payer where the money may go, ${SETTLE} Trying again sends it to the same card.`,
  },
  outcome_unknown: {
    what: "Stripe failed while it was being sent, and its list does not show it.",
    next: "Try again: before anything is sent, the list is read once more, so it cannot go back twice.",
  },
};

const action: Record<string, string> = {
  cancel_booking: "Wanted to cancel it",
  grant_refund: "Wanted to grant a refund",
  retry_refund: "Wanted to try again",
  rule_attendance: "Wanted to say who came",
  settle_refund: "Wanted to note it as settled",
  resend_mail: "Wanted a mail sent again",
};

/** The words of the administrators' pages. Apart from the catalogue, since nobody else's browser needs them. */
export const en = {
  nav: {
    label: "For administrators",
    refunds: "Refund desk",
    reconciliation: "Ledgers",
    cancelling: "Cancellations",
    cancellers: "Frequent cancellers",
    mail: "Mails",
    insights: "Insights",
  },
  refunds: "Refunds",
  lead: "What goes back by itself needs nobody. What Meridian will not decide waits here for a person.",
  filters: "Which refunds",
  tabs: {
    manual: "Waiting",
    requested: "Being sent",
    pending: "On their way",
    succeeded: "Done",
    all: "All",
  },
  count: (n: number, most: number): string => (n > most ? `${most}+` : String(n)),
  status,
  settledOutside: "Settled outside",
  cause,
  why,
  whyUnknown: { what: "No reason was recorded.", next: "Look at the payment in Stripe." },
  to: "to",
  sessionWith: (mentor: string): string => `Session with ${mentor}`,
  age: (ms: number): string => `${span(ms)} ago`,
  requested: "Requested",
  settledOn: "Settled",
  payment: "Payment",
  stripeRefund: "Refund at Stripe",
  atStripe: (id: string): string => `${id}, in Stripe's dashboard`,
  none: "None known",
  tried: "What was done so far",
  stripeSaid: "Stripe said:",
  reason: "Why",
  reasonHint: "For the audit log. The payer does not read it.",
  confirm: {
    title: "Confirm that it is you",
    what: (email: string) =>
      `What comes next moves money or cannot be undone, so we send a code to ${email} first. It then holds for 15 minutes.`,
    go: "Confirm that it is you first",
    needed:
      "Nothing was done yet: it is more than 15 minutes since you confirmed that it is you. What you typed is kept below.",
    goElsewhere: "Confirm in a new tab, then send it again.",
  },
  reasonNeeded: "Please say why, in 1,000 characters at most. Nothing was done yet.",
  retry: "Try again",
  settle: "Settled outside",
  settleHint: "Settled outside: the money went back another way. That is final.",
  conflict:
    "This refund does not wait any more: somebody else was faster, or Stripe has answered. Nothing was done by you, and nothing twice.",
  done: {
    onItsWay: (money: string, payer: string): string =>
      `${money} is being sent to ${payer} again. This list shows what comes of it.`,
    succeeded: (money: string, payer: string): string => `${money} went back to ${payer}.`,
    settled: (money: string, payer: string): string =>
      `Noted: ${money} went back to ${payer} another way. Nobody waits for it any more.`,
    waitsAgain: (money: string, payer: string): string =>
      `It was tried again, and did not work: ${money} to ${payer} still waits for a person.`,
  },
  empty: {
    manual: "Nothing waits for a person",
    manualWhy: "Every refund is done, or on its way by itself. You get an email when one needs you.",
    other: "None at the moment",
    otherWhy: "Refunds in this state are listed here.",
    filtered: "None of these",
    filteredWhy: "No refund in this list is as you asked for. Ask for less, or look at another list.",
    notYet: "None among those looked at so far",
    notYetWhy: "There are more behind them: show more goes on from there.",
    later: "No more refunds here",
    laterWhy: "You are at the end of the list.",
  },
  more: "Show more",
  toFirst: "Back to the first",
  pages: "Pages",
  actors: { administrator: "an administrator", platform: "the platform" },
  attempt: {
    of: (what: string): string => action[what] ?? what,
    conflict: "Refused: it was no longer as the page showed it.",
    open: "No answer is known: look at what happened after.",
    again: "It was so already: nothing new was done.",
    sent: "It was handed over to be sent.",
  },
  find: {
    label: "A session's id or address",
    open: "Open session",
    refunds: "Find refunds",
    person: "Payer or mentor",
    search: "Find",
    why: "Why it waits",
    anyWhy: "Whatever it waits for",
    cause: "Why the money goes back",
    anyCause: "Every cause",
    age: "How long ago it was requested",
    anyAge: "However old",
    olderThan: (days: number): string => `Older than ${days} ${plural(days, "day", "days")}`,
    currency: "Currency",
    clear: "Show all",
  },
  session: {
    title: (mentee: string, mentor: string): string => `${mentee} with ${mentor}`,
    facts: "Facts",
    when: "When",
    duration: "Duration",
    price: "Price",
    card: "Card",
    booked: "Booked",
    source: "Comes from",
    sources: { meridian: "Meridian", platform: "the platform" },
    id: "Id",
    people: "People",
    mentee: "Mentee, pays",
    mentor: "Mentor",
    noEmail: "No address: this person was removed",
    timeline: "What happened",
    money: "Payment and refunds",
    noRefunds: "No refund so far.",
    cancelledReason: "Reason given on cancelling",
    trying: (attempts: number, since: string, next: string): string =>
      attempts === 0
        ? "Stripe is being asked for the first time."
        : `Asked Stripe ${attempts} ${plural(attempts, "time", "times")} since ${since}. Next: ${next}.`,
    lastAnswer: "Last answer:",
    onDesk: "Open it on the refund desk",
  },
  cancel: {
    title: "Cancel this session",
    what: "Also inside the last 24 hours. The slot becomes free and both get an email; the reason stays with us.",
    whatDraft: "It is not paid yet. The slot becomes free, and nobody was charged.",
    refund: "What happens to the money",
    with: (money: string): string => `All of it goes back: ${money}`,
    without: "Nothing goes back",
    choose: "Please say what happens to the money. Nothing was done yet.",
    free: "It was free: no money moves.",
    confirm: "Cancel Session",
    final: "This cannot be undone.",
    done: "The session is cancelled. Both get an email.",
    doneDraft: "The slot is given back. Nobody was charged, and nobody is mailed.",
    conflict:
      "It can no longer be cancelled: somebody else was faster, or it has begun. Nothing was done by you.",
  },
  grant: {
    title: "Refund this session",
    what: (money: string): string =>
      `For a mentor who did not come, for example. All of it, ${money}, goes back to the card, and the payer gets an email. The session stays as it was.`,
    confirm: (money: string): string => `Refund ${money}`,
    done: "The refund is granted, and the payer gets an email.",
    conflict: "This payment has a refund already: somebody else was faster. Nothing was done by you.",
  },
  cancellers: {
    title: "Frequent cancellers",
    lead: "Three cancellations in 30 days, or more than 30 % of at least five bookings. Nothing follows by itself.",
    none: "Nobody cancels often",
    noneWhy: "Whoever does is listed here, with the sessions they cancelled.",
    counts: (lately: number, percent: number, bookings: number): string =>
      `${lately} in 30 days · ${percent} % of ${bookings} ${plural(bookings, "booking", "bookings")}`,
    history: "What they cancelled, latest first",
    how: (role: "mentor" | "mentee", when: string, before: number): string =>
      `As ${role}, ${when}, ${span(before)} before the start`,
    refund: (money: string): string => `refund of ${money}`,
  },
  running: "The session is on at the moment. Once it is over, it can be refunded here.",
};

export type DeskWords = typeof en;

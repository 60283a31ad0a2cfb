import type {
  BookingStatus,
  CancelledBy,
  ParticipantRole,
  RefundStatus,
  TimelineEntryType,
} from "../../domain/booking.ts";
import type { Instant } from "../../domain/time.ts";
import { pluralOf } from "./plural.ts";

const plural = pluralOf("en");

/** What a status line of the next session is made from. */
export interface HeroFacts {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly opens: string;
  readonly held: string | null;
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"] as const;
const count = (n: number): string => NUMBERS[n] ?? String(n);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "12 min", "3 h 20 min", "4 days": as exact as it matters. */
function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${days} ${plural(days, "day", "days")}`;
}

const cardName = (brand: string, last4: string): string => {
  const names: Record<string, string> = {
    amex: "American Express",
    diners: "Diners Club",
    jcb: "JCB",
    unionpay: "UnionPay",
  };
  return `${names[brand] ?? (brand === "unknown" ? "card" : capital(brand))} ending ${last4}`;
};

const status: Record<BookingStatus, string> = {
  draft: "Not paid yet",
  confirmed: "Confirmed",
  in_progress: "In progress",
  completed: "Completed",
  no_show: "Missed",
  cancelled: "Cancelled",
  expired: "Not paid in time",
};

const by = (who: string | null): string => (who === null ? "" : ` by ${who}`);

const timeline: Record<TimelineEntryType, (who: string | null) => string> = {
  booked: (who) => `Booked${by(who)}`,
  taken_over: () => "Taken over from an existing calendar",
  confirmed: () => "Confirmed",
  started: () => "Started",
  completed: () => "Completed",
  missed: () => "Somebody did not come",
  contested: (who) => (who === null ? "Contested" : `${capital(who)} said that this is not right`),
  ruled: () => "Our team decided who came",
  joined: (who) => (who === null ? "Joined" : `${capital(who)} joined the call`),
  room_moved: () => "Moved to another room",
  cancelled: (who) => `Cancelled${by(who)}`,
  expired: () => "Not paid in time, the slot was given back",
  payment_returned: () => "A payment came too late and goes back in full",
  refund_granted: (who) => `Refund granted${by(who)}`,
  refund_requested: () => "Refund requested",
  refund_pending: () => "Refund on its way",
  refund_succeeded: () => "Refunded",
  refund_failed: () => "The refund failed",
  refund_manual: () => "The refund waits for a person of our team",
  refund_retried: () => "The refund was tried again",
  refund_settled_outside: () => "Refunded by another way",
};

export const en = {
  save: "Save",
  /** In the place of an erased person's name. */
  formerMember: "Former member",
  optional: "optional",
  free: "Free",
  notSaved: "That was not saved. Nothing has changed; please check what you typed and try again.",
  findMentor: "Find a Mentor",
  outcomeTitle: "This session",
  atTime: (day: string, time: string) => `${day} at ${time}`,
  todayAt: (time: string) => `today, ${time}`,
  dayAndTime: (day: string, time: string) => `${day}, ${time}`,
  roleOfOther: (own: ParticipantRole): string => (own === "mentor" ? "Your mentee" : "Your mentor"),
  cardName,
  status,
  timeline,
  duration: (minutes: number): string => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${minutes} min`;
    const whole = `${hours} ${plural(hours, "hour", "hours")}`;
    return rest === 0 ? whole : `${whole} ${rest} min`;
  },
  outcome: (
    card: {
      readonly role: ParticipantRole;
      readonly cancelledBy: CancelledBy | null;
      readonly other: { readonly name: string };
    },
    shown: BookingStatus,
  ): string => {
    if (shown !== "cancelled" || card.cancelledBy === null) return status[shown];
    if (card.cancelledBy === card.role) return "Cancelled by you";
    if (card.cancelledBy === "mentor" || card.cancelledBy === "mentee") {
      return `Cancelled by ${card.other.name.trim().split(/\s+/)[0] ?? "the other"}`;
    }
    return "Cancelled for you";
  },
  refundShort: {
    requested: (money: string) => `Refund of ${money} requested`,
    pending: (money: string) => `${money} on its way back`,
    succeeded: (money: string) => `${money} refunded`,
    failed: (money: string) => `Our team looks at the refund of ${money}`,
    manual: (money: string) => `Our team looks at the refund of ${money}`,
  } satisfies Record<RefundStatus, (money: string) => string>,
  live: {
    moved: "Moved to another room, press Join Call again",
    changed: (what: string, name: string, when: string) => `${what}: session with ${name}, ${when}.`,
  },
  stale: {
    what: (asOf: string) =>
      `We cannot be reached at the moment. This is how it was at ${asOf}; your sessions are safe, and the page catches up by itself.`,
  },
  actor: { you: "you", administrator: "our team", platform: "the platform you booked on" },
  nav: {
    skip: "Skip to the content",
    label: "Main",
    sessions: "Sessions",
    mySessions: "My Sessions",
    mentors: "Mentors",
    schedule: "Schedule",
    refunds: "Refunds",
    profile: "Profile",
    signIn: "Sign in",
    signOut: "Sign out",
    account: (name: string) => `Account of ${name}`,
  },
  footer: { promise: "Meridian. One moment, in both your days.", api: "For developers" },
  offline: {
    title: "You are offline",
    asOf: "This is your next session as we knew it on",
    mayHaveChanged: "It may have changed since.",
    joining: (time: string) => `You can join from ${time}, once you are online again.`,
    none: "There was no session ahead of you.",
  },
  landing: {
    short: "One-to-one mentoring, wherever you both are",
    title: "An hour with someone who has done it before",
    what: "Book a mentor anywhere in the world, meet in one click, and cancel in time with all your money back.",
    moment: "One moment, two days",
    here: "You, New York",
    hereTime: "9:00 AM",
    there: "Mei, Tokyo",
    thereTime: "11:00 PM",
    points: [
      {
        title: "Always the right time",
        what: "Every time is shown in your zone and in theirs. Clock changes included.",
      },
      {
        title: "One click to the call",
        what: "The room opens 15 minutes before. No address to look for, nothing to install.",
      },
      {
        title: "Plans change",
        what: "Cancel up to 24 hours before and the full amount goes back to your card. Once, and without asking anybody.",
      },
    ],
  },
  session: {
    join: "Join Call",
    cancel: "Cancel Session",
    details: "View Details",
    review: "Leave Review",
    finishPaying: "Finish paying",
    testVideo: "Test Video",
    durationLabel: "Duration:",
    withName: (name: string) => `with ${name}`,
    you: (city: string) => `You, ${city}`,
    timeIn: (time: string, city: string, shift: number) =>
      `${time} in ${city}${shift === 0 ? "" : shift > 0 ? ", next day" : ", day before"}`,
    shifted: (time: string, shift: number) =>
      shift === 0 ? time : `${time} ${shift > 0 ? "next day" : "day before"}`,
    cancellingClosed: (when: string) => `Cancelling closed ${when}`,
    moved: "The first room failed. Join Call takes you both to another now.",
    held: (until: string | null) => (until === null ? "Not paid yet" : `Held until ${until}`),
  },
  hero: {
    title: (time: string) => `${time} with`,
    status: (
      facts: HeroFacts,
      state: {
        readonly pay: boolean;
        readonly join: boolean;
        readonly running: boolean;
        readonly status: BookingStatus;
      },
      now: Instant,
    ): string => {
      if (state.pay)
        return facts.held === null ? "Not paid yet" : `Held for you until ${facts.held}. Pay to confirm it`;
      if (state.status === "draft") return "Not paid yet";
      if (state.running) return `Happening now, for another ${span(facts.endsAt - now)}`;
      if (state.join && now >= facts.endsAt) return "The time is over. The room stays open for an hour";
      if (state.join) return `The room is open. Starts in ${span(facts.startsAt - now)}`;
      return `Starts in ${span(facts.startsAt - now)}. The room opens at ${facts.opens}`;
    },
  },
  sessions: {
    title: "My Sessions",
    upcoming: "Upcoming",
    past: "Past",
    lists: "Which sessions",
    pages: "Pages",
    more: "Show more",
    toFirst: "Back to the first",
    grown: (n: number) => `${n} more ${plural(n, "session", "sessions")}.`,
    growFailed: "That did not load. Your sessions are safe, and so is your place.",
    lookedTo: (day: string) => `Looked as far as ${day}, and nothing more was found yet.`,
    slow: "This takes longer than usual. Nothing is lost; it goes on by itself.",
    closes: "Free cancelling closes 24 hours before each session.",
    welcome: "You are signed in.",
    zone: (zone: string) => `Times are in your zone: ${zone}.`,
    summary: (today: number, laterThisMonth: number | null): string | null => {
      if (today === 0 && (laterThisMonth === null || laterThisMonth === 0)) return null;
      if (today === 0) return `${capital(count(laterThisMonth ?? 0))} this month.`;
      if (laterThisMonth === null || laterThisMonth === 0) return `${capital(count(today))} today.`;
      return `${capital(count(today))} today, ${count(laterThisMonth)} more this month.`;
    },
  },
  finding: {
    label: "Find sessions",
    name: "Search a name",
    search: "Search",
    anyDate: "Any date",
    dates: (from: string, to: string) =>
      from === "" ? `To ${to}` : to === "" ? `From ${from}` : `${from} – ${to}`,
    from: "From",
    to: "To",
    show: "Show",
    role: "Your role",
    allRoles: "All roles",
    asMentee: "As mentee",
    asMentor: "As mentor",
    outcome: "Status",
    allOutcomes: "Any status",
    clear: "Clear filters",
    found: (n: number, more: boolean) =>
      `${n} ${plural(n, "session", "sessions")} found${more ? ", perhaps more" : ""}.`,
  },
  empty: {
    upcoming: "No upcoming sessions",
    upcomingWhy: "Ready to book your first mentorship session?",
    past: "No past sessions",
    pastWhy: "Once a session is over, you find it here, with its review.",
    filtered: "Nothing matches these filters",
    filteredWhy: "Your sessions are still there. Clear the filters to see them.",
    notYet: "Nothing found so far",
    notYetWhy: (day: string) =>
      `Looked as far as ${day}. There are more sessions to look through: show more, or clear the filters.`,
  },
  cancel: {
    title: "Cancel Session?",
    sessionWith: (name: string) => `Session with ${name}`,
    comesBack: "Comes back to your card",
    comesBackTo: (card: string) => `Comes back to ${card}`,
    goesBackTo: (name: string) => `Goes back to ${name}`,
    usually: "Usually within",
    bankDays: "5 to 10 days",
    closes: "Cancelling closes",
    charged: "Charged so far",
    nothing: "Nothing",
    reason: "Reason",
    share: (name: string) => `Let ${name} read it, too`,
    undoable: "This action cannot be undone.",
    youGetAll: "You will receive a full refund.",
    theyGetAll: (name: string) => `${name} will receive a full refund.`,
    wasFree: "Nothing was paid for it.",
    nothingCharged: "Nothing was charged.",
    back: "Go Back",
    confirm: "Yes, Cancel Session",
    busy: "Cancelling…",
    stillOn: "Your session is still on.",
    closedTitle: "Cannot be cancelled any more",
    writeSupport: "Write to support",
    reasonTooLong: "The reason can be 1,000 characters at most. Your session is still on.",
    closed: (day: string, time: string, name: string, support: string | null) =>
      `Cancelling closed on ${day} at ${time}, 24 hours before your session. ${name} can still be reached by email; in an emergency write to ${support ?? "support"}.`,
    notCancellable: (status: string) =>
      `This session can no longer be cancelled. It is: ${status.toLowerCase()}.`,
    failed: "That did not work. Your session is still on; please try again.",
    unreached:
      "We could not be reached: as far as we know, your session is still on. Please try again; it is never cancelled or refunded twice.",
    done: "The session is cancelled. Both of you get an email.",
    doneAndPaid: (money: string) =>
      `The session is cancelled. ${money} goes back to you, and both of you get an email.`,
    draftDone: "The slot is given back. Nothing was charged.",
  },
  refund: {
    requested: (money: string, card: string | null) =>
      `Your refund of ${money} is being sent${card === null ? "" : ` to ${card}`}. That takes a moment; your bank then needs 5 to 10 days.`,
    pending: (money: string, card: string | null) =>
      `Your refund of ${money} is on its way: 5 to 10 days to ${card === null ? "your card" : `your ${card}`}.`,
    succeeded: (money: string, card: string | null, on: string) =>
      `${money} went back to ${card === null ? "your card" : `your ${card}`} on ${on}. Your bank may take 5 to 10 days to show it.`,
    manual: (money: string) =>
      `Your refund of ${money} needs a person of our team, who has been told. Nothing is lost, and you will hear by email.`,
  },
  details: {
    title: (name: string) => `Session with ${name}`,
    timeline: "What happened",
    reason: "Reason given",
    price: "Price",
    refund: "Refund",
    calendar: "Add to calendar",
    cancelUntil: (when: string) => `Can be cancelled until ${when}.`,
  },
  review: {
    title: (name: string) => `How was it with ${name}?`,
    given: "Your review",
    rating: "Rating",
    scale: "1 is poor, 5 is excellent.",
    stars: (n: number) => `${n} of 5 ${plural(n, "star", "stars")}`,
    comment: "What should others know?",
    send: "Send review",
    thanks: "Thank you. Your review is saved.",
    problem: {
      rating: "Please choose a rating from 1 to 5.",
      comment: "The comment can be 1,000 characters at most. Nothing was saved yet.",
      again: "Reviews open once the session is over. Nothing was saved.",
    },
  },
  join: {
    tooEarly: (when: string) =>
      `The room opens ${when}, 15 minutes before the session. It opens from this page.`,
    expired: "The room is closed: it stays open for an hour after the session.",
    cancelled: "This session was cancelled, so there is no room.",
    notConfirmed: "This session is not paid yet, so there is no room. Finish paying first.",
    unavailable:
      "The video service does not answer at the moment. Your session is still on; please try again in a minute.",
  },
  paid: {
    waiting: "Waiting for your payment",
    waitingWhat: "The bank has not confirmed it yet. This page looks again by itself.",
    waitingSafe: (held: string | null) =>
      held === null
        ? "The slot is held for you."
        : `The slot is held for you until ${held}. You are never charged twice.`,
    title: "You are booked",
    next: (opens: string) =>
      `A confirmation is on its way by email. The room opens at ${opens}; you join from My Sessions.`,
    late: "The slot was given back",
    lateWhat: "The payment was not finished in time, so the slot is free again.",
    lateSafe:
      "If money was taken after all, all of it goes back to you by itself, and you get an email about it.",
    otherTimes: "See other times",
  },
  mentors: {
    title: "Mentors",
    what: "People who have done it before, and like to talk about it.",
    more: "More mentors",
    none: "No mentors yet",
    noneWhy: "The first ones are on their way. Please look again soon.",
    clock: (city: string, time: string) => `${city}, ${time} now`,
    rating: (average: string, n: number) => `★ ${average} (${n} ${plural(n, "review", "reviews")})`,
    from: (duration: string, price: string) => `${duration} · ${price}`,
    noOffers: "Not bookable yet",
  },
  mentor: {
    own: "This is how others see you. You cannot book yourself.",
    length: "Length of the session",
    weeks: "Weeks",
    earlier: "Earlier",
    later: "Later",
    noSlots: "Nothing free in these days",
    noSlotsWhy: "Look at a later week.",
    dayFull: "Nothing free",
    noOffers: "Not bookable yet",
    noOffersWhy: "This mentor has not opened any times. Please look again soon.",
  },
  book: {
    title: (name: string) => `Book ${name}`,
    length: "Length",
    price: "Price",
    cancelUntil: (when: string, paid: boolean) =>
      paid ? `Cancel until ${when} and the full amount comes back.` : `Can be cancelled until ${when}.`,
    final: "This session starts within 24 hours, so it cannot be cancelled once it is booked.",
    pay: (price: string) => `Pay ${price}`,
    confirmFree: "Book it",
    hold: "The slot is held for you for 30 minutes while you pay, on our payment provider's page.",
    done: "You are booked. A confirmation is on its way by email.",
    otherTimes: "See other times",
    problem: {
      slot_taken:
        "Somebody was a moment faster, or you have another session then: this time is taken. Nothing was charged.",
      slot_not_offered: "This time is no longer offered. Nothing was charged.",
      own_slot: "You cannot book yourself. Nothing was charged.",
      payments_unavailable:
        "The payment page could not be opened. The slot is held for you and nothing was charged; please try again in a moment.",
      too_many_drafts:
        "You hold as many unpaid sessions as one person may, so this one was not held. Pay or cancel one of them in My Sessions first; unpaid ones end by themselves after 30 minutes. Nothing was charged.",
      too_many_upcoming:
        "You have as many sessions ahead with this mentor as one person may, so this one was not booked. Cancel one of them in My Sessions, or book again once one has begun. Nothing was charged.",
      too_many_made:
        "You have made as many bookings within an hour as one person may, so this one was not made. Please try again in a while. Nothing was charged.",
    },
  },
  signIn: {
    title: "Sign in",
    what: "We send you a code by email. No password needed; the first time makes your account.",
    email: "Email",
    send: "Send me a code",
    note: "The code works in this browser, for ten minutes.",
    badEmail: "That does not look like an email address. Please check it.",
    limited: (minutes: number) =>
      `That is a lot of codes. Please try again in ${minutes} ${plural(minutes, "minute", "minutes")}.`,
    mailDown: "We cannot send email at the moment. Please try again in a minute.",
    codeTitle: "Check your email",
    codeWhat: "We sent you a code of six digits. It can take a minute to arrive.",
    linkTitle: "Sign in to Meridian",
    linkWhat: "One click and you are in.",
    code: "Code",
    enter: "Sign in",
    noMail: "Nothing arrived?",
    newCode: "Ask for a new code",
    elsewhere: "Open it where you asked",
    elsewhereWhat:
      "For your safety, a code works only in the browser that asked for it. Open the link there, or ask for a new code here.",
    codeProblem: {
      wrong_code: "That is not the code. Please check the email once more.",
      code_ended: "This code has ended. Please ask for a new one.",
      other_browser: "This code was asked for in another browser.",
    },
  },
  availability: {
    title: "Availability",
    zone: (zone: string) => `Hours are in your zone: ${zone}. They keep to your clock when it changes.`,
    hours: "Weekly hours",
    hoursWhat: "When you can be booked, week by week.",
    none: "Not available",
    add: "Add hours",
    fromOf: (day: string) => `${day}, from`,
    toOf: (day: string) => `${day}, to`,
    removeOf: (day: string, from: string) => `Remove ${day} from ${from}`,
    unsaved: "Not saved yet.",
    hoursProblem: {
      incomplete: "Please fill in both times.",
      backwards: "The end must be after the beginning. Midnight at the end is 00:00.",
      overlap: "Two of these overlap.",
    },
    offers: "What you offer",
    offersWhat: "Lengths and prices people can choose from. 0 is free.",
    noOffers: "Nothing yet, so nobody can book you.",
    addOffer: "Add a length",
    minutes: "Minutes",
    price: "Price",
    currency: "Currency",
    removeOffer: (minutes: string) => `Remove ${minutes === "" ? "this line" : `${minutes} minutes`}`,
    offersProblem: {
      minutes: "From 5 minutes to a day.",
      price: "This is not a price in this currency.",
      twice: "This length is there already.",
    },
    saved: { hours: "Your hours are saved.", offers: "Your offers are saved." },
  },
  profile: {
    title: "Profile",
    name: "Name",
    headline: "Headline",
    headlineHint: "What others read under your name, such as “Senior Full-Stack Architect”.",
    photo: "Photo",
    photoHint: "The https address of a picture. We fetch it once and keep our own copy.",
    zone: "Time zone",
    zoneHint: "All your times, emails and reminders follow it.",
    language: "Language",
    saved: "Saved.",
    badName: "Please tell us a name of at most 100 characters that can be seen, without direction marks.",
    badHeadline:
      "A headline is one line of at most 160 characters that can be seen, without direction marks.",
    badPhoto: "Please give an https address of a picture.",
    badZone: "Please choose a time zone.",
    everywhere: "Signed in elsewhere?",
    everywhereWhat: "Ends all your sign-ins, on every device, this one included.",
    everywhereDo: "Sign out everywhere",
  },
  failure: {
    again: "Try again",
    notFound: {
      title: "There is nothing here",
      what: "The address may be mistyped, or what was here is not yours to see.",
      safe: "Your sessions are where they were.",
    },
    forbidden: {
      title: "This did not come from our page",
      what: "A form was sent from somewhere else, so we did nothing with it.",
      safe: "Nothing has changed. Please start from our own page.",
    },
    tooMany: {
      title: "One moment, please",
      what: "More was asked from your connection within a minute than we can answer.",
      safe: "Nothing has changed. Wait a minute, then load the page again.",
    },
    mentorsOnly: {
      title: "This page is for mentors",
      what: "Weekly hours and offers are set by people who mentor here.",
      safe: "Your sessions are where they were.",
    },
    unreached: {
      title: "We cannot be reached",
      what: "The page could not be loaded. Your connection may be down for a moment.",
      safe: "Your sessions and payments are safe.",
    },
    unexpected: {
      title: "This page did not load",
      what: "Something failed on our side. We have been told.",
      safe: "Your sessions and payments are safe. If you were doing something, look at My Sessions whether it is done before you do it again.",
    },
  },
};

export type Messages = typeof en;

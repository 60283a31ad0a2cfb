import type { ManualReason } from "../../domain/booking.ts";

// Names, moments and amounts arrive ready to be set. Catalogues hold words and nothing else.

const minutes = (count: number): string => (count === 1 ? "1 minute" : `${count} minutes`);

/** Typed, so that a reason added to the domain without its words does not compile. */
const manualReasons: Record<ManualReason, string> = {
  no_payment_known: "No payment is known for this booking.",
  payment_not_found: "Stripe does not know the payment.",
  payment_not_succeeded: "The payment never succeeded.",
  payment_currency_differs: "The payment was made in another currency.",
  payment_amount_differs: "Another amount was paid than the session costs.",
  payment_mode_differs: "The payment belongs to the other mode (test or live).",
  amount_exceeds_captured: "More would go back than is left of the payment.",
  payment_disputed: "The payment is disputed.",
  refunded_in_part_elsewhere: "A part was refunded elsewhere already.",
  refused_by_stripe: "Stripe refused the refund.",
  balance_insufficient: "The Stripe balance does not cover the refund.",
  failed_at_stripe: "The refund failed at Stripe after it was made.",
  outcome_unknown: "Stripe's answer left open whether the refund was made.",
};

/** Every word of every mail, in English. `es` has the same shape. */
export const en = {
  language: "en" as "en" | "es",
  when: "When",
  yourTime: "Your time",
  /** In the place of an erased person's name. */
  formerMember: "Former member",
  timeOf: (who: string): string => `Time for ${who}`,
  paid: "Paid",
  refund: "Refund",
  free: "Free",
  withCard: (money: string, brand: string, last4: string): string =>
    `${money} with ${brand} ending in ${last4}`,
  viewDetails: "View Details",
  openSession: "Open the session page",
  leaveReview: "Leave Review",
  confirmed: {
    subject: (who: string, when: string): string => `Confirmed: session with ${who}, ${when}`,
    titleMentee: (who: string): string => `Your session with ${who} is confirmed`,
    titleMentor: (who: string): string => `${who} booked a session with you`,
    join: "Join Call appears on the session page 15 minutes before the start. The calendar file is attached.",
  },
  cancelUntil: (moment: string): string => `You can cancel until ${moment}.`,
  cancelUntilWithRefund: (moment: string): string => `You can cancel until ${moment} and get all of it back.`,
  cancelClosed: (hours: number, support: string): string =>
    `It can no longer be cancelled: that closes ${hours} hours before the start. In an emergency write to ${support}.`,
  reminderDay: {
    subject: (who: string, when: string): string => `Reminder: session with ${who}, ${when}`,
    title: (who: string): string => `Your session with ${who} is coming up`,
    join: "Join Call appears on the session page 15 minutes before the start.",
  },
  reminderSoon: {
    subject: (who: string, when: string): string => `Starting soon: session with ${who}, ${when}`,
    titleAhead: (who: string, left: number): string => `Your session with ${who} starts in ${minutes(left)}`,
    titleNow: (who: string): string => `Your session with ${who} is on`,
    join: "The room is open. Join Call is on the session page.",
  },
  roomMoved: {
    subject: (who: string): string => `Your session with ${who} has moved to another room`,
    title: (who: string): string => `Your session with ${who} goes on in another room`,
    join: "The first room failed, so we made another. Press Join Call on the session page again: it takes you both there.",
  },
  cancelled: {
    subject: (who: string, when: string): string => `Cancelled: session with ${who}, ${when}`,
    titleByYou: (who: string): string => `You cancelled the session with ${who}`,
    titleByOther: (who: string): string => `${who} cancelled your session`,
    titleByTeam: (who: string): string => `Your session with ${who} was cancelled`,
    byTeam: "Our support team cancelled it.",
    byPlatform: "The platform on which it was booked cancelled it.",
    wasToBe: "The session was planned for:",
    calendar: "The attached file takes it out of your calendar.",
    yourReason: "Your reason",
    reasonOf: (who: string): string => `What ${who} wrote`,
    reasonOfTeam: "The reason",
  },
  money: {
    toCard: (brand: string, last4: string): string => `your ${brand} card ending in ${last4}`,
    toSomeCard: "the card you paid with",
    onItsWay: (money: string, card: string): string =>
      `${money} is on its way back to ${card}. Banks usually take 5 to 10 days to show it.`,
    done: (money: string, card: string, day: string): string =>
      `${money} went back to ${card} on ${day}. Banks usually take 5 to 10 days to show it.`,
    settledOutside: (money: string, day: string): string => `${money} was paid back to you on ${day}.`,
    byHand: (money: string): string =>
      `${money} goes back to you. Our team is arranging it by hand: you need not do anything.`,
    wasFree: "It was free, so no money moves.",
    none: (support: string): string =>
      `No refund was arranged for it. If you expected one, write to ${support}.`,
  },
  review: {
    subject: (who: string, day: string): string => `How was your session with ${who} on ${day}?`,
    title: (who: string): string => `How was your session with ${who}?`,
    body: "A rating and a few words help other people choose. It takes a minute.",
  },
  refundFailed: {
    subject: (money: string, who: string, day: string): string =>
      `Your refund of ${money} is delayed: session with ${who}, ${day}`,
    title: "Your refund takes longer than it should",
    body: (money: string, card: string): string =>
      `We have not been able to send ${money} back to ${card} yet. Nothing of it is lost: our team has been told and arranges it by hand.`,
    next: (support: string): string =>
      `You need not do anything. If your card was closed or replaced, write to ${support} so that we pay it another way.`,
    adminSubject: (money: string, who: string, day: string): string =>
      `A refund needs you: ${money} for ${who}, session on ${day}`,
    adminTitle: "A refund needs a person",
    adminBody:
      "Meridian will not go on with it by itself. Retry it, or settle it outside, in the list of refunds.",
    adminButton: "Open the refunds",
    payer: "Payer",
    booking: "Booking",
    amount: "Amount",
    why: "Why",
    requested: "Requested",
    unknown: "No reason was recorded.",
  },
  manualReasons,
  returned: {
    subject: (money: string, who: string, when: string): string =>
      `Your payment of ${money} goes back to you: session with ${who}, ${when}`,
    lateTitle: "Your payment came too late, and goes back to you",
    late: (money: string): string =>
      `Your payment of ${money} reached us when the slot was no longer held for you. You have no session booked at this time.`,
    twiceTitle: "You paid twice, and the second payment goes back to you",
    twice: (money: string): string =>
      `A second payment of ${money} reached us for the same session. One was enough: nothing changes about the session.`,
    grantedTitle: (who: string): string => `Your session with ${who} is refunded`,
    granted: (money: string): string =>
      `Our team decided that your payment of ${money} for this session goes back to you, all of it.`,
  },
  footer: (support: string): string =>
    `Meridian · You get this mail because of a session of yours. Questions: ${support}`,
  adminFooter: (support: string): string =>
    `Meridian · You get this mail as an administrator. Questions: ${support}`,
  signIn: {
    subject: (code: string): string => `${code} is your code for Meridian`,
    title: "Sign in to Meridian",
    body: "Type this code where you asked for it:",
    orLink:
      "Or open the page below, in the browser that asked, and press its button. Opening it alone does nothing.",
    button: "Open the sign-in page",
    ignore:
      "If you did not ask for it, you need not do anything: without the browser that asked, the code is worth nothing.",
    footer: "Meridian · You get this mail because somebody typed your address to sign in.",
  },
  calendar: {
    feed: "Meridian sessions",
    summary: (who: string): string => `Session with ${who}`,
    cancelledSummary: (who: string): string => `Cancelled: session with ${who}`,
    description: (page: string): string =>
      `Join from the session page, from 15 minutes before the start: ${page}`,
    cancelledDescription: (page: string): string => `This session was cancelled: ${page}`,
  },
};

export type Words = typeof en;

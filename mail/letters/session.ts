import { cancelDeadline } from "../../domain/cancellation.ts";
import { HOUR } from "../../domain/time.ts";
import { type Block, type Fact, facts, type Letter, text } from "../letter.ts";
import { day, minutesUntil, moment } from "../moments.ts";
import { oneLine } from "../people-text.ts";
import type { Scene } from "../scene.ts";

type Body = Omit<Letter, "language" | "footer">;

export function confirmed(scene: Scene): Body {
  const { order, words, who, when, page, times } = scene;
  const paid = order.recipientRole === "mentee" ? [paidFact(scene)] : [];
  const title = order.recipientRole === "mentee" ? words.confirmed.titleMentee : words.confirmed.titleMentor;
  return {
    subject: words.confirmed.subject(who, when),
    preview: when,
    title: title(who),
    blocks: [facts(...times, ...paid), text(words.confirmed.join)],
    button: { label: words.viewDetails, href: page, tone: "accent" },
    notes: [cancelNote(scene)],
  };
}

export function reminderDay(scene: Scene): Body {
  const { words, who, when, page, times } = scene;
  return {
    subject: words.reminderDay.subject(who, when),
    preview: when,
    title: words.reminderDay.title(who),
    blocks: [facts(...times), text(words.reminderDay.join)],
    button: { label: words.openSession, href: page, tone: "accent" },
    notes: [cancelNote(scene)],
  };
}

export function reminderSoon(scene: Scene): Body {
  const { order, words, who, when, page, times } = scene;
  const left = minutesUntil(order.booking.startsAt, order.now);
  return {
    subject: words.reminderSoon.subject(who, when),
    preview: words.reminderSoon.join,
    title: left > 0 ? words.reminderSoon.titleAhead(who, left) : words.reminderSoon.titleNow(who),
    blocks: [facts(...times), text(words.reminderSoon.join)],
    button: { label: words.openSession, href: page, tone: "room" },
    notes: [],
  };
}

export function roomMoved(scene: Scene): Body {
  const { words, who, page, times } = scene;
  return {
    subject: words.roomMoved.subject(who),
    preview: words.roomMoved.join,
    title: words.roomMoved.title(who),
    blocks: [facts(...times), text(words.roomMoved.join)],
    button: { label: words.openSession, href: page, tone: "room" },
    notes: [],
  };
}

export function reviewInvitation(scene: Scene): Body {
  const { order, words, who, page } = scene;
  const on = day(order.booking.startsAt, order.to.timezone, words.language);
  return {
    subject: words.review.subject(who, on),
    preview: words.review.body,
    title: words.review.title(who),
    blocks: [text(words.review.body) satisfies Block],
    button: { label: words.leaveReview, href: page, tone: "accent" },
    notes: [],
  };
}

function paidFact(scene: Scene): Fact {
  const { words, money } = scene;
  const { price, payment } = scene.order.booking;
  if (price.amount === 0) return { label: words.paid, value: words.free };
  const { card } = payment ?? { card: null };
  const value =
    card === null ? money(price) : words.withCard(money(price), cardBrand(card.brand), oneLine(card.last4));
  return { label: words.paid, value };
}

/** Until when it can be cancelled, or that it no longer can: judged on the moment of writing. */
function cancelNote(scene: Scene): string {
  const { order, words } = scene;
  const { booking, to, now, recipientRole, supportEmail } = order;
  const deadline = cancelDeadline(booking);
  if (now >= deadline) return words.cancelClosed(Math.round(booking.policy.notice / HOUR), supportEmail);
  const until = moment(deadline, to.timezone, words.language);
  const whole = booking.policy.refundPercent === 100 && booking.price.amount > 0;
  return recipientRole === "mentee" && whole ? words.cancelUntilWithRefund(until) : words.cancelUntil(until);
}

/** Stripe writes "visa", "amex", "cartes_bancaires". */
export function cardBrand(brand: string): string {
  const spaced = oneLine(brand.replaceAll("_", " "));
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

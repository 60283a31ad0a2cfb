import type { Card, Refund, RefundCause } from "../../domain/booking.ts";
import { isOfOwnPayment } from "../../domain/decide/refunds.ts";
import { type Block, facts, type Letter, text } from "../letter.ts";
import { day, moment } from "../moments.ts";
import { lines, oneLine } from "../people-text.ts";
import type { Scene } from "../scene.ts";
import { cardBrand } from "./session.ts";

type Body = Omit<Letter, "language" | "footer">;

export function cancelled(scene: Scene): Body {
  const { order, words, who, when, page, times } = scene;
  const { booking, recipientRole } = order;
  const by = booking.cancellation?.by ?? null;
  const byParticipant = by === "mentor" || by === "mentee";
  const byOther = byParticipant ? words.cancelled.titleByOther : words.cancelled.titleByTeam;
  const title = by === recipientRole ? words.cancelled.titleByYou : byOther;
  const who_did = by === "administrator" ? [text(words.cancelled.byTeam)] : [];
  const platform_did = by === "platform" ? [text(words.cancelled.byPlatform)] : [];
  // The payer is the mentee: what happens to their money is nobody else's business.
  const money = recipientRole === "mentee" ? moneyOfCancellation(scene) : null;
  return {
    subject: words.cancelled.subject(who, when),
    preview: money ?? words.cancelled.calendar,
    title: title(who),
    blocks: [
      ...who_did,
      ...platform_did,
      ...(money === null ? [] : [text(money)]),
      ...reason(scene),
      text(words.cancelled.wasToBe),
      facts(...times),
    ],
    button: { label: words.viewDetails, href: page, tone: "accent" },
    notes: [words.cancelled.calendar],
  };
}

/** Product, "The dashboard": the other party sees the reason only if the box, off at first, was ticked. */
function reason(scene: Scene): readonly Block[] {
  const { order, words, who } = scene;
  const { cancellation } = order.booking;
  if (cancellation === null || cancellation.reason === null) return [];
  const own = cancellation.by === order.recipientRole;
  if (!own && !cancellation.reasonShared) return [];
  const byParticipant = cancellation.by === "mentor" || cancellation.by === "mentee";
  const others = byParticipant ? words.cancelled.reasonOf(who) : words.cancelled.reasonOfTeam;
  const label = own ? words.cancelled.yourReason : others;
  return [{ kind: "quote", label, lines: lines(cancellation.reason) }];
}

function moneyOfCancellation(scene: Scene): string {
  const { order, words } = scene;
  const { booking, refund, supportEmail } = order;
  // Of several refunds only this one is the cancellation's: a second payment that went back earlier is another story.
  if (refund?.cause === "cancelled") return refundWords(scene, refund, booking.payment?.card ?? null);
  return booking.price.amount === 0 ? words.money.wasFree : words.money.none(supportEmail);
}

/** What is true of a refund now, never more: requested is on its way, not done. */
function refundWords(scene: Scene, refund: Refund, card: Card | null): string {
  const { order, words } = scene;
  const amount = scene.money(refund);
  const where = cardWords(scene, card);
  switch (refund.status) {
    case "requested":
    case "pending":
      return words.money.onItsWay(amount, where);
    case "succeeded": {
      const on = day(refund.settledAt ?? refund.requestedAt, order.to.timezone, words.language);
      return refund.settledOutside
        ? words.money.settledOutside(amount, on)
        : words.money.done(amount, where, on);
    }
    case "failed":
    case "manual":
      return words.money.byHand(amount);
  }
}

function cardWords(scene: Scene, card: Card | null): string {
  const { money } = scene.words;
  return card === null ? money.toSomeCard : money.toCard(cardBrand(card.brand), oneLine(card.last4));
}

/** The payer is the mentee. A mentor who gets this mail gets it as an administrator, which they are besides. */
export function refundFailed(scene: Scene): Body {
  return scene.order.recipientRole === "mentee" ? toPayer(scene) : toAdministrator(scene);
}

function toPayer(scene: Scene): Body {
  const { order, words, who, page, times } = scene;
  const { booking, refund, to, supportEmail } = order;
  const amount = scene.money(refund ?? booking.price);
  // The card on record is the one of the booking's own payment; a payment that came late may have used another.
  const card = refund !== null && isOfOwnPayment(refund) ? (booking.payment?.card ?? null) : null;
  const on = day(booking.startsAt, to.timezone, words.language);
  const body = words.refundFailed.body(amount, cardWords(scene, card));
  return {
    subject: words.refundFailed.subject(amount, who, on),
    preview: body,
    title: words.refundFailed.title,
    blocks: [text(body), text(words.refundFailed.next(supportEmail)), facts(...times)],
    button: { label: words.viewDetails, href: page, tone: "accent" },
    notes: [],
  };
}

function toAdministrator(scene: Scene): Body {
  const { order, words, who } = scene;
  const { booking, refund, to, appOrigin } = order;
  const amount = scene.money(refund ?? booking.price);
  const on = day(booking.startsAt, to.timezone, words.language);
  const manual = refund?.manualReason ?? null;
  const why = manual === null ? words.refundFailed.unknown : words.manualReasons[manual];
  const requestedAt = moment(refund?.requestedAt ?? order.now, to.timezone, words.language);
  return {
    subject: words.refundFailed.adminSubject(amount, who, on),
    preview: why,
    title: words.refundFailed.adminTitle,
    blocks: [
      text(words.refundFailed.adminBody),
      facts(
        { label: words.refundFailed.why, value: why },
        { label: words.refundFailed.amount, value: amount },
        { label: words.refundFailed.payer, value: who },
        { label: words.refundFailed.booking, value: booking.id },
        { label: words.refundFailed.requested, value: requestedAt },
      ),
    ],
    button: { label: words.refundFailed.adminButton, href: `${appOrigin}/admin/refunds`, tone: "accent" },
    notes: [],
  };
}

/** Money that goes back without a cancel (product, "Paid too late", and "Refund"): once, and with a mail that says why. */
export function paymentReturned(scene: Scene): Body {
  const { order, words, who, when, page, times } = scene;
  const { booking, refund } = order;
  const amount = scene.money(refund ?? booking.price);
  const { title, why } = returnedWords(scene, refund?.cause ?? "late_payment", amount);
  // The card on record is the one of the booking's own payment.
  const card = refund?.cause === "granted" ? (booking.payment?.card ?? null) : null;
  const back = refund === null ? [] : [text(refundWords(scene, refund, card))];
  return {
    subject: words.returned.subject(amount, who, when),
    preview: why,
    title,
    blocks: [text(why), ...back, facts(...times)],
    button: { label: words.viewDetails, href: page, tone: "accent" },
    notes: [],
  };
}

function returnedWords(
  { words: { returned }, who }: Scene,
  cause: RefundCause,
  amount: string,
): { readonly title: string; readonly why: string } {
  switch (cause) {
    case "second_payment":
      return { title: returned.twiceTitle, why: returned.twice(amount) };
    case "granted":
      return { title: returned.grantedTitle(who), why: returned.granted(amount) };
    case "late_payment":
    // A cancel has a mail of its own.
    case "cancelled":
      return { title: returned.lateTitle, why: returned.late(amount) };
  }
}

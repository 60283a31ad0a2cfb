import type { Attachment, Message } from "../providers/email/port.ts";
import { type CalendarMethod, calendarContentType, calendarFile } from "./calendar.ts";
import { htmlMail } from "./html.tsx";
import type { Letter } from "./letter.ts";
import { cancelled, paymentReturned, refundFailed } from "./letters/money.ts";
import { confirmed, reminderDay, reminderSoon, reviewInvitation, roomMoved } from "./letters/session.ts";
import type { MailOrder } from "./order.ts";
import { plainText } from "./plain-text.ts";
import { type Scene, sceneOf } from "./scene.ts";

/** A mail without whom it goes to: the address is not the renderer's business. */
export type RenderedMail = Omit<Message, "to">;

/**
 * Writes one mail to one person, in their language and time zone. Pure: the same order gives the same mail.
 * Product, "Emails"; DESIGN, "Emails". Throws RangeError on a time zone that Intl does not know (a bug: profiles are checked).
 */
export function renderMail(order: MailOrder): RenderedMail {
  const scene = sceneOf(order);
  const { words } = scene;
  const { kind, recipientRole, supportEmail } = order;
  const asAdministrator =
    recipientRole === "administrator" || (kind === "refund_failed" && recipientRole === "mentor");
  const footer = asAdministrator ? words.adminFooter : words.footer;
  const letter = { language: words.language, footer: footer(supportEmail), ...bodyOf(scene) };
  return set(letter, attachmentsOf(order));
}

/** A letter, set. */
export function set(letter: Letter, attachments: readonly Attachment[]): RenderedMail {
  const [subject, text] = [letter.subject, plainText(letter)].map(breakable) as [string, string];
  return { subject, html: htmlMail(letter), text, attachments };
}

/** In a header or a plain text a space is a space: whoever searches for a time of day finds it. */
const breakable = (text: string): string => text.replaceAll("\u00a0", " ");

function bodyOf(scene: Scene): Omit<Letter, "language" | "footer"> {
  switch (scene.order.kind) {
    case "confirmed":
      return confirmed(scene);
    case "reminder_24h":
      return reminderDay(scene);
    case "reminder_15m":
      return reminderSoon(scene);
    case "cancelled":
      return cancelled(scene);
    case "review_invitation":
      return reviewInvitation(scene);
    case "room_moved":
      return roomMoved(scene);
    case "refund_failed":
      return refundFailed(scene);
    case "payment_returned":
      return paymentReturned(scene);
  }
}

function attachmentsOf(order: MailOrder): readonly Attachment[] {
  if (order.kind === "confirmed") return [invitation(order, "REQUEST")];
  if (order.kind === "cancelled") return [invitation(order, "CANCEL")];
  return [];
}

function invitation(order: MailOrder, method: CalendarMethod): Attachment {
  const { booking, to, other, recipientRole, appOrigin, emailFrom, askedAt } = order;
  const [mentor, mentee] = recipientRole === "mentor" ? [to, other] : [other, to];
  const content = calendarFile({
    method,
    booking,
    viewer: to,
    mentor,
    mentee,
    appOrigin,
    emailFrom,
    now: askedAt,
  });
  const filename = method === "CANCEL" ? "cancelled-session.ics" : "session.ics";
  return { filename, content, contentType: calendarContentType(method) };
}

import type { Booking, MailAsked, MailRecord, MailSubject } from "../booking.ts";
import type { Command } from "../commands.ts";
import { type Effect, mailKey } from "../effects.ts";
import { isStillTrue } from "../mail-truth.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Change, nextVersion, update } from "./change.ts";

/**
 * Notes each mail that a decision asks for, so that whoever looks sees it wait, and since when. One that was asked for before
 * is the same mail and keeps its time.
 * @returns the very same booking when none is new.
 */
export function mailsNoted(booking: Booking, effects: readonly Effect[], now: Instant): Booking {
  const known = new Set([...booking.mailsAsked.map(mailKey), ...booking.mails.map(({ key }) => key)]);
  const version = nextVersion(booking);
  const asked = effects.flatMap((effect): readonly MailAsked[] => {
    if (effect.type !== "mail" || known.has(mailKey(effect))) return [];
    const { type: _, ...subject } = effect;
    return [{ ...subject, at: now, version }];
  });
  return asked.length === 0 ? booking : { ...booking, mailsAsked: [...booking.mailsAsked, ...asked] };
}

export function mailSettled(
  change: Change,
  command: Extract<Command, { type: "mail_settled" }>,
  now: Instant,
): Change {
  const { key, kind, userId, status, providerId } = command;
  const { erased, mails } = change.booking;
  const known = mails.find((mail) => mail.key === key);
  // Only what was withdrawn may still become something else.
  if (known !== undefined && (known.status !== "withdrawn" || status === "withdrawn")) return change;
  // The service may name the address in what it says; the mail may have been under way when its reader was erased.
  const detail = erased.includes(userId) ? null : command.detail;
  const version = nextVersion(change.booking);
  const mail: MailRecord = { key, kind, userId, status, providerId, detail, at: now, version };
  return update(change, {
    mails: known === undefined ? [...mails, mail] : mails.map((other) => (other === known ? mail : other)),
  });
}

/**
 * Sends a mail once more, under a key of its own so that the email service takes it for another: only while it still tells the
 * truth, and not while the same words wait to be sent anyway. The same act asked again is one act.
 */
export function mailAskedAgain(
  change: Change,
  command: Extract<Command, { type: "mail_asked_again" }>,
  now: Instant,
): Result<Change, Rejection> {
  const { booking } = change;
  if (booking.mailsAsked.some(({ again }) => again === command.again)) return accepted(change);
  const subject = subjectOf(booking, command.key);
  if (subject === null) return refused({ code: "not_found" });
  const waits = booking.mailsAsked.some((asked) => isSame(asked, subject) && !isSettled(booking, asked));
  if (waits) return refused({ code: "conflict", detail: "this mail waits to be sent already" });
  if (!isStillTrue(subject, booking, now)) {
    return refused({ code: "conflict", detail: "this mail says what is no longer true" });
  }
  return accepted(update(change, {}, { type: "mail", ...subject, again: command.again }));
}

/** What the mail of this key was about. Of one from before mails were noted when they were asked for, its record says it. */
function subjectOf({ mailsAsked, mails }: Booking, key: string): MailSubject | null {
  const asked = mailsAsked.find((mail) => mailKey(mail) === key);
  if (asked !== undefined) {
    const { kind, userId, refundId, round } = asked;
    return { kind, userId, refundId, ...(round === undefined ? {} : { round }) };
  }
  const sent = mails.find((mail) => mail.key === key);
  if (sent === undefined) return null;
  const subject = { kind: sent.kind, userId: sent.userId, refundId: null };
  // About a refund: of which, the record does not say.
  return mailKey(subject) === key ? subject : null;
}

const isSame = (one: MailSubject, other: MailSubject): boolean =>
  mailKey({ ...one, again: "" }) === mailKey({ ...other, again: "" });

const isSettled = ({ mails }: Booking, asked: MailAsked): boolean =>
  mails.some(({ key }) => key === mailKey(asked));

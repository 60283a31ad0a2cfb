import { type Booking, type MailSubject, roleOf } from "../../domain/booking.ts";
import type { Command } from "../../domain/commands.ts";
import { isErased } from "../../domain/decide/erase.ts";
import { findRefund, shownRefund } from "../../domain/decide/refunds.ts";
import { type Effect, mailKey } from "../../domain/effects.ts";
import { ERASED_NAME } from "../../domain/erasure.ts";
import { isLate } from "../../domain/mail-times.ts";
import { isStillTrue } from "../../domain/mail-truth.ts";
import { type Instant, SECOND } from "../../domain/time.ts";
import { renderMail } from "../../mail/render.ts";
import type { MailPerson, World } from "../services.ts";
import { done, type Outcome } from "./outcome.ts";

/**
 * Sends one mail to one person, once: under a key of its own, and only while it is true.
 * @param current the booking as it is stored now: it may have changed while people were read.
 */
export async function sendMail(mail: MailSubject, current: () => Booking, world: World): Promise<Outcome> {
  const key = mailKey(mail);
  const booking = current();
  // One that was withdrawn may have become true again: a refund that was found made after all, and then failed at the bank.
  if (booking.mails.some((sent) => sent.key === key && sent.status !== "withdrawn")) return done();
  const people = await world.people.byIds([mail.userId, booking.mentorId, booking.menteeId]);
  const person = (id: string): MailPerson | undefined => {
    const found = people.find((other) => other.id === id);
    // Whatever D1 knows of them (again, once it was restored): of an erased person nothing is told, and nothing to them.
    return found !== undefined && isErased(current(), id)
      ? { ...found, name: ERASED_NAME, email: null }
      : found;
  };
  const to = person(mail.userId);
  if (to === undefined || to.email === null)
    return settled(mail, "refused", null, "the person has no address");
  const role = roleOf(booking, mail.userId) ?? "administrator";
  const other = person(role === "mentee" ? booking.mentorId : booking.menteeId);
  if (other === undefined) return settled(mail, "refused", null, "the other participant is gone");
  // Read again, and judged, with no await before it is sent: the booking may have changed while people were read.
  const latest = current();
  const now = world.clock();
  if (!isStillTrue(mail, latest, now)) return settled(mail, "withdrawn", null, "no longer true");
  const message = renderMail({
    kind: mail.kind,
    booking: latest,
    to: { ...to, email: to.email },
    other,
    recipientRole: role,
    refund: mail.refundId === null ? shownRefund(latest) : findRefund(latest, mail.refundId),
    appOrigin: world.appOrigin,
    supportEmail: world.supportEmail,
    emailFrom: world.emailFrom,
    askedAt: askedAt(latest, key) ?? now,
    now,
  });
  const sent = await world.email.send({ ...message, to: to.email }, `${booking.id}:${key}`);
  tellIfLate(latest, key, world);
  if (sent.ok) return settled(mail, "accepted", sent.value.id, null);
  return settled(mail, "refused", null, sent.reason.detail);
}

const askedAt = ({ mailsAsked }: Booking, key: string): Instant | null =>
  mailsAsked.find((asked) => mailKey(asked) === key)?.at ?? null;

/** For whoever watches the logs: it left, but not within the five minutes. What has not left yet, the cron's sweep tells. */
function tellIfLate(booking: Booking, key: string, world: World): void {
  const [at, now] = [askedAt(booking, key), world.clock()];
  if (at === null || !isLate(at, now)) return;
  world.log("mail_late", {
    booking: booking.id,
    mail: key,
    state: "left",
    seconds: Math.round((now - at) / SECOND),
  });
}

export async function listAdministrators(
  effect: Extract<Effect, { type: "mail_administrators" }>,
  world: World,
): Promise<Outcome> {
  const userIds = await world.people.administratorIds();
  const { kind, refundId, round } = effect;
  return done({ type: "administrators_listed", kind, refundId, round, userIds });
}

function settled(
  mail: MailSubject,
  status: Extract<Command, { type: "mail_settled" }>["status"],
  providerId: string | null,
  detail: string | null,
): Outcome {
  const { kind, userId } = mail;
  return done({ type: "mail_settled", key: mailKey(mail), kind, userId, status, providerId, detail });
}

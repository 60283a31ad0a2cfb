import type { Booking } from "../../../domain/booking.ts";
import { isErased } from "../../../domain/decide/erase.ts";
import type { Instant } from "../../../domain/time.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import type { Delivered } from "../outside/inbox.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

type Subject = Pick<Delivered, "bookingId" | "kind" | "userId" | "refundId" | "round" | "again">;

const ABOUT_A_REFUND: readonly string[] = ["refund_failed", "payment_returned"];

const nameOf = ({ bookingId, kind, userId, refundId, round, again }: Subject): string =>
  [bookingId, kind, userId, ABOUT_A_REFUND.includes(kind) ? refundId : "", round ?? "", again ?? ""].join(
    " ",
  );

/**
 * Each person gets each kind of mail once, and once more for each act that sent it again; none after it stopped being true
 * (judged at the instant it leaves); none is forgotten.
 */
export const mails = (): Invariant => {
  const left = new Set<string>();
  return {
    mailLeft: (world, host, mail) => {
      const name = nameOf(mail);
      if (left.has(name)) world.violate(`mailed twice: ${name}`);
      left.add(name);
      if (
        mail.again !== null &&
        !left.has(nameOf({ ...mail, again: null })) &&
        !wasRefused(host.booking, mail)
      )
        world.violate(`sent again before it was sent: ${name}`);
      const why = untrue(mail, host.booking, world);
      if (why !== null) world.violate(`mailed though ${why}: ${name}`);
    },
    whenQuiet: (world) => [
      ...bookingsOf(world)
        .flatMap(({ booking }) => due(world, booking))
        .filter((mail) => !left.has(nameOf(mail)))
        .map((mail) => `never mailed: ${nameOf(mail)}`),
      ...world.mailsAskedAgain
        .filter(({ bookingId, again }) => !cameOf(world, bookingId, again))
        .map(({ key, again }) => `never sent again: ${key}, ${again}`),
    ],
  };
};

/** Something came of the first: it was refused, or had stopped being true and is true again. */
const wasRefused = (booking: Booking | null, { kind, userId }: Delivered): boolean =>
  booking?.mails.some((mail) => mail.kind === kind && mail.userId === userId && mail.status !== "accepted") ??
  false;

/** It left, or had stopped being true by the time it could. */
const cameOf = (world: SimWorld, bookingId: string, again: string): boolean =>
  world.hosts.get(bookingId)?.booking?.mails.some(({ key }) => key.endsWith(`:~${again}`)) ?? false;

function untrue(mail: Delivered, booking: Booking | null, world: SimWorld): string | null {
  if (booking === null) return "there is no booking";
  const { now } = world;
  const people = [booking.mentorId, booking.menteeId, ...world.administrators];
  if (!people.includes(mail.userId)) return "it is none of theirs";
  if (mail.round !== mail.isAbout) return "a retry has failed since, which has a mail of its own";
  const refund = booking.refunds.find((other) => other.id === mail.refundId);
  const alive = booking.status === "confirmed" || booking.status === "in_progress";
  const claims: Readonly<Record<Delivered["kind"], boolean>> = {
    confirmed: alive && now < booking.endsAt + 3_600_000,
    reminder_24h: booking.status === "confirmed" && now < booking.startsAt,
    reminder_15m: alive && now < booking.endsAt,
    cancelled: booking.status === "cancelled",
    review_invitation: booking.status === "completed" && !world.reviewed.has(booking.id),
    room_moved: alive && booking.roomNumber === mail.round,
    refund_failed: refund?.status === "manual",
    payment_returned: refund !== undefined && refund.cause !== "cancelled",
  };
  return claims[mail.kind] ? null : `the booking is ${booking.status}, its refund ${refund?.status}`;
}

/** What must have been mailed in the end. Reminders and confirmations may have been overtaken by events. */
function due(world: SimWorld, booking: Booking): readonly Subject[] {
  const { id: bookingId, status, mentorId, menteeId, refunds } = booking;
  const known = (userIds: readonly string[]) => userIds.filter((userId) => !isErased(booking, userId));
  const to = (kind: Delivered["kind"], userIds: readonly string[], refundId: string | null = null) =>
    known(userIds).map((userId) => ({ bookingId, kind, userId, refundId, round: null, again: null }));
  const both = [mentorId, menteeId];
  return [
    ...(status === "cancelled" ? to("cancelled", both) : []),
    ...(status === "completed" && hasEntry(booking, "completed") && !world.reviewsAsked.has(bookingId)
      ? to("review_invitation", [menteeId])
      : []),
    ...(isOrdinary(booking, world.now) ? to("confirmed", both) : []),
    ...refunds.flatMap(({ id, cause, intentId, status: state, manualReason, round }) => [
      // Of what was not asked for at all, a person decides whether it goes back.
      ...(cause === "cancelled" || world.stripe.intents.get(intentId ?? "")?.odd
        ? []
        : to("payment_returned", [menteeId], id)),
      ...(state === "manual" ? failed(world.administrators, id, round) : []),
      ...(state === "manual" && manualReason !== "no_payment_known" ? failed([menteeId], id, round) : []),
    ]),
  ];
  function failed(userIds: readonly string[], refundId: string, round: number) {
    return known(userIds).map((userId) => ({
      bookingId,
      kind: "refund_failed" as const,
      userId,
      refundId,
      round,
      again: null,
    }));
  }
}

const hasEntry = (booking: Booking, type: string): boolean =>
  booking.timeline.some((entry) => entry.type === type);

/** Made here, and held a good while after it was confirmed: nothing came in the way of the mail that says so. */
function isOrdinary(booking: Booking, now: Instant): boolean {
  if (booking.source !== "meridian" || now < booking.endsAt) return false;
  const held = booking.status === "completed" || booking.status === "no_show";
  const confirmedAt = booking.timeline.find((entry) => entry.type === "confirmed")?.at;
  return held && confirmedAt !== undefined && booking.startsAt - confirmedAt > 10 * 3_600_000;
}

import type { Booking } from "../booking.ts";
import type { Command } from "../commands.ts";
import { type Effect, effectKey } from "../effects.ts";
import { eventOf, platformEvent } from "../platform-events.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { advance, expire } from "./advance.ts";
import { contested, ruled } from "./attendance.ts";
import { cancel } from "./cancel.ts";
import { type Change, nextVersion, update } from "./change.ts";
import { create, takeOver } from "./create.ts";
import { personErased } from "./erase.ts";
import { attendanceRead, joined } from "./evidence.ts";
import { refundGranted } from "./grant.ts";
import { mailAskedAgain, mailSettled, mailsNoted } from "./mails.ts";
import { checkoutMissing, checkoutNoticed, checkoutOpened, checkoutRead } from "./payments.ts";
import { refundNoticed, refundRead, refundRetried, refundSettled } from "./refunds.ts";
import { reviewed } from "./review.ts";
import { linkGiven, roomLost, roomMade, roomRemoved, roomSeen } from "./rooms.ts";

/** What is to be stored in one step: the booking's next version, and what to do about it. */
export interface Decision {
  readonly next: Booking;
  readonly effects: readonly Effect[];
}

/**
 * The rules of a booking's life, whole and pure. First the clock has its say (`advance`), then the command is judged on
 * what it left. A decision that changes the booking raises its version by one and asks for its projection.
 *
 * @param state the stored booking; null when there is none yet.
 * @param now milliseconds since the epoch; rules never read a clock.
 * @returns the next booking and its effects, or why the command is refused. A refusal stores nothing, not even what the
 * clock moved: the object's own alarm does that.
 */
export function decide(state: Booking | null, command: Command, now: Instant): Result<Decision, Rejection> {
  const judged = judge(state, command, now);
  if (!judged.ok) return judged;
  const effects = once(judged.value.effects);
  const booking = mailsNoted(judged.value.booking, effects, now);
  if (booking === state) return accepted({ next: booking, effects });
  const next = { ...booking, version: nextVersion(booking) };
  return accepted({ next, effects: [{ type: "project" }, ...news(state, next), ...effects] });
}

/** The timeline is what people and platforms are shown of a booking's life: what leaves no entry there is no news. */
function news(state: Booking | null, next: Booking): readonly Effect[] {
  const told = state?.timeline.length ?? 0;
  if (next.timeline.length === told) return [];
  const { version } = next;
  const announced = next.timeline.flatMap((entry, position): readonly Effect[] =>
    position >= told && eventOf(entry) !== null ? [{ type: "announce", position, version }] : [],
  );
  return [{ type: "tell", version }, ...announced];
}

/** The clock and the command may ask for the same thing. */
function once(effects: readonly Effect[]): readonly Effect[] {
  return [...new Map(effects.map((effect) => [effectKey(effect), effect])).values()];
}

function judge(state: Booking | null, command: Command, now: Instant): Result<Change, Rejection> {
  if (command.type === "create") return create(state, command, now);
  if (command.type === "take_over") return takeOver(state, command, now);
  if (state === null) return refused({ code: "not_found" });
  const current = advance(state, now);
  switch (command.type) {
    case "tick":
      return accepted(current);
    case "withdraw":
      return accepted(withdraw(current, now));
    case "cancel":
      return cancel(current, command, now);
    case "checkout_opened":
      return accepted(checkoutOpened(current, command));
    case "checkout_noticed":
      return accepted(checkoutNoticed(current));
    case "checkout_read":
      return checkoutRead(current, command, now);
    case "checkout_missing":
      return accepted(checkoutMissing(current, now));
    case "refund_noticed":
      return accepted(refundNoticed(current));
    case "refund_read":
      return refundRead(current, command, now);
    case "refund_retried":
      return refundRetried(current, command, now);
    case "refund_settled":
      return refundSettled(current, command, now);
    case "refund_granted":
      return refundGranted(current, command, now);
    case "room_made":
      return accepted(roomMade(current, command, now));
    case "room_seen":
      return accepted(roomSeen(current, command));
    case "room_lost":
      return accepted(roomLost(current, command));
    case "room_removed":
      return accepted(roomRemoved(current));
    case "announce_again":
      return announceAgain(current, command.position);
    case "link_given":
      return accepted(linkGiven(current, command, now));
    case "joined":
      return accepted(joined(current, command));
    case "attendance_read":
      return accepted(attendanceRead(state, current, command));
    case "contested":
      return contested(current, command, now);
    case "ruled":
      return ruled(current, command, now);
    case "reviewed":
      return reviewed(current, command);
    case "mail_asked_again":
      return mailAskedAgain(current, command, now);
    case "person_erased":
      return personErased(current, command, now);
    case "mail_settled":
      return accepted(mailSettled(current, command, now));
    case "administrators_listed":
      return accepted(administratorsListed(current, command));
  }
}

/**
 * Only its first version, which nobody has been told of, can be taken back; a payment made elsewhere is no longer its own. The
 * clock may have ended it in the same moment.
 */
function withdraw(change: Change, now: Instant): Change {
  if (change.booking.version !== 1) return change;
  const taken = update(change, { payment: null });
  return taken.booking.status === "expired" ? taken : expire(taken, now);
}

/** Under the same name as before: a receiver that did hear of it knows it again. */
function announceAgain(change: Change, position: number): Result<Change, Rejection> {
  const { version } = change.booking;
  if (platformEvent(change.booking, position) === null) return refused({ code: "not_found" });
  return accepted(update(change, {}, { type: "announce", position, version }));
}

function administratorsListed(
  change: Change,
  command: Extract<Command, { type: "administrators_listed" }>,
): Change {
  const { kind, refundId, round } = command;
  return update(
    change,
    {},
    ...command.userIds.map((userId): Effect => ({ type: "mail", kind, userId, refundId, round })),
  );
}

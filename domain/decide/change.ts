import type { Actor, Booking, MailKind, TimelineEntryType } from "../booking.ts";
import type { Effect } from "../effects.ts";
import type { Instant } from "../time.ts";

/** A booking on its way to its next version, with what is to be done once that is stored. */
export interface Change {
  readonly booking: Booking;
  readonly effects: readonly Effect[];
}

export const unchanged = (booking: Booking): Change => ({ booking, effects: [] });

/** The version under which everything that this decision touches is stored. */
export const nextVersion = (booking: Booking): number => booking.version + 1;

/** Without fields the booking stays the very same: a decision that only asks for effects stores no new version. */
export function update(change: Change, fields: Partial<Booking>, ...effects: readonly Effect[]): Change {
  const booking = Object.keys(fields).length === 0 ? change.booking : { ...change.booking, ...fields };
  return { booking, effects: [...change.effects, ...effects] };
}

export function record(
  change: Change,
  type: TimelineEntryType,
  at: Instant,
  by: Actor = "system",
  userId: string | null = null,
  answer?: string,
): Change {
  const said = answer === undefined ? {} : { answer };
  const entry = { at, type, by, userId, version: nextVersion(change.booking), ...said };
  return update(change, { timeline: [...change.booking.timeline, entry] });
}

/** A mail to each participant. */
export function mailBoth(change: Change, kind: MailKind): Change {
  const { mentorId, menteeId } = change.booking;
  const mails = [menteeId, mentorId].map(
    (userId): Effect => ({ type: "mail", kind, userId, refundId: null }),
  );
  return update(change, {}, ...mails);
}

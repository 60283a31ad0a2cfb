import { type Booking, FINAL_STATUSES, roleOf } from "../booking.ts";
import type { Command } from "../commands.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import { DAY, type Instant, type Milliseconds } from "../time.ts";
import { type Change, update } from "./change.ts";

/** Stripe forgets an idempotency key after a day (its documentation): until then a checkout whose answer was lost can be found. */
const CHECKOUT_FINDABLE: Milliseconds = DAY;

/**
 * A participant is erased (product, issue "People's data"): what they wrote, their card, their address and what the mail
 * service said of it go. What happened and what money moved stays, under their id alone; and that they are erased is kept, so
 * that whatever is made from this booking later names nobody.
 *
 * @returns `conflict` while the booking is not over, or its checkout may still have to be found by what it was opened with:
 * asked again later it will do.
 */
export function personErased(
  change: Change,
  { userId }: Extract<Command, { type: "person_erased" }>,
  now: Instant,
): Result<Change, Rejection> {
  const { booking } = change;
  const role = roleOf(booking, userId);
  if (role === null) return refused({ code: "not_found" });
  if (isErased(booking, userId)) return accepted(change);
  if (!FINAL_STATUSES.includes(booking.status)) return conflict("this session is not over yet");
  if (userId === booking.menteeId && needsAddress(booking, now))
    return conflict("its checkout is being closed");
  const erased = update(change, {
    erased: [...booking.erased, userId],
    cancellation: withoutWords(booking.cancellation, userId),
    contests: booking.contests.map((contest) => (contest.by === role ? { ...contest, reason: "" } : contest)),
    mails: booking.mails.map((mail) => (mail.userId === userId ? { ...mail, detail: null } : mail)),
  });
  return accepted(userId === booking.menteeId ? update(erased, withoutPayer(booking)) : erased);
}

/** Whether this participant is to be named nowhere any more. */
export const isErased = (booking: Pick<Booking, "erased">, userId: string): boolean =>
  booking.erased.includes(userId);

const conflict = (detail: string): Result<Change, Rejection> => refused({ code: "conflict", detail });

/** Under the same key Stripe must be told the same, the address included. */
const needsAddress = ({ checkoutRequest, checkoutSession, createdAt }: Booking, now: Instant): boolean =>
  checkoutRequest !== null && checkoutSession === null && now < createdAt + CHECKOUT_FINDABLE;

/** The reason is whose who wrote it. */
function withoutWords(cancellation: Booking["cancellation"], userId: string): Booking["cancellation"] {
  return cancellation?.userId === userId
    ? { ...cancellation, reason: null, reasonShared: false }
    : cancellation;
}

/** The request itself stays: a payment that comes too late is still found by it, and given back. */
const withoutPayer = ({ payment, checkoutRequest }: Booking): Partial<Booking> => ({
  payment: payment && { ...payment, card: null },
  checkoutRequest: checkoutRequest && { ...checkoutRequest, customerEmail: "" },
});

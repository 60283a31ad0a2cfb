import type { Booking } from "./booking.ts";
import { MAIL_LATE_AFTER } from "./limits.ts";
import type { Instant } from "./time.ts";

/**
 * When both people's mails about the cancel were accepted by the email service (epic, "Acceptance Criteria": "Both parties receive
 * cancellation email within 5 minutes"). Null while one waits, and for good where one was refused: nobody was told in time then.
 */
export function cancelToldAt({ cancellation, mentorId, menteeId, mails }: Booking): Instant | null {
  if (cancellation === null) return null;
  const accepted = [mentorId, menteeId].map(
    (person) =>
      mails.find(
        ({ kind, userId, status }) => kind === "cancelled" && userId === person && status === "accepted",
      )?.at ?? null,
  );
  return accepted.some((at) => at === null) ? null : Math.max(...accepted.map(Number));
}

/** Whether a mail that was asked for then has waited too long by now. */
export const isLate = (askedAt: Instant, now: Instant): boolean => now - askedAt > MAIL_LATE_AFTER;

/** Late mails are counted no further: what is said is "50 or more". */
export const LATE_COUNTED_TO = 50;

import type { Booking, MailSubject } from "./booking.ts";
import { shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";

/** Whether a mail that was decided earlier still tells the truth: nothing is sent after it stopped being true (a reminder after the cancel, for one). */
export function isStillTrue(
  mail: Pick<MailSubject, "kind" | "refundId" | "round">,
  booking: Booking,
  now: Instant,
): boolean {
  const status = shownStatus(booking, now);
  switch (mail.kind) {
    case "confirmed":
      return status === "confirmed" || status === "in_progress";
    case "reminder_24h":
      return status === "confirmed";
    case "reminder_15m":
      return status === "confirmed" || (status === "in_progress" && now < booking.endsAt);
    case "cancelled":
      return status === "cancelled";
    case "review_invitation":
      return status === "completed" && !booking.reviewed;
    case "room_moved":
      return mail.round === booking.roomNumber && (status === "confirmed" || status === "in_progress");
    case "refund_failed":
      // Of this round: one that was retried since, and failed again, is told by its own mail.
      return booking.refunds.some(
        ({ id, status, round }) => id === mail.refundId && status === "manual" && round === mail.round,
      );
    case "payment_returned":
      return booking.refunds.some((refund) => refund.id === mail.refundId);
  }
}

import type { Booking, MailKind } from "./booking.ts";
import { shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";

/** Whether a mail that was decided earlier still tells the truth: nothing is sent after it stopped being true (a reminder after the cancel, for one). */
export function isStillTrue(
  mail: { readonly kind: MailKind; readonly refundId: string | null },
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
      return status === "completed";
    case "refund_failed":
      return booking.refunds.some((refund) => refund.id === mail.refundId && refund.status === "manual");
    case "payment_returned":
      return booking.refunds.some((refund) => refund.id === mail.refundId);
  }
}

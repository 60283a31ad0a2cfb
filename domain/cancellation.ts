import type { BookingStatus, CancellationPolicy } from "./booking.ts";
import { CANCELLATION_NOTICE, REFUND_PERCENT } from "./limits.ts";
import { shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";

/** The one policy there is today. It is copied onto each booking when it is made. */
export const CURRENT_POLICY: CancellationPolicy = {
  notice: CANCELLATION_NOTICE,
  refundPercent: REFUND_PERCENT,
};

export interface Cancellable {
  readonly status: BookingStatus;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly policy: Pick<CancellationPolicy, "notice">;
}

/** The first instant at which a participant is refused. */
export const cancelDeadline = (booking: Pick<Cancellable, "startsAt" | "policy">): Instant =>
  booking.startsAt - booking.policy.notice;

/** Epic: cancellation "up to 24 hours in advance"; product: strictly, so at 24:00:00.000 it is refused. */
export function mayCancel(booking: Cancellable, now: Instant): boolean {
  return shownStatus(booking, now) === "confirmed" && now < cancelDeadline(booking);
}

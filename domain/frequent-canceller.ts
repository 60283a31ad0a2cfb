import {
  FREQUENT_CANCELLATIONS,
  FREQUENT_FROM_BOOKINGS,
  FREQUENT_PERCENT,
  FREQUENT_WITHIN,
} from "./limits.ts";
import type { Instant } from "./time.ts";

/** One of somebody's bookings, paid or free: held, ahead, or cancelled by whomever. */
export interface CountedBooking {
  /** When this person cancelled it; null when they did not. */
  readonly cancelledAt: Instant | null;
}

export interface Cancelling {
  readonly bookings: number;
  readonly cancelled: number;
  /** Of them, in the last 30 days. */
  readonly lately: number;
  /** Whole percent, rounded down. */
  readonly percent: number;
  readonly frequent: boolean;
}

/** Product, "Frequent canceller". Flagged for administrators; nothing follows by itself. */
export function cancellingOf(history: readonly CountedBooking[], now: Instant): Cancelling {
  const own = history.flatMap(({ cancelledAt }) => (cancelledAt === null ? [] : [cancelledAt]));
  const lately = own.filter((at) => at > now - FREQUENT_WITHIN).length;
  const [bookings, cancelled] = [history.length, own.length];
  const often = bookings >= FREQUENT_FROM_BOOKINGS && cancelled * 100 > FREQUENT_PERCENT * bookings;
  return {
    bookings,
    cancelled,
    lately,
    percent: bookings === 0 ? 0 : Math.floor((cancelled * 100) / bookings),
    frequent: often || lately >= FREQUENT_CANCELLATIONS,
  };
}

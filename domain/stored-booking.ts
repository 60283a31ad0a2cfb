import type { Booking } from "./booking.ts";

/** What bookings have had only since then, and what it means where it is missing. */
type Since<Fields extends keyof Booking> = Omit<Booking, Fields> & Partial<Pick<Booking, Fields>>;

/** A booking as some version of this program stored it. */
export type StoredBooking = Omit<
  Since<
    | "roomNumber"
    | "roomSeenAt"
    | "doorsOpened"
    | "clicks"
    | "missing"
    | "contests"
    | "ruling"
    | "reviewed"
    | "mailsAsked"
    | "erased"
  >,
  "attendance"
> & { readonly attendance: Omit<Booking["attendance"], "gap"> & Partial<Pick<Booking["attendance"], "gap">> };

/**
 * Fills in what an older version did not know of yet. A room of that time counts as the first, not looked after since; nobody
 * is known to have clicked; of its mails only those that were settled are known, and whoever reviewed it was invited long ago.
 */
export function upToDate(stored: StoredBooking): Booking {
  return {
    roomNumber: stored.room === null ? 0 : 1,
    roomSeenAt: null,
    doorsOpened: false,
    clicks: [],
    missing: [],
    contests: [],
    ruling: null,
    reviewed: false,
    mailsAsked: [],
    erased: [],
    ...stored,
    attendance: { gap: false, ...stored.attendance },
  };
}

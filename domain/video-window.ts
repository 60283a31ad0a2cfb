import { JOIN_OPENS_BEFORE_START } from "./limits.ts";
import { accepted, type Result, refused } from "./result.ts";
import { closesAt, type Scheduled, shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";

export type JoinRejection =
  | { readonly code: "too_early"; readonly joinOpensAt: Instant }
  | { readonly code: "expired" }
  | { readonly code: "cancelled" }
  | { readonly code: "not_confirmed" };

export const joinOpensAt = (booking: { readonly startsAt: Instant }): Instant =>
  booking.startsAt - JOIN_OPENS_BEFORE_START;

export const joinClosesAt = closesAt;

/** Product, "May join": `starts_at - 15 min <= now < ends_at + 60 min`, while confirmed or in progress. */
export function mayJoin(booking: Scheduled, now: Instant): Result<null, JoinRejection> {
  const status = shownStatus(booking, now);
  switch (status) {
    case "draft":
      return refused({ code: "not_confirmed" });
    case "cancelled":
      return refused({ code: "cancelled" });
    case "completed":
    case "no_show":
    case "expired":
      return refused({ code: "expired" });
    case "confirmed":
    case "in_progress":
      return now < joinOpensAt(booking)
        ? refused({ code: "too_early", joinOpensAt: joinOpensAt(booking) })
        : accepted(null);
  }
}

import { accepted, type Result, refused } from "./result.ts";
import { closesAt, opensAt, type Scheduled, shownStatus } from "./schedule.ts";
import type { Instant } from "./time.ts";

export type JoinRejection =
  | { readonly code: "too_early"; readonly joinOpensAt: Instant }
  | { readonly code: "expired" }
  | { readonly code: "cancelled" }
  | { readonly code: "not_confirmed" };

export const joinOpensAt = opensAt;

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
      // How it ended may still be judged; the room is closed all the same.
      if (now >= joinClosesAt(booking)) return refused({ code: "expired" });
      return now < joinOpensAt(booking)
        ? refused({ code: "too_early", joinOpensAt: joinOpensAt(booking) })
        : accepted(null);
  }
}

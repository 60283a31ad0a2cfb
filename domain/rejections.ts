import type { BookingStatus } from "./booking.ts";
import type { Instant } from "./time.ts";

/** Why the booking's rules refuse a command. Expected, so data; each becomes one problem or one page. */
export type Rejection =
  | { readonly code: "not_found" }
  | { readonly code: "cancellation_window_closed"; readonly cancelDeadline: Instant }
  | { readonly code: "not_cancellable"; readonly status: BookingStatus }
  | { readonly code: "conflict"; readonly detail: string }
  /** The 72 hours in which a missed session can be contested are over. */
  | { readonly code: "contest_window_closed"; readonly contestDeadline: Instant }
  /** A payment that is not this booking's own: ignored and logged, never acted on. */
  | { readonly code: "payment_ignored"; readonly detail: string };

import type { Booking, Verdict } from "../domain/booking.ts";
import type { Canceller, Command } from "../domain/commands.ts";
import type { Rejection } from "../domain/rejections.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { JoinRejection } from "../domain/video-window.ts";

// What callers share with the booking's object. Expected refusals are data (errors thrown over RPC lose their properties);
// what is thrown is an outage, and may be asked again: every method here is harmless when repeated.

/**
 * The claim that every new booking makes first: the slot is held, the payment another booking's, or the mentee has as many unpaid
 * drafts, upcoming sessions with this mentor, or bookings made within an hour, as may be.
 */
export type ClaimRejection = {
  readonly code: "slot_taken" | "payment_in_use" | "too_many_drafts" | "too_many_upcoming" | "too_many_made";
};

export type NewBooking = Omit<Extract<Command, { type: "create" }>, "type" | "livemode" | "roomName">;
export type TakenOverBooking = Omit<
  Extract<Command, { type: "take_over" }>,
  "type" | "livemode" | "roomName"
>;

export interface CancelRequest {
  readonly by: Canceller;
  readonly reason: string | null;
  readonly shareReason: boolean;
}

export interface JoinLink {
  readonly url: string;
  readonly provider: string;
  readonly expiresAt: Instant;
}

/** What became of writing a booking's rows of D1 anew. */
export interface Reprojected {
  /** Null where no booking is stored, or none whose slot was ever claimed. */
  readonly bookingId: string | null;
  readonly outcome: "empty" | "same" | "written" | ClaimRejection["code"];
}

/** What is still being tried about one refund, and how that went so far. */
export interface RefundEffort {
  readonly refundId: string;
  /** How often it was tried since then. */
  readonly attempts: number;
  readonly since: Instant;
  readonly nextAt: Instant;
  /** Why the last try came to nothing: it names the service and the call, never a person or a key. Null before the first. */
  readonly why: string | null;
}

/** The booking's object over RPC; one a booking, by `idFromName(booking id)`. */
export interface BookingRpc {
  /** Stores the draft, claims its slot in D1 and opens its checkout; a free one is confirmed. */
  create(booking: NewBooking): Promise<Result<Booking, Rejection | ClaimRejection>>;
  takeOver(
    booking: TakenOverBooking,
  ): Promise<Result<{ booking: Booking; created: boolean }, Rejection | ClaimRejection>>;
  /** The booking as its object has it, after a look at the clock; null when there is none. */
  read(): Promise<Booking | null>;
  /** Looks at the clock, does what is due, and gives back what is over. Safe to call on any booking at any time. */
  wake(): Promise<void>;
  /** The booking with an open checkout, as far as Stripe can be reached; for whoever comes back in the middle of paying. */
  openCheckout(): Promise<Booking | null>;
  /** Reads the checkout at Stripe now and returns what that made of the booking: the return page's truth, webhook or not. */
  settleCheckout(): Promise<Booking | null>;
  /** A webhook says that the checkout moved: noted durably, read soon. */
  noticeCheckout(): Promise<void>;
  /** A webhook says that a refund of this booking's payment moved: noted durably, read soon. */
  noticeRefund(): Promise<void>;
  /** The video service's own log says that this person entered. */
  noticeJoin(userId: string, at: Instant): Promise<void>;
  /** Decides, stores, projects to D1, answers. Refund, mails and room follow at once from what was stored. */
  cancel(request: CancelRequest): Promise<Result<Booking, Rejection>>;
  retryRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>>;
  settleRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>>;
  /** Gives the money of a session back that was held or missed. @param refundId a fresh id: asked again under it, nothing happens twice. */
  grantRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>>;
  /** Sends a mail once more, by its key. @param again a fresh id of the act: asked again under it, nothing is sent twice. */
  resendMail(key: string, again: string): Promise<Result<Booking, Rejection>>;
  /** For administrators: the refunds that are being sent or asked about. */
  refundEfforts(): Promise<readonly RefundEffort[]>;
  /** Tells the platform once more of what stands at this place of the timeline; false where nothing does that it is told of. */
  announceAgain(position: number): Promise<boolean>;
  /** Forgets a participant who was erased. Refused while the booking is not over: to be asked again. */
  erase(userId: string): Promise<Result<Booking, Rejection>>;
  /**
   * Writes everything to D1 again if that shows less than this object holds; and, as `wake`, takes up what is due, and sets the
   * alarm anew. @param shown the version of D1's row; null to write in any case.
   */
  reproject(shown: number | null): Promise<Reprojected>;
  /** A participant says that a session which counts as missed was none, or not so; the status stays. */
  contest(userId: string, reason: string): Promise<Result<Booking, Rejection>>;
  /** An administrator says who came; the status stays. */
  rule(verdict: Verdict, userId: string): Promise<Result<Booking, Rejection>>;
  /** The mentee's review is about to be written to D1: no invitation to it leaves any more. Refused unless the session was held. */
  noteReview(userId: string): Promise<Result<Booking, Rejection>>;
  /** This participant's own way into the room, inside the window only. */
  join(
    userId: string,
    displayName: string,
  ): Promise<
    Result<JoinLink, JoinRejection | { readonly code: "not_found" } | { readonly code: "video_unavailable" }>
  >;
}

import type { Counted } from "../auth/flood.ts";
import type { Money } from "../domain/money.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { RefundEffort } from "../durable-objects/contract.ts";

// What the dashboard asks of the Worker over RPC: everything that writes to D1 or needs an outside service, neither of which
// Pages may. Each call carries the person's own credential and is judged here, at the primary: nothing that Pages says about
// who is asking is believed.

export type Unauthorized = { readonly code: "unauthorized" };
export type RateLimited = { readonly code: "rate_limited"; readonly retryAfterSeconds: number };
export type InvalidFields = {
  readonly code: "invalid_request";
  readonly errors: readonly { readonly field: string; readonly message: string }[];
};

export interface SignInRequest {
  readonly email: string;
  /** The secret in the asking browser's cookie: the code works there only. */
  readonly browserSecret: string;
  readonly networkAddress: string;
  readonly locale: "en" | "es";
  /** Whoever asks is signed in and confirms that it is them: the mail's link leads there although they are. */
  readonly again?: boolean;
}

export interface SignInAttempt {
  readonly codeId: string;
  readonly code: string;
  readonly browserSecret: string;
  readonly locale: "en" | "es";
  readonly timezone: string;
  /** The token that this browser has so far: it ends when the new one begins. */
  readonly replaces?: string | null;
}

export interface WeeklyHours {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** "HH:MM" of the mentor's own day; `to` may be "24:00". */
  readonly from: string;
  readonly to: string;
}

/** Calendar days of the mentor's own, "2026-12-24", first and last included. */
export interface DaysOff {
  readonly from: string;
  readonly to: string;
}

export interface Offer {
  readonly durationMinutes: number;
  readonly price: Money;
}

export interface ProfileFields {
  readonly name: string;
  readonly headline: string | null;
  readonly photoUrl: string | null;
  readonly timezone: string;
  readonly locale: "en" | "es";
}

export type BookRejection =
  | Unauthorized
  | { readonly code: "not_found" }
  | { readonly code: "slot_not_offered" }
  | { readonly code: "slot_taken" }
  | { readonly code: "own_slot" }
  /** The slot is held, but the checkout could not be opened: nothing was charged, and asking again continues. */
  | { readonly code: "payments_unavailable" }
  /** The mentee has as many unpaid drafts, upcoming sessions with this mentor, or bookings made within an hour, as one may. */
  | {
      readonly code: "too_many_drafts" | "too_many_upcoming" | "too_many_made";
      readonly retryAfterSeconds: number;
    };

export type CalendarAddress =
  | { readonly state: "none" }
  /** `url` is null where it cannot be told any more (SESSION_SECRET was changed since): it still works. */
  | { readonly state: "on"; readonly url: string | null; readonly since: Instant };

export interface FloodRpc {
  /** Whether the platform's counter against floods still admits this key; Pages can bind none of its own. */
  mayAsk(counted: Counted, key: string): Promise<boolean>;
}

/** Why somebody cannot be erased just now. Nothing was done. */
export type ErasureRefusal =
  | { readonly code: "has_upcoming_bookings" }
  /** Money is on its way to them, or waits for a person. */
  | { readonly code: "refund_open" }
  /** Nobody else could see to refunds: another is made first, by `npm run admin`. */
  | { readonly code: "last_administrator" };

export interface DashboardRpc {
  /** Mails a six-digit code, and a link to a page with one button. The answer is the same whether or not the address is known. */
  requestSignIn(
    request: SignInRequest,
  ): Promise<
    Result<{ readonly codeId: string }, InvalidFields | RateLimited | { readonly code: "mail_unavailable" }>
  >;
  /**
   * One try. Five wrong ones end the code, however many come at once. The first time makes a mentee. `other_browser`: the code
   * was asked for in another browser, and works there only.
   */
  redeemSignIn(
    attempt: SignInAttempt,
  ): Promise<
    Result<
      { readonly token: string; readonly expiresAt: Instant },
      { readonly code: "wrong_code" | "code_ended" | "other_browser" }
    >
  >;
  /** The address of the person's calendar feed, if they have one. */
  readCalendarFeed(token: string): Promise<Result<CalendarAddress, Unauthorized>>;
  /** Makes an address, and ends the one before. */
  renewCalendarFeed(token: string): Promise<Result<null, Unauthorized>>;
  endCalendarFeed(token: string): Promise<Result<null, Unauthorized>>;
  /** That My Sessions was opened today: counted for Insights, once a day. */
  noteVisit(token: string): Promise<void>;
  /** That this session's person was seen: its end moves on. */
  noteSeen(token: string): Promise<void>;
  signOut(token: string): Promise<void>;
  signOutEverywhere(token: string): Promise<Result<null, Unauthorized>>;
  /** Books a slot; `checkoutUrl` is null when it is free. Asked again by whoever holds the draft: the same draft and checkout. */
  book(
    token: string,
    slot: { readonly mentorId: string; readonly startsAt: Instant; readonly durationMinutes: number },
  ): Promise<
    Result<
      { readonly bookingId: string; readonly checkoutUrl: string | null; readonly created: boolean },
      BookRejection
    >
  >;
  review(
    token: string,
    bookingId: string,
    review: { readonly rating: number; readonly comment: string | null },
  ): Promise<
    Result<
      null,
      | Unauthorized
      | InvalidFields
      | { readonly code: "not_found" | "not_completed" | "already_reviewed" | "forbidden" }
    >
  >;
  /** Once each, within 72 hours: a session that counts as missed was none, or not so. An administrator looks at it. */
  contest(
    token: string,
    bookingId: string,
    reason: string,
  ): Promise<
    Result<
      null,
      Unauthorized | InvalidFields | { readonly code: "not_found" | "conflict" | "contest_window_closed" }
    >
  >;
  /**
   * Erases the person for good (docs/privacy.md). An administrator has to confirm first that it is them (`confirmation_required`).
   *
   * @param email typed by them: `not_confirmed` unless it is their own.
   */
  eraseMe(
    token: string,
    email: string,
  ): Promise<
    Result<null, Unauthorized | ErasureRefusal | { readonly code: "not_confirmed" | "confirmation_required" }>
  >;
  saveProfile(token: string, fields: ProfileFields): Promise<Result<null, Unauthorized | InvalidFields>>;
  /** Mentors only. Replaces the whole week. */
  saveAvailability(
    token: string,
    hours: readonly WeeklyHours[],
  ): Promise<Result<null, Unauthorized | InvalidFields | { readonly code: "forbidden" }>>;
  /** Mentors only. Sessions booked on these days stay; none is offered any more. */
  addDaysOff(
    token: string,
    days: DaysOff,
  ): Promise<Result<null, Unauthorized | InvalidFields | { readonly code: "forbidden" | "too_many" }>>;
  /** Mentors only. Takes back the days off that begin on this day. */
  removeDaysOff(
    token: string,
    from: string,
  ): Promise<Result<null, Unauthorized | { readonly code: "forbidden" }>>;
  /** Mentors only. Replaces all offers. */
  saveOffers(
    token: string,
    offers: readonly Offer[],
  ): Promise<Result<null, Unauthorized | InvalidFields | { readonly code: "forbidden" }>>;
}

/** What an administrator is told instead of "done". */
export type DeskRejection =
  | Unauthorized
  | InvalidFields
  | { readonly code: "forbidden" | "not_found" }
  /** First the person has to confirm that it is them, by signing in anew (auth/confirmed.ts). Nothing was done. */
  | { readonly code: "confirmation_required" }
  /** It is no longer as the page showed it: somebody else was faster, or the clock. Nothing was done. */
  | { readonly code: "conflict" };

/** The refund desk. Administrators only, judged here; every act says why and is in the audit log, begun before and finished after. */
export interface DeskRpc {
  /** Whether money is real here: in which half of Stripe's dashboard the ids are found. */
  handlesLiveMoney(): Promise<boolean>;
  /** What is still being tried about a session's refunds: asked of its object, since only that knows. */
  refundEfforts(token: string, bookingId: string): Promise<Result<readonly RefundEffort[], DeskRejection>>;
  /** Only what waits for a person is retried or settled: of two at once, the second is told `conflict`. */
  retryRefund(token: string, refundId: string, reason: string): Promise<Result<null, DeskRejection>>;
  /** The money went back another way. */
  settleRefund(token: string, refundId: string, reason: string): Promise<Result<null, DeskRejection>>;
  /** Also inside 24 h. Again by the same person: done, with nothing new done; where somebody else was first: `conflict`. */
  cancelBooking(
    token: string,
    bookingId: string,
    wish: { readonly reason: string; readonly refund: boolean },
  ): Promise<Result<null, DeskRejection>>;
  /** One mail once more, by its key: only while it is true, and not while it waits to be sent anyway (`conflict`). */
  resendMail(
    token: string,
    bookingId: string,
    key: string,
    reason: string,
  ): Promise<Result<null, DeskRejection>>;
  /** Who came to a session that is over, by an administrator. The status stays. */
  ruleAttendance(
    token: string,
    bookingId: string,
    verdict: string,
    reason: string,
  ): Promise<Result<null, DeskRejection>>;
  /** The whole price of a session that was held or missed goes back. */
  grantRefund(token: string, bookingId: string, reason: string): Promise<Result<null, DeskRejection>>;
  /** Erases a person for good, as they could themselves (docs/privacy.md). */
  erasePerson(
    token: string,
    userId: string,
    reason: string,
  ): Promise<Result<null, DeskRejection | ErasureRefusal>>;
}

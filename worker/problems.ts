import { BOOKINGS_AN_HOUR, DRAFT_HOLD, UPCOMING_WITH_ONE_MENTOR } from "../domain/limits.ts";
import type { Rejection } from "../domain/rejections.ts";
import { type Instant, SECOND, toRfc3339 } from "../domain/time.ts";
import type { JoinRejection } from "../domain/video-window.ts";
import type { ClaimRejection } from "../durable-objects/contract.ts";
import type { CapCode } from "./caps.ts";
import { RETRY_AFTER_SECONDS } from "./limits.ts";

/** Every code there is, with its HTTP status and title. The code is the contract; words may change. */
const KINDS = {
  invalid_json: { status: 400, title: "The body is not JSON" },
  invalid_request: { status: 400, title: "The request does not fit" },
  invalid_signature: { status: 400, title: "The signature does not fit" },
  unauthorized: { status: 401, title: "Who is asking is not known" },
  forbidden: { status: 403, title: "Not allowed" },
  confirmation_required: { status: 403, title: "Confirm that it is you" },
  too_early: { status: 403, title: "The room is not open yet" },
  expired: { status: 403, title: "The session is over" },
  cancelled: { status: 403, title: "The session was cancelled" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  cancellation_window_closed: { status: 409, title: "Too late to cancel" },
  contest_window_closed: { status: 409, title: "Too late to contest" },
  not_cancellable: { status: 409, title: "This booking cannot be cancelled" },
  not_confirmed: { status: 409, title: "This booking is not confirmed" },
  not_completed: { status: 409, title: "The session is not completed" },
  already_reviewed: { status: 409, title: "This session was reviewed already" },
  slot_taken: { status: 409, title: "This time is taken" },
  conflict: { status: 409, title: "This does not fit what is there" },
  email_taken: { status: 409, title: "This email address is in use" },
  has_upcoming_bookings: { status: 409, title: "This person has upcoming bookings" },
  payment_in_use: { status: 409, title: "This payment belongs to another booking" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body must be application/json" },
  slot_not_offered: { status: 422, title: "This time is not offered" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
  video_unavailable: { status: 503, title: "The video service does not answer" },
  payments_unavailable: { status: 503, title: "The payment service does not answer" },
} as const;

export type ProblemCode = keyof typeof KINDS;

export const PROBLEM_CODES = Object.keys(KINDS) as ProblemCode[];

export const statusOf = (code: ProblemCode): number => KINDS[code].status;

export interface FieldError {
  /** Where in the body or the query: `price.amount`, `limit`; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

/** What went wrong, as data; `problemResponse` gives it its form. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function problem(
  code: ProblemCode,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): Problem {
  return { code, detail, extra, headers: headersOf(code) };
}

export const invalidRequest = (errors: readonly FieldError[]): Problem =>
  problem(
    "invalid_request",
    errors.map(({ field, message }) => `${field || "request"}: ${message}`).join("; "),
    {
      errors,
    },
  );

export const notFound = (what = "There is nothing here, or it is not yours to see."): Problem =>
  problem("not_found", what);

/** An outage of ours or of a service behind us; nothing was decided, and asking again is safe. */
export const unavailable = (detail = "Nothing was changed. Please try again shortly."): Problem =>
  problem("unavailable", detail);

/** @param seconds until asking again can help. */
export const rateLimited = (detail: string, seconds: number): Problem => ({
  ...problem("rate_limited", detail),
  headers: { "Retry-After": String(seconds) },
});

/** RFC 9457. Never holds a stack, a statement or a key: `detail` is written by us, for whoever asked. */
export function problemResponse({ code, detail, extra, headers }: Problem): Response {
  const { status, title } = KINDS[code];
  const body = { type: `urn:meridian:problem:${code}`, title, status, code, detail, ...extra };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

function headersOf(code: ProblemCode): Record<string, string> {
  if (code === "unauthorized") return { "WWW-Authenticate": 'Bearer realm="meridian"' };
  if (KINDS[code].status === 503) return { "Retry-After": String(RETRY_AFTER_SECONDS) };
  return {};
}

/** What the rules and the claims refuse, and what the Worker adds to them. */
export type ApiRejection =
  | Rejection
  | ClaimRejection
  | JoinRejection
  | { readonly code: "video_unavailable" | "payments_unavailable" }
  | { readonly code: CapCode; readonly retryAfterSeconds: number }
  | { readonly code: "slot_not_offered" | "own_slot" }
  | { readonly code: "not_completed" | "already_reviewed" | "forbidden" };

/** The one place where a refusal becomes HTTP. */
export function problemOf(rejection: ApiRejection): Problem {
  switch (rejection.code) {
    case "not_found":
      return notFound();
    case "cancellation_window_closed":
      return closed(rejection.cancelDeadline);
    case "contest_window_closed":
      return problem(
        "contest_window_closed",
        `A missed session could be contested until ${toRfc3339(rejection.contestDeadline)}.`,
        { contest_deadline: toRfc3339(rejection.contestDeadline) },
      );
    case "not_cancellable":
      return problem("not_cancellable", `This booking is ${rejection.status}: it cannot be cancelled.`);
    case "conflict":
      return problem("conflict", rejection.detail);
    case "payment_ignored":
      return problem("conflict", "This payment is not the booking's own.");
    case "slot_taken":
      return problem("slot_taken", "Another booking holds this time. Nothing was charged.");
    case "too_many_drafts":
      return capped(
        rejection,
        "You hold as many unpaid bookings as one person may. Pay or cancel one first. Nothing was charged.",
      );
    case "too_many_upcoming":
      return capped(
        rejection,
        `You have ${UPCOMING_WITH_ONE_MENTOR} sessions ahead with this mentor, as many as one person may. Cancel one, or wait until one has begun. Nothing was charged.`,
      );
    case "too_many_made":
      return capped(
        rejection,
        `You have made ${BOOKINGS_AN_HOUR} bookings within an hour, as many as one person may. Wait a while. Nothing was charged.`,
      );
    case "payment_in_use":
      return problem("payment_in_use", "This payment_intent belongs to another booking.");
    case "too_early":
      return tooEarly(rejection.joinOpensAt);
    case "expired":
      return problem("expired", "The room closed one hour after the session's end.");
    case "cancelled":
      return problem("cancelled", "This session was cancelled: there is no room to join.");
    case "not_confirmed":
      return problem("not_confirmed", "This booking is not paid yet: there is no room to join.");
    case "video_unavailable":
      return problem("video_unavailable", "Your session is still on. Please try again in a moment.");
    case "payments_unavailable":
      return problem(
        "payments_unavailable",
        "Nothing was charged. Ask again to continue with the same booking.",
      );
    case "slot_not_offered":
      return problem("slot_not_offered", "The mentor does not offer this time and length.");
    case "own_slot":
      return problem("slot_not_offered", "Nobody can book a session with themselves.");
    case "not_completed":
      return problem("not_completed", "A session can be reviewed once it is completed.");
    case "already_reviewed":
      return problem("already_reviewed", "A session is reviewed once.");
    case "forbidden":
      return problem("forbidden", "This is not yours to do.");
  }
}

/** The object's own word holds no wait: `bookSlot` adds it. */
const capped = (rejection: ApiRejection, detail: string): Problem =>
  rateLimited(detail, "retryAfterSeconds" in rejection ? rejection.retryAfterSeconds : DRAFT_HOLD / SECOND);

const closed = (deadline: Instant): Problem =>
  problem(
    "cancellation_window_closed",
    `Cancelling closed at ${toRfc3339(deadline)}. Your session is still on.`,
    {
      cancel_deadline: toRfc3339(deadline),
    },
  );

const tooEarly = (opensAt: Instant): Problem =>
  problem("too_early", `The room opens at ${toRfc3339(opensAt)}.`, { join_opens_at: toRfc3339(opensAt) });

import Stripe from "stripe";
import { ServiceUnavailable } from "../failure.ts";
import { retryAfter } from "../http.ts";

/** Stripe's no, once it is certain that it is one. */
export interface Refusal {
  readonly code: string | null;
  /** Stripe's words, for people: without secrets, and short. */
  readonly detail: string;
  /** 404, or a parameter that names nothing. */
  readonly missing: boolean;
  /** The key was used for another request: what that one did is not known. */
  readonly otherRequestUnderKey: boolean;
}

/** Answers after which nobody knows whether anything was done, whatever their status. */
const INDETERMINATE_CODES: readonly string[] = ["lock_timeout", "idempotency_key_in_use", "rate_limit"];

const DETAIL_MAX_CHARACTERS = 300;

/**
 * Sorts what stripe-node throws. Every `err.name` there is "Error", so `type`, `statusCode` and `code` decide: without a
 * status (dropped, timed out, HTML from a proxy), with 409, 429, a lock or 5xx, the outcome is open. So is it with 401 and
 * 403: a bad key is our outage, not a verdict on the request.
 *
 * @throws ServiceUnavailable when the outcome is open; the error itself when it is none of Stripe's (a bug).
 */
export function refusalOf(error: unknown, what: string): Refusal {
  // Of an answer that is JSON but no object, stripe-node reads a field all the same.
  if (error instanceof TypeError) throw new ServiceUnavailable("stripe", `an unreadable answer to ${what}`);
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { type, statusCode, code } = error;
  const open =
    statusCode === undefined ||
    [401, 403, 409, 429].includes(statusCode) ||
    statusCode >= 500 ||
    INDETERMINATE_CODES.includes(code ?? "");
  if (open) {
    const headers = new Headers(error.headers ?? {});
    throw new ServiceUnavailable("stripe", `${statusCode ?? type} to ${what}`, retryAfter(headers));
  }
  return {
    code: code ?? null,
    detail: error.message.slice(0, DETAIL_MAX_CHARACTERS),
    missing: statusCode === 404 || code === "resource_missing",
    otherRequestUnderKey: type === "StripeIdempotencyError",
  };
}

/** A 500 that Stripe kept under this key and will go on giving: asking again under it tells nothing new. */
export function isKept500(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode !== 500) return false;
  return new Headers(error.headers ?? {}).get("idempotent-replayed") === "true";
}

/** For reading: what Stripe does not have is null. */
export async function nullWhenMissing<T>(what: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error;
    const refusal = refusalOf(error, what);
    if (refusal.missing) return null;
    // A refusal to read is none of the booking's: something is wrong between us and Stripe.
    throw new ServiceUnavailable("stripe", `${refusal.code ?? "refused"} to ${what}`);
  }
}

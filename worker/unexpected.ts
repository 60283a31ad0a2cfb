import { log, logBug } from "../telemetry/log.ts";
import { problem, problemResponse, unavailable } from "./problems.ts";

/**
 * What was thrown: an outage of D1, of an object or of a service behind us (503, and asking again is safe), or a bug (500).
 * Whoever asked is told neither statement nor stack, only an id under which both are in the log.
 */
export function unexpected(error: unknown, request: Request): Response {
  const id = request.headers.get("cf-ray") ?? crypto.randomUUID();
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const where = { request: id, method: request.method };
  if (isOutage(error)) {
    log("unavailable", { ...where, name, message });
    return problemResponse(unavailable());
  }
  logBug("internal_error", { ...where, name, message, stack });
  return problemResponse(
    problem("internal_error", "This was not your doing. It has been noted under this request's id.", {
      request_id: id,
    }),
  );
}

/** Texts of D1 that mean "not now" (Cloudflare, D1 docs, "Debug D1", and workerd's own). */
const D1_OUTAGES = [
  "Network connection lost",
  "storage caused object to be reset",
  "reset because its code was updated",
  "D1 DB is overloaded",
  "Too many requests queued",
  "storage operation exceeded timeout",
  "D1 DB exceeded its CPU time limit",
  "internal error",
];

/** An object of the version before, while a deployment spreads: the same call is answered once it has become one of ours. */
const NOT_YET = "The RPC receiver does not implement the method";

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message.includes(NOT_YET)) return true;
  // Names survive RPC, classes do not: an object's own outage arrives as an Error of that name.
  if (error.name === "ServiceUnavailable" || error.name === "Misconfigured") return true;
  const flags = error as { retryable?: boolean; overloaded?: boolean; durableObjectReset?: boolean };
  if (flags.retryable === true || flags.overloaded === true || flags.durableObjectReset === true) return true;
  return D1_OUTAGES.some((text) => error.message.includes(text));
}

import { MINUTE, type Milliseconds, SECOND } from "../../../domain/time.ts";
import { ServiceUnavailable } from "../../../providers/failure.ts";

/**
 * What may befall one call to the outside:
 * - `lost_before`: it never arrives; `lost_after`: done, and the answer is lost; `late`: given up on, and done a while later;
 * - `slow`: the answer takes its time;
 * - `rate_limited`: 429; `conflict`: 409; `kept_500`, `kept_500_done`: a 500 under the key, without and with the work done;
 * - `refused`: the service says no for good;
 * - `crash_before`, `crash_after`: the object dies as the call leaves, and before its answer comes;
 * - `deploy`: the object is replaced while the call is under way; the old one hears the answer and goes on without its storage.
 */
export type CallFault =
  | "lost_before"
  | "lost_after"
  | "late"
  | "slow"
  | "rate_limited"
  | "conflict"
  | "kept_500"
  | "kept_500_done"
  | "refused"
  | "crash_before"
  | "crash_after"
  | "deploy";

const COMMON = ["lost_before", "lost_after", "slow", "crash_before", "crash_after", "deploy"] as const;

export const READ_FAULTS: readonly CallFault[] = COMMON;
export const STRIPE_READ_FAULTS: readonly CallFault[] = [...COMMON, "rate_limited"];
export const STRIPE_WRITE_FAULTS: readonly CallFault[] = [
  ...COMMON,
  "lost_after",
  "crash_after",
  "late",
  "rate_limited",
  "conflict",
  "kept_500",
  "kept_500_done",
];
export const REFUND_FAULTS: readonly CallFault[] = [...STRIPE_WRITE_FAULTS, "refused"];
export const D1_WRITE_FAULTS: readonly CallFault[] = [...COMMON, "late"];
export const MAIL_FAULTS: readonly CallFault[] = [...COMMON, "rate_limited"];

/** Nobody is asked: the object waits for its answer to leave, and may be gone before it goes on. */
export const ANSWERED_FAULTS: readonly CallFault[] = ["crash_before", "deploy"];

/** Longest that work goes on which its caller has given up on. */
export const LATEST_WORK: Milliseconds = 20 * SECOND;
/** What a replaced object has begun may go on for so long (FACTS: "in-flight requests get at most 30 s"). */
export const DRAINS_FOR: Milliseconds = 30 * SECOND;
export const SLOWEST_ANSWER: Milliseconds = 3 * MINUTE;
export const ASKED_TO_WAIT: Milliseconds = 2 * SECOND;

export const unavailable = (service: string, what: string): ServiceUnavailable =>
  new ServiceUnavailable(service, what, what === "rate_limited" ? ASKED_TO_WAIT : null);

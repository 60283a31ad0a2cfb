/** Every line that the log may have, by its `event`. What each means and what to do then: docs/operations.md, "Alerts". */
export const EVENTS = [
  "alarm_failed",
  "checkout_refused",
  "drift",
  "drift_found",
  "drift_unknown",
  "effect",
  "effect_failed",
  "effect_given_up",
  "erasing_interrupted",
  "hang_up_failed",
  "internal_error",
  "join_failed",
  "ledgers_differ",
  "mail_late",
  "notice_refused",
  "page_failed",
  "pump_failed",
  "rebuild_failed",
  "reconciliation_postponed",
  "refund_refused",
  "refused",
  "report_refused",
  "request",
  "rows_without_object",
  "sign_in_asked",
  "sign_in_limited",
  "sign_in_mail_failed",
  "sign_in_mail_refused",
  "sign_in_refused",
  "signed_in",
  "swept",
  "unavailable",
  "wake_failed",
  "webhook_of_nobody",
  "webhook_refused",
] as const;

export type LoggedEvent = (typeof EVENTS)[number];

/** Structured, without names, addresses, tokens or links. */
export type Log = (event: LoggedEvent, fields: Readonly<Record<string, unknown>>) => void;

export const log: Log = (event, fields) => console.log(JSON.stringify({ event, ...fields }));

/** For bugs alone: Cloudflare marks the line as an error. */
export const logBug: Log = (event, fields) => console.error(JSON.stringify({ event, ...fields }));

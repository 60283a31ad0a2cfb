import type { SessionDetails } from "../db/session-details.ts";
import type { Booking, Verdict } from "../domain/booking.ts";
import type { Canceller } from "../domain/commands.ts";
import type { Rejection } from "../domain/rejections.ts";
import { type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { BookingRpc } from "../durable-objects/contract.ts";
import { type Act, audited } from "./audit.ts";
import type { Service } from "./service.ts";

// What administrators and platforms do to a booking of others, in the audit log: the one way to it, from the HTTP API and from
// the desk. The reason is for the log; the participants do not read it.

const outcomeOf = (result: Result<Booking, Rejection>): string => (result.ok ? "done" : result.reason.code);

/**
 * @param read the booking, from the primary.
 * @param perform what its object is asked for.
 */
async function actOn(
  service: Service,
  read: SessionDetails | null,
  act: Omit<Act, "subjectId">,
  now: Instant,
  perform: (booking: BookingRpc) => Promise<Result<Booking, Rejection>>,
): Promise<Result<Booking, Rejection>> {
  if (read === null) return refused({ code: "not_found" });
  const { id } = read.facts;
  return audited(service, { ...act, subjectId: id }, now, () => perform(service.booking(id)), outcomeOf);
}

export function cancelForOthers(
  service: Service,
  read: SessionDetails | null,
  by: Exclude<Canceller, { kind: "participant" }>,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  const userId = by.kind === "administrator" ? by.userId : null;
  return actOn(service, read, { userId, action: "cancel_booking", reason }, now, (booking) =>
    booking.cancel({ by, reason, shareReason: false }),
  );
}

/** Sends one of a booking's mails once more. @param key the mail's, as `emails_sent` has it. */
export function resendMail(
  service: Service,
  read: SessionDetails | null,
  key: string,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  // Made once for the act, so that a call which is repeated on its way to the object sends nothing twice.
  const again = service.newId();
  return actOn(service, read, { userId, action: "resend_mail", reason }, now, (booking) =>
    booking.resendMail(key, again),
  );
}

/** Gives the money of a session back that was held or missed. */
export function grantRefund(
  service: Service,
  read: SessionDetails | null,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  // Made once for the act, so that a call which is repeated on its way to the object grants nothing twice.
  const refundId = service.newId();
  return actOn(service, read, { userId, action: "grant_refund", reason }, now, (booking) =>
    booking.grantRefund(refundId, userId),
  );
}

/** Says who came to a session that is over. The status stays. */
export function ruleAttendance(
  service: Service,
  read: SessionDetails | null,
  verdict: Verdict,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  return actOn(service, read, { userId, action: "rule_attendance", reason }, now, (booking) =>
    booking.rule(verdict, userId),
  );
}

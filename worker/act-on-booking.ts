import type { SessionDetails } from "../db/session-details.ts";
import type { Booking, Verdict } from "../domain/booking.ts";
import type { Canceller } from "../domain/commands.ts";
import type { Rejection } from "../domain/rejections.ts";
import { type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type Act, audited } from "./audit.ts";
import type { Service } from "./service.ts";

// What administrators and platforms do to a booking of others, in the audit log: the one way to it, from the HTTP API and from
// the desk. The reason is for the log; the participants do not read it.

const outcomeOf = (result: Result<Booking, Rejection>): string => (result.ok ? "done" : result.reason.code);

/** @param read the booking, from the primary. */
export async function cancelForOthers(
  service: Service,
  read: SessionDetails | null,
  by: Exclude<Canceller, { kind: "participant" }>,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  if (read === null) return refused({ code: "not_found" });
  const { id } = read.facts;
  const userId = by.kind === "administrator" ? by.userId : null;
  const act: Act = { userId, action: "cancel_booking", subjectId: id, reason };
  const cancel = () => service.booking(id).cancel({ by, reason, shareReason: false });
  return audited(service, act, now, cancel, outcomeOf);
}

/**
 * Sends one of a booking's mails once more.
 * @param read the booking, from the primary.
 * @param key the mail's, as `emails_sent` has it.
 */
export async function resendMail(
  service: Service,
  read: SessionDetails | null,
  key: string,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  if (read === null) return refused({ code: "not_found" });
  const { id } = read.facts;
  const act: Act = { userId, action: "resend_mail", subjectId: id, reason };
  // Made once for the act, so that a call which is repeated on its way to the object sends nothing twice.
  const again = service.newId();
  return audited(service, act, now, () => service.booking(id).resendMail(key, again), outcomeOf);
}

/**
 * Gives the money of a session back that was held or missed.
 * @param read the booking, from the primary.
 */
export async function grantRefund(
  service: Service,
  read: SessionDetails | null,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  if (read === null) return refused({ code: "not_found" });
  const { id } = read.facts;
  const act: Act = { userId, action: "grant_refund", subjectId: id, reason };
  // Made once for the act, so that a call which is repeated on its way to the object grants nothing twice.
  const refundId = service.newId();
  return audited(service, act, now, () => service.booking(id).grantRefund(refundId, userId), outcomeOf);
}

/**
 * Says who came to a session that is over. The status stays.
 * @param read the booking, from the primary.
 */
export async function ruleAttendance(
  service: Service,
  read: SessionDetails | null,
  verdict: Verdict,
  userId: string,
  reason: string,
  now: Instant,
): Promise<Result<Booking, Rejection>> {
  if (read === null) return refused({ code: "not_found" });
  const { id } = read.facts;
  const act: Act = { userId, action: "rule_attendance", subjectId: id, reason };
  return audited(service, act, now, () => service.booking(id).rule(verdict, userId), outcomeOf);
}

import type { Booking, Refund } from "../domain/booking.ts";
import { findRefund } from "../domain/decide/refunds.ts";
import type { Rejection } from "../domain/rejections.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type Act, audited } from "./audit.ts";
import type { RefundOwner } from "./refund-owner.ts";
import type { Service } from "./service.ts";

/** What an administrator does to a refund that waits for a person. */
export interface RefundAct extends Act {
  readonly userId: string;
  readonly action: "retry_refund" | "settle_refund";
}

export interface ActedOn {
  readonly booking: Booking;
  readonly refund: Refund;
}

/** Retries or settles a refund, in the audit log: the one way to it, from the HTTP API and from the desk. */
export async function actOnRefund(
  service: Service,
  owner: RefundOwner | null,
  act: RefundAct,
  now: Instant,
): Promise<Result<ActedOn, Rejection>> {
  if (owner === null) return refused({ code: "not_found" });
  const object = service.booking(owner.bookingId);
  const { subjectId: refundId, userId } = act;
  const result = await audited(
    service,
    act,
    now,
    () =>
      act.action === "retry_refund"
        ? object.retryRefund(refundId, userId)
        : object.settleRefund(refundId, userId),
    (answer) => (answer.ok ? "done" : answer.reason.code),
  );
  if (!result.ok) return result;
  const refund = findRefund(result.value, refundId);
  return refund === null ? refused({ code: "not_found" }) : accepted({ booking: result.value, refund });
}

import * as z from "zod";
import { isConfirmed } from "../auth/confirmed.ts";
import type { Viewer } from "../auth/viewer.ts";
import type { Database, Query } from "../db/query.ts";
import { sessionQuery } from "../db/session-details.ts";
import { VERDICTS } from "../domain/booking.ts";
import { isId } from "../domain/ids.ts";
import type { Rejection } from "../domain/rejections.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { RefundEffort } from "../durable-objects/contract.ts";
import { isLiveKey } from "../providers/stripe/client.ts";
import { cancelForOthers, grantRefund, resendMail, ruleAttendance } from "./act-on-booking.ts";
import { actOnRefund, type RefundAct } from "./act-on-refund.ts";
import type { DeskRejection, DeskRpc } from "./contract.ts";
import { erasePerson } from "./erase-person.ts";
import { checked } from "./input.ts";
import { refundOwnerQuery } from "./refund-owner.ts";
import { neededReason } from "./schemas/common.ts";
import type { Service } from "./service.ts";
import { type Asker, nothingElse, whoAsks } from "./who-asks.ts";

/** Over RPC a verdict is whatever the caller sent. */
const rulingForm = z.strictObject({ verdict: z.enum(VERDICTS) });

type Done = Result<null, DeskRejection>;
type Administrator<T> = Asker<T> & { readonly viewer: Viewer; readonly reason: string };

/**
 * The refund desk's acts, behind RPC. As with every call of the dashboard nothing that Pages says is believed: who asks is
 * judged at the primary, in the same round trip as what they act on; then it is the API's own code that acts.
 */
export class Desk implements DeskRpc {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  async handlesLiveMoney(): Promise<boolean> {
    return isLiveKey(this.#service.settings.STRIPE_SECRET_KEY);
  }

  async refundEfforts(
    token: string,
    bookingId: string,
  ): Promise<Result<readonly RefundEffort[], DeskRejection>> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused({ code: "unauthorized" });
    if (!asker.viewer.roles.admin) return refused({ code: "forbidden" });
    if (!isId(bookingId)) return refused({ code: "not_found" });
    return accepted(await this.#service.booking(bookingId).refundEfforts());
  }

  retryRefund(token: string, refundId: string, reason: string): Promise<Done> {
    return this.#actOnRefund(token, "retry_refund", refundId, reason);
  }

  settleRefund(token: string, refundId: string, reason: string): Promise<Done> {
    return this.#actOnRefund(token, "settle_refund", refundId, reason);
  }

  async cancelBooking(
    token: string,
    bookingId: string,
    { reason, refund }: { readonly reason: string; readonly refund: boolean },
  ): Promise<Done> {
    const asked = await this.#administrator(token, bookingId, reason, (db) => sessionQuery(db, bookingId));
    if (!asked.ok) return asked;
    const { viewer, read, now, reason: why } = asked.value;
    // Over RPC a boolean is whatever the caller sent: only a plain yes moves money.
    const by = { kind: "administrator", userId: viewer.id, refund: refund === true } as const;
    const cancelled = await cancelForOthers(this.#service, read, by, why, now);
    if (!cancelled.ok) return told(cancelled);
    // Whoever cancelled first decided about the money: a second one with another mind has to know.
    const own = cancelled.value.cancellation?.userId === viewer.id;
    return own ? accepted(null) : refused({ code: "conflict" });
  }

  async resendMail(token: string, bookingId: string, key: string, reason: string): Promise<Done> {
    const asked = await this.#administrator(
      token,
      bookingId,
      reason,
      (db) => sessionQuery(db, bookingId),
      false,
    );
    if (!asked.ok) return asked;
    const { viewer, read, now, reason: why } = asked.value;
    return told(await resendMail(this.#service, read, String(key), viewer.id, why, now));
  }

  async grantRefund(token: string, bookingId: string, reason: string): Promise<Done> {
    const asked = await this.#administrator(token, bookingId, reason, (db) => sessionQuery(db, bookingId));
    if (!asked.ok) return asked;
    const { viewer, read, now, reason: why } = asked.value;
    return told(await grantRefund(this.#service, read, viewer.id, why, now));
  }

  async ruleAttendance(token: string, bookingId: string, verdict: string, reason: string): Promise<Done> {
    const asked = await this.#administrator(token, bookingId, reason, (db) => sessionQuery(db, bookingId));
    if (!asked.ok) return asked;
    const said = checked(rulingForm, { verdict });
    if (!said.ok) return refused({ code: "invalid_request", errors: said.reason });
    const { viewer, read, now, reason: why } = asked.value;
    return told(await ruleAttendance(this.#service, read, said.value.verdict, viewer.id, why, now));
  }

  async erasePerson(token: string, userId: string, reason: string): ReturnType<DeskRpc["erasePerson"]> {
    const asked = await this.#administrator(token, userId, reason, nothingElse);
    if (!asked.ok) return asked;
    const { viewer, reason: why } = asked.value;
    return erasePerson(this.#service, userId, { userId: viewer.id, reason: why });
  }

  async #actOnRefund(
    token: string,
    action: RefundAct["action"],
    refundId: string,
    reason: string,
  ): Promise<Done> {
    const asked = await this.#administrator(token, refundId, reason, (db) => refundOwnerQuery(db, refundId));
    if (!asked.ok) return asked;
    const { viewer, read, now, reason: why } = asked.value;
    const act: RefundAct = { userId: viewer.id, action, subjectId: refundId, reason: why };
    return told(await actOnRefund(this.#service, read, act, now));
  }

  /**
   * In the API's order: who asks, whether they may, whether what they say fits; then whether there is such a thing.
   * @param weighty whether money moves or nothing brings it back: then who asks has confirmed lately that it is them.
   */
  async #administrator<T>(
    token: string,
    subjectId: string,
    reason: string,
    riding: (db: Database) => Query<T>,
    weighty = true,
  ): Promise<Result<Administrator<T>, DeskRejection>> {
    const asker = await whoAsks(this.#service, token, riding);
    if (asker === null) return refused({ code: "unauthorized" });
    if (!asker.viewer.roles.admin) return refused({ code: "forbidden" });
    if (weighty && !isConfirmed(asker.viewer, asker.now)) return refused({ code: "confirmation_required" });
    const said = checked(neededReason, reason);
    if (!said.ok) return refused({ code: "invalid_request", errors: said.reason });
    if (!isId(subjectId)) return refused({ code: "not_found" });
    return accepted({ ...asker, reason: said.value });
  }
}

function told(result: Result<unknown, Rejection>): Done {
  if (result.ok) return accepted(null);
  return refused({ code: result.reason.code === "not_found" ? "not_found" : "conflict" });
}

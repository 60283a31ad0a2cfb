import { createHmac } from "node:crypto";
import type { Sandbox } from "../context.ts";
import { stripeId } from "../ids.ts";
import type { Stored } from "../state.ts";
import { badParam, missing } from "./errors.ts";
import { API_VERSION, type ApiList, type Hidden, KIND, type StripeEvent } from "./objects.ts";

/** Who asks: test and live objects never see each other, and events name the request that caused them. */
export interface Caller {
  livemode: boolean;
  requestId: string | null;
  idempotencyKey: string | null;
  /** The `Stripe-Version` header; null is the account's own version. */
  version: string | null;
}

/** The clock itself, when no request causes what happens. */
export function clockCaller(livemode: boolean): Caller {
  return { livemode, requestId: null, idempotencyKey: null, version: null };
}

/** From this version on, `payment_method_types` can be read but no longer written. */
const ENDIVE = "2026-09-30";

/**
 * Refuses what Stripe took out of the API in Endive, from whoever speaks Endive. Without a `Stripe-Version` the account's
 * own, older version counts, as it does at Stripe: hand-written requests may still name `payment_method_types`.
 */
export function refuseRemoved(
  caller: Caller,
  params: { payment_method_types?: unknown; allowed_payment_method_types?: unknown },
): void {
  if (params.payment_method_types === undefined) return;
  if (caller.version !== null && caller.version >= ENDIVE) {
    const message =
      "payment_method_types is no longer supported. Use allowed_payment_method_types, excluded_payment_method_types or " +
      "dynamic payment methods instead.";
    throw badParam("payment_method_types_no_longer_supported", message, "payment_method_types");
  }
  if (params.allowed_payment_method_types === undefined) return;
  const message =
    "You may only specify one of these parameters: allowed_payment_method_types, payment_method_types.";
  throw badParam(undefined, message, "payment_method_types");
}

export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** An object of the caller's mode, or Stripe's "No such …". */
export function find<T extends object>(
  sandbox: Sandbox,
  caller: Caller,
  kind: string,
  what: string,
  id: string,
  param: string,
  inPath: boolean,
): Stored<T, Hidden> {
  const stored = sandbox.state.get<T & { livemode?: boolean }, Hidden>(kind, id);
  const livemode = stored?.body.livemode ?? stored?.hidden.livemode;
  if (stored === null || livemode !== caller.livemode) throw missing(what, id, param, inPath);
  return stored;
}

export interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

/** Stripe's lists: newest first, by cursor. */
export function paginate<T extends { id: string }>(newestFirst: T[], page: Page, url: string): ApiList<T> {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100)
    throw badParam("parameter_invalid_integer", "limit must be from 1 to 100", "limit");
  const indexOf = (id: string, param: string): number => {
    const index = newestFirst.findIndex((item) => item.id === id);
    if (index === -1) throw missing("object", id, param, false);
    return index;
  };
  if (page.ending_before !== undefined) {
    const before = newestFirst.slice(0, indexOf(page.ending_before, "ending_before"));
    return { object: "list", data: before.slice(-limit), has_more: before.length > limit, url };
  }
  const from = page.starting_after === undefined ? 0 : indexOf(page.starting_after, "starting_after") + 1;
  const rest = newestFirst.slice(from);
  return { object: "list", data: rest.slice(0, limit), has_more: rest.length > limit, url };
}

/** Records an event with the object as it is now, and queues its webhook. */
export function emit(sandbox: Sandbox, caller: Caller, type: string, object: unknown): void {
  const event: StripeEvent = {
    id: stripeId("evt"),
    object: "event",
    api_version: API_VERSION,
    created: seconds(sandbox.now()),
    data: { object },
    livemode: caller.livemode,
    pending_webhooks: 1,
    request: { id: caller.requestId, idempotency_key: caller.idempotencyKey },
    type,
  };
  sandbox.state.put(KIND.event, event);
  sandbox.webhooks.queue({ service: "stripe", id: event.id, type, body: JSON.stringify(event, null, 2) });
}

/** `Stripe-Signature`: HMAC-SHA256 over `t.body`, in hex, under the endpoint's secret as it stands. */
export function signStripe(secret: string, body: string, now: number): Record<string, string> {
  const t = seconds(now);
  const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  return {
    "stripe-signature": `t=${t},v1=${v1}`,
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { type Context, Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { type Answer, exchange, type Refusal } from "../exchange.ts";
import { randomToken } from "../ids.ts";
import { advanceSessions } from "./checkout.ts";
import { route } from "./endpoints.ts";
import { StripeFailure } from "./errors.ts";
import { expandObject } from "./expand.ts";
import { canonicalForm, decodeForm } from "./form.ts";
import {
  type KeyedRequest,
  keepOutcome,
  keyInUse,
  type Outcome,
  type RunningKeys,
  underKey,
} from "./idempotency.ts";
import { API_VERSION } from "./objects.ts";
import { advanceRefunds } from "./refunds.ts";
import type { Caller } from "./store.ts";

/** What the clock changes at Stripe: sessions run out, refunds settle or fail. */
export function advanceStripe(sandbox: Sandbox): void {
  advanceSessions(sandbox);
  advanceRefunds(sandbox);
}

/** Stripe's API, at the root of the origin. */
export function stripeApi(sandbox: Sandbox): Hono<Env> {
  const running: RunningKeys = new Set();
  const app = new Hono<Env>();
  app.all("/v1/*", async (c) => {
    const form = await parametersOf(c);
    const idempotencyKey = c.req.header("idempotency-key") ?? null;
    const requestId = `req_${randomToken(14)}`;
    const version = c.req.header("stripe-version") ?? null;
    const livemode = modeOf(c.req.header("authorization"));
    const call = { service: "stripe" as const, method: c.req.method, path: c.req.path, idempotencyKey };
    const headers = (extra: Record<string, string> = {}): Record<string, string> => ({
      "request-id": requestId,
      "stripe-version": version ?? API_VERSION,
      ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
      ...extra,
    });
    return exchange(sandbox, c.env, call, {
      refuse: () =>
        livemode === null ? { ...unauthorized(c.req.header("authorization")), headers: headers() } : null,
      answer: async (refusal) => {
        const caller: Caller = { livemode: livemode === true, requestId, idempotencyKey, version };
        return answer(sandbox, running, { ...call, form, caller }, refusal, headers);
      },
    });
  });
  return app;
}

interface Request {
  method: string;
  path: string;
  form: string;
  caller: Caller;
}

async function answer(
  sandbox: Sandbox,
  running: RunningKeys,
  request: Request,
  refusal: Refusal | null,
  headers: (extra?: Record<string, string>) => Record<string, string>,
): Promise<Answer> {
  try {
    // 429 and 409 come from layers in front of the endpoint: nothing is done, nothing is kept.
    if (refusal?.fault === "429") throw rateLimited();
    if (refusal?.fault === "409") throw keyInUse();
    const { caller, form, method, path } = request;
    if (method !== "POST" || caller.idempotencyKey === null) {
      return { ...(await perform(sandbox, request, refusal, null)), headers: headers() };
    }
    const fingerprint = `${method} ${path}\n${canonicalForm(form)}`;
    const keyed: KeyedRequest = { livemode: caller.livemode, key: caller.idempotencyKey, fingerprint };
    const outcome = await underKey(sandbox, running, keyed, () => perform(sandbox, request, refusal, keyed));
    return {
      status: outcome.status,
      body: outcome.body,
      headers: headers(outcome.replayed ? { "idempotent-replayed": "true" } : {}),
    };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return { ...failed(error), headers: headers() };
  }
}

/** Does the work and keeps its outcome under the key in one transaction: a replay finds both or neither. */
async function perform(
  sandbox: Sandbox,
  request: Request,
  refusal: Refusal | null,
  keyed: KeyedRequest | null,
): Promise<Outcome> {
  if (request.method === "POST") await sleep(sandbox.options.latencyMs ?? 0);
  return sandbox.state.transaction(() => {
    const done = refusal?.fault === "500" && !refusal.done ? null : attempt(sandbox, request);
    const outcome = refusal?.fault === "500" ? serverError() : (done ?? serverError());
    if (keyed) keepOutcome(sandbox, keyed, outcome);
    return outcome;
  });
}

/**
 * A refusal is an outcome too, and what a declined card leaves behind is to be committed: so it is no throw here. A bad
 * `expand` does throw: it undoes the work, for Stripe refuses it beforehand.
 */
function attempt(sandbox: Sandbox, request: Request): Outcome {
  let object: unknown;
  let paths: readonly string[];
  try {
    const found = route(request.method, request.path);
    if (found === null) throw unknownUrl(request);
    const prepared = found.prepare(sandbox, request.caller, decodeForm(request.form), found.id);
    paths = prepared.expand;
    object = prepared.run();
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return failed(error);
  }
  return { status: 200, body: JSON.stringify(expandObject(sandbox, object, paths), null, 2) };
}

async function parametersOf(c: Context<Env>): Promise<string> {
  const query = new URL(c.req.url).search.slice(1);
  return c.req.method === "GET" ? query : c.req.text();
}

/** Live or test by the key; null when it is no key. Both header forms are Stripe's: Bearer, and Basic without password. */
function modeOf(authorization: string | undefined): boolean | null {
  const match = /^[rs]k_(test|live)_\w+$/.exec(keyOf(authorization));
  return match ? match[1] === "live" : null;
}

function keyOf(authorization = ""): string {
  const [scheme = "", value = ""] = authorization.split(" ");
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return "";
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}

function unauthorized(authorization: string | undefined): Answer {
  const key = keyOf(authorization);
  const message =
    key === ""
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
      : `Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(8)}`;
  return failed(new StripeFailure(401, { type: "invalid_request_error", message }));
}

function unknownUrl(request: Request): StripeFailure {
  const { method, path } = request;
  const message = `Unrecognized request URL (${method}: ${path}). The sandbox speaks the part of Stripe's API that Meridian uses.`;
  return new StripeFailure(404, { type: "invalid_request_error", message }, true);
}

function rateLimited(): StripeFailure {
  const message =
    "Request rate limit exceeded. Learn more about rate limits here: https://stripe.com/docs/rate-limits.";
  return new StripeFailure(429, { type: "invalid_request_error", code: "rate_limit", message });
}

function serverError(): Outcome {
  const message = "An unknown error occurred";
  return failed(new StripeFailure(500, { type: "api_error", message }));
}

function failed(failure: StripeFailure): Outcome {
  const body = JSON.stringify({ error: failure.error }, null, 2);
  return { status: failure.status, body, beforeStart: failure.beforeStart };
}

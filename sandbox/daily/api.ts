import { randomUUID, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { type Answer, exchange, type Refusal } from "../exchange.ts";
import { DailyFailure, notFound } from "./errors.ts";
import { listMeetings } from "./meetings.ts";
import { createWebhookBody, parseBody } from "./params.ts";
import { createRoom, deleteRoom, getRoom, listRooms, updateRoom } from "./rooms.ts";
import { createToken, validateToken } from "./tokens.ts";

const WEBHOOK = "daily.webhook";

/** Daily's REST API, under `/daily/v1` in place of `https://api.daily.co/v1`. */
export function dailyApi(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.all("/daily/v1/*", async (c) => {
    const body = await c.req.text();
    const path = c.req.path.slice("/daily".length);
    const call = {
      service: "daily" as const,
      method: c.req.method,
      path: withoutToken(path),
      idempotencyKey: null,
    };
    return exchange(sandbox, c.env, call, {
      refuse: () => (authorized(sandbox, c) ? null : failed(new DailyFailure(401, "authentication-error"))),
      answer: (refusal) => answer(sandbox, c, path.slice("/v1/".length), body, refusal),
    });
  });
  return app;
}

async function answer(
  sandbox: Sandbox,
  c: Context<Env>,
  path: string,
  body: string,
  refusal: Refusal | null,
): Promise<Answer> {
  try {
    if (refusal && !refusal.done) throw refusedBy(refusal);
    const query = new URL(c.req.url).searchParams;
    const result = await endpoint(sandbox, `${c.req.method} ${path}`, body, query);
    if (refusal) throw refusedBy(refusal);
    return { status: 200, body: JSON.stringify(result) };
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error;
    return failed(error);
  }
}

/** One call; the names are Daily's. */
function endpoint(sandbox: Sandbox, call: string, body: string, query: URLSearchParams): unknown {
  const [method, path = ""] = call.split(" ");
  const [resource = "", id, ...rest] = path.split("/").map(decoded);
  if (rest.length > 0) throw notFound(`no such endpoint: ${call}`);
  switch (id === undefined ? `${method} ${resource}` : `${method} ${resource}/:id`) {
    case "GET ":
      return { domain_name: "sandbox", domain_id: sandbox.options.dailyDomainId, config: {} };
    case "POST rooms":
      return sandbox.state.transaction(() => createRoom(sandbox, body));
    case "GET rooms":
      return listRooms(sandbox, query);
    case "GET rooms/:id":
      return getRoom(sandbox, id ?? "");
    case "POST rooms/:id":
      return sandbox.state.transaction(() => updateRoom(sandbox, id ?? "", body));
    case "DELETE rooms/:id":
      return deleteRoom(sandbox, id ?? "");
    case "POST meeting-tokens":
      return createToken(sandbox, body);
    case "GET meeting-tokens/:id":
      return validateToken(sandbox, id ?? "", query.get("ignoreNbf") === "true");
    case "GET meetings":
      return listMeetings(sandbox, query);
    case "GET webhooks":
      return sandbox.state.list(WEBHOOK).map(({ body: webhook }) => webhook);
    case "POST webhooks":
      return createWebhook(sandbox, body);
    default:
      throw notFound(`no such endpoint: ${call}`);
  }
}

/** A path that cannot be decoded names nothing that exists. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound(`no such endpoint: ${part}`);
  }
}

/** Recorded only: the sandbox sends to the app it was started for, under the secret it was given. */
function createWebhook(sandbox: Sandbox, text: string): unknown {
  const body = parseBody(createWebhookBody, text);
  const webhook = {
    id: randomUUID(),
    uuid: randomUUID(),
    url: body.url,
    hmac: body.hmac ?? sandbox.options.dailyWebhookSecret,
    basicAuth: body.basicAuth ?? null,
    retryType: body.retryType ?? "circuit-breaker",
    eventTypes: body.eventTypes ?? [],
    state: "ACTIVE",
    failedCount: 0,
    lastMomentPushed: null,
    domainId: sandbox.options.dailyDomainId,
    createdAt: new Date(sandbox.now()).toISOString(),
    updatedAt: new Date(sandbox.now()).toISOString(),
  };
  sandbox.state.put(WEBHOOK, webhook);
  return webhook;
}

function authorized(sandbox: Sandbox, c: Context<Env>): boolean {
  const expected = Buffer.from(`Bearer ${sandbox.options.dailyApiKey}`);
  const given = Buffer.from(c.req.header("authorization") ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A meeting token opens a room: the log shows that one was asked about, not which. */
function withoutToken(path: string): string {
  return path.replace(/^(\/v1\/meeting-tokens\/).+$/, "$1…");
}

function refusedBy(refusal: Refusal): DailyFailure {
  if (refusal.fault === "429") return new DailyFailure(429, "rate-limit-error");
  if (refusal.fault === "409")
    return new DailyFailure(409, "conflict-error", "the resource is being changed by another request");
  return new DailyFailure(500, "server-error", "an unexpected error occurred");
}

function failed(failure: DailyFailure): Answer {
  return { status: failure.status, body: failure.body() };
}

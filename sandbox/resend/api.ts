import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { type Answer, exchange, type Refusal } from "../exchange.ts";
import { accountCall } from "./account.ts";
import { findEmail, parseEmail, sendEmail } from "./emails.ts";
import { ResendFailure } from "./errors.ts";

const KEYS_KEPT_MS = 24 * 3_600_000;
const LONGEST_KEY = 256;

interface Request {
  method: string;
  path: string;
  body: string;
  key: string | null;
}

/** Resend's API, under `/resend` in place of `https://api.resend.com`. */
export function resendApi(sandbox: Sandbox): Hono<Env> {
  const running = new Set<string>();
  const app = new Hono<Env>();
  app.all("/resend/*", async (c) => {
    const body = await c.req.text();
    const key = c.req.header("idempotency-key") ?? null;
    const request: Request = { method: c.req.method, path: c.req.path.slice("/resend".length), body, key };
    const call = {
      service: "resend" as const,
      method: request.method,
      path: request.path,
      idempotencyKey: key,
    };
    return exchange(sandbox, c.env, call, {
      refuse: () => unauthorized(c.req.header("authorization")),
      answer: (refusal) => answer(sandbox, running, request, refusal),
    });
  });
  return app;
}

async function answer(
  sandbox: Sandbox,
  running: Set<string>,
  request: Request,
  refusal: Refusal | null,
): Promise<Answer> {
  try {
    if (refusal && !refusal.done) throw refusedBy(refusal);
    const answered = await endpoint(sandbox, running, request);
    if (refusal) throw refusedBy(refusal);
    return answered;
  } catch (error) {
    if (!(error instanceof ResendFailure)) throw error;
    return failed(error);
  }
}

async function endpoint(sandbox: Sandbox, running: Set<string>, request: Request): Promise<Answer> {
  if (request.method === "POST" && request.path === "/emails") return send(sandbox, running, request);
  const { method, path, body } = request;
  const account = sandbox.state.transaction(() => accountCall(sandbox, method, path, body));
  if (account !== null) return { status: 200, body: JSON.stringify(account) };
  const id = /^\/emails\/([^/]+)$/.exec(request.path)?.[1];
  const found = request.method === "GET" && id !== undefined ? findEmail(sandbox, id) : null;
  if (found) return { status: 200, body: JSON.stringify(found.email) };
  throw new ResendFailure(
    404,
    "not_found",
    id === undefined ? "The requested endpoint does not exist." : "Email not found",
  );
}

/** `POST /emails`; under a key the same mail is sent once in 24 hours, and another mail is refused. */
async function send(sandbox: Sandbox, running: Set<string>, request: Request): Promise<Answer> {
  const { body, key } = request;
  if (key !== null && (key.length < 1 || key.length > LONGEST_KEY)) {
    throw new ResendFailure(
      400,
      "invalid_idempotency_key",
      `The idempotency key must be between 1-${LONGEST_KEY} characters.`,
    );
  }
  const email = parseEmail(body);
  if (key === null) {
    await sleep(sandbox.options.latencyMs ?? 0);
    return { status: 200, body: JSON.stringify(sandbox.state.transaction(() => sendEmail(sandbox, email))) };
  }
  const fingerprint = createHash("sha256").update(JSON.stringify(email)).digest("hex");
  const kept = sandbox.state.keptAnswer("resend", "", key, sandbox.now() - KEYS_KEPT_MS);
  if (kept && kept.fingerprint !== fingerprint) {
    throw new ResendFailure(
      409,
      "invalid_idempotent_request",
      "This idempotency key has been used on a request with a different payload. Retrying this request is useless without changing the idempotency key or payload.",
    );
  }
  if (kept) return { status: kept.status, body: kept.body };
  if (running.has(key)) throw inProgress();
  running.add(key);
  try {
    await sleep(sandbox.options.latencyMs ?? 0);
    return sandbox.state.transaction(() => {
      const answered = { status: 200, body: JSON.stringify(sendEmail(sandbox, email)) };
      sandbox.state.keepAnswer("resend", "", key, { fingerprint, ...answered }, sandbox.now());
      return answered;
    });
  } finally {
    running.delete(key);
  }
}

/** Keys look like `re_…`. The sandbox has none of its own: any will do, but not none. */
function unauthorized(authorization: string | undefined): Answer | null {
  const [scheme, key = ""] = (authorization ?? "").split(" ");
  if (scheme !== "Bearer" || key === "") {
    return failed(new ResendFailure(401, "missing_api_key", "Missing API key in the authorization header."));
  }
  return /^re_\w+$/.test(key)
    ? null
    : failed(new ResendFailure(403, "invalid_api_key", "API key is invalid"));
}

function inProgress(): ResendFailure {
  return new ResendFailure(
    409,
    "concurrent_idempotent_requests",
    "Another request with the same idempotency key is currently in progress. Please retry your request later.",
  );
}

function refusedBy(refusal: Refusal): ResendFailure {
  if (refusal.fault === "409") return inProgress();
  if (refusal.fault === "429") {
    return new ResendFailure(
      429,
      "rate_limit_exceeded",
      "Too many requests. Please limit the number of requests per second.",
    );
  }
  return new ResendFailure(500, "internal_server_error", "An unexpected error occurred.");
}

function failed(failure: ResendFailure): Answer {
  const limits = {
    "ratelimit-limit": "2",
    "ratelimit-remaining": "0",
    "ratelimit-reset": "1",
    "retry-after": "1",
  };
  return {
    status: failure.statusCode,
    body: failure.body(),
    headers: failure.statusCode === 429 ? limits : {},
  };
}

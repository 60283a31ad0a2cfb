import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Env, Sandbox } from "../context.ts";
import { type Answer, exchange, type Refusal } from "../exchange.ts";
import { WherebyFailure } from "./errors.ts";
import { createMeeting, deleteMeeting, getMeeting } from "./meetings.ts";

/** Whereby's REST API, under `/whereby/v1` in place of `https://api.whereby.dev/v1`. */
export function wherebyApi(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.all("/whereby/v1/*", async (c) => {
    const body = await c.req.text();
    const path = c.req.path.slice("/whereby".length);
    const call = { service: "whereby" as const, method: c.req.method, path, idempotencyKey: null };
    return exchange(sandbox, c.env, call, {
      refuse: () => (authorized(sandbox, c) ? null : failed(new WherebyFailure(401, "Unauthorized"))),
      answer: (refusal) => answer(sandbox, c, path.slice("/v1".length), body, refusal),
    });
  });
  return app;
}

function answer(
  sandbox: Sandbox,
  c: Context<Env>,
  path: string,
  body: string,
  refusal: Refusal | null,
): Answer {
  try {
    if (refusal && !refusal.done) throw refusedBy(refusal);
    const done = endpoint(sandbox, c.req.method, path, body, new URL(c.req.url).searchParams);
    if (refusal) throw refusedBy(refusal);
    return done;
  } catch (error) {
    if (!(error instanceof WherebyFailure)) throw error;
    return failed(error);
  }
}

function endpoint(
  sandbox: Sandbox,
  method: string,
  path: string,
  body: string,
  query: URLSearchParams,
): Answer {
  const id = /^\/meetings\/([^/]+)$/.exec(path)?.[1];
  switch (id === undefined ? `${method} ${path}` : `${method} /meetings/:id`) {
    case "POST /meetings":
      return { status: 201, body: JSON.stringify(createMeeting(sandbox, body)) };
    case "GET /meetings/:id":
      return { status: 200, body: JSON.stringify(getMeeting(sandbox, id ?? "", query.getAll("fields"))) };
    case "DELETE /meetings/:id":
      deleteMeeting(sandbox, id ?? "");
      return { status: 204, body: "" };
    default:
      throw new WherebyFailure(404, "Not found");
  }
}

function authorized(sandbox: Sandbox, c: Context<Env>): boolean {
  const expected = Buffer.from(`Bearer ${sandbox.options.wherebyApiKey}`);
  const given = Buffer.from(c.req.header("authorization") ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function refusedBy(refusal: Refusal): WherebyFailure {
  if (refusal.fault === "429") {
    return new WherebyFailure(429, "Rate limit active for throttle key: organization:1", {
      "retry-after": "1",
    });
  }
  return refusal.fault === "409"
    ? new WherebyFailure(409, "Conflict")
    : new WherebyFailure(500, "Internal server error");
}

function failed(failure: WherebyFailure): Answer {
  return { status: failure.status, body: failure.body(), headers: failure.headers };
}

import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Sandbox } from "./context.ts";
import { REFUSAL_FAULTS, type RefusalFault, TRANSPORT_FAULTS } from "./faults.ts";
import { DEFAULT_PATIENCE_MS, type Service } from "./options.ts";

/** What is logged of a request; the path is the service's own, without secrets. */
export interface Call {
  service: Service;
  method: string;
  path: string;
  idempotencyKey: string | null;
}

export interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export interface Refusal {
  fault: RefusalFault;
  /** Only with 500: the work is done before the answer denies it. */
  done: boolean;
}

export interface Steps {
  /** Refuses who may not ask; such a request uses up no fault. */
  refuse: () => Answer | null;
  answer: (refusal: Refusal | null) => Answer | Promise<Answer>;
}

/**
 * One request to a stood-in service, told in its order: let the clock do what is due, refuse strangers, meet an armed
 * fault, answer, log. The faults that cut the line live here, so no service knows of them.
 */
export async function exchange(
  sandbox: Sandbox,
  env: HttpBindings,
  call: Call,
  steps: Steps,
): Promise<Response> {
  sandbox.advance();
  const refused = steps.refuse();
  if (refused) return respond(sandbox, call, refused, null);

  const subject = `${call.method} ${call.path}`;
  const armed = sandbox.faults.take(call.service, [...TRANSPORT_FAULTS, ...REFUSAL_FAULTS], subject);
  const fault = armed?.fault ?? null;
  if (fault === "timeout_before" || fault === "drop_before") return cutOff(sandbox, env, call, fault);

  const refusal =
    armed && (fault === "409" || fault === "429" || fault === "500") ? { fault, done: armed.done } : null;
  const answer = await steps.answer(refusal);
  if (fault === "timeout_after" || fault === "drop_after") return cutOff(sandbox, env, call, fault);
  return respond(sandbox, call, answer, fault);
}

function respond(sandbox: Sandbox, call: Call, answer: Answer, fault: string | null): Response {
  log(sandbox, call, answer.status, fault);
  const headers = { "content-type": "application/json; charset=utf-8", ...answer.headers };
  return new Response(answer.body, { status: answer.status, headers });
}

/** Logged before the wait: a test looks for the request while its client still hopes. */
async function cutOff(sandbox: Sandbox, env: HttpBindings, call: Call, fault: string): Promise<Response> {
  log(sandbox, call, null, fault);
  if (fault.startsWith("timeout")) await hold(sandbox, env);
  env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function hold(sandbox: Sandbox, env: HttpBindings): Promise<void> {
  const gone = new AbortController();
  env.outgoing.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, sandbox.closing]);
  // An abort is the expected end: the client lost patience, or the sandbox closes.
  await sleep(sandbox.options.patienceMs ?? DEFAULT_PATIENCE_MS, undefined, { signal }).catch(
    () => undefined,
  );
}

function log(sandbox: Sandbox, call: Call, status: number | null, fault: string | null): void {
  const { service, method, path, idempotencyKey } = call;
  const at = sandbox.now();
  sandbox.state.logRequest({ service, method, path, status, idempotency_key: idempotencyKey, at, fault });
}

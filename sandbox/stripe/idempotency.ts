import type { Sandbox } from "../context.ts";
import { StripeFailure } from "./errors.ts";

const PRUNED_AFTER_MS = 24 * 3_600_000;
const LONGEST_KEY = 255;

export interface Outcome {
  status: number;
  body: string;
  /** Refused before the endpoint began: the key stays free. */
  beforeStart?: boolean;
}

/** Keys under which a request runs at this moment; in memory, for a killed sandbox runs nothing. */
export type RunningKeys = Set<string>;

export interface KeyedRequest {
  livemode: boolean;
  key: string;
  /** Method, path and parameters: all that must be the same for the key to mean the same request. */
  fingerprint: string;
}

/**
 * Runs a request under its key as Stripe does: the first outcome is kept, errors included, and replayed for 24 hours;
 * other parameters are an error, and so is asking again while the first still runs.
 */
export async function underKey(
  sandbox: Sandbox,
  running: RunningKeys,
  request: KeyedRequest,
  run: () => Promise<Outcome>,
): Promise<Outcome & { replayed: boolean }> {
  if (request.key.length > LONGEST_KEY) {
    throw new StripeFailure(400, {
      type: "idempotency_error",
      message: `Idempotency keys may be at most ${LONGEST_KEY} characters long.`,
    });
  }
  const scope = request.livemode ? "live" : "test";
  const kept = sandbox.state.keptAnswer("stripe", scope, request.key, sandbox.now() - PRUNED_AFTER_MS);
  if (kept && kept.fingerprint !== request.fingerprint) throw otherParameters(request.key);
  if (kept) return { status: kept.status, body: kept.body, replayed: true };

  const lock = `${scope}:${request.key}`;
  if (running.has(lock)) throw keyInUse();
  running.add(lock);
  try {
    const outcome = await run();
    return { ...outcome, replayed: false };
  } finally {
    running.delete(lock);
  }
}

/** Keeps an outcome; called in the transaction that did the work, so that neither exists without the other. */
export function keepOutcome(sandbox: Sandbox, request: KeyedRequest, outcome: Outcome): void {
  if (outcome.beforeStart === true) return;
  const { fingerprint, key, livemode } = request;
  const answer = { fingerprint, status: outcome.status, body: outcome.body };
  sandbox.state.keepAnswer("stripe", livemode ? "live" : "test", key, answer, sandbox.now());
}

export function keyInUse(): StripeFailure {
  return new StripeFailure(409, {
    type: "invalid_request_error",
    code: "idempotency_key_in_use",
    message:
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
      "twice, and the other request is still going through). Please try again later.",
  });
}

function otherParameters(key: string): StripeFailure {
  return new StripeFailure(400, {
    type: "idempotency_error",
    message:
      "Keys for idempotent requests can only be used with the same endpoint and parameters they were first used with. " +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

import { ask } from "../../db/query.ts";
import { insertWebhookEvent, type WebhookService, webhookEventSeenQuery } from "../../db/webhook-events.ts";
import type { Result } from "../../domain/result.ts";
import { WEBHOOK_MAX_BYTES } from "../limits.ts";
import { type Problem, type ProblemCode, problem } from "../problems.ts";
import { readBytes } from "../read-body.ts";
import type { Service } from "../service.ts";

export interface Delivery<E extends { readonly id: string }> {
  readonly service: WebhookService;
  /** Verifies the signature over the body as it came, and reads the event. */
  read(body: string): Promise<Result<E, { readonly code: "bad_signature" | "unreadable" }>>;
  /** Events that ask for nothing: answered without a word to D1, since most of what some services send is of this kind. */
  isIdle?(event: E): boolean;
  /** Where acting again changes nothing, and is one question to D1 as asking for it would be: nothing is noted of such an event. */
  readonly repeatable?: true;
  /** Does what the event asks for. An event is a signal only: whoever is told reads the truth itself. */
  act(event: E): Promise<void>;
}

/** What `receive` refuses, for the OpenAPI document. */
export const RECEIVE_PROBLEMS = [
  "payload_too_large",
  "invalid_signature",
  "invalid_request",
] as const satisfies ProblemCode[];

/**
 * Receives one delivery: raw body, signature, seen before? act, note. It is noted as dealt with only after it was: if
 * anything fails in between it is an outage (503), the service delivers it again, and acting twice does no harm.
 */
export async function receive<E extends { readonly id: string }>(
  service: Service,
  request: Request,
  delivery: Delivery<E>,
): Promise<Response | Problem> {
  const bytes = await readBytes(request, WEBHOOK_MAX_BYTES);
  if (!bytes.ok) return bytes.reason;
  const event = await delivery.read(new TextDecoder().decode(bytes.value));
  if (!event.ok) return refusal(service, delivery.service, event.reason.code);
  if (delivery.isIdle?.(event.value)) return received();
  if (delivery.repeatable) {
    await delivery.act(event.value);
    return received();
  }
  const db = service.primary();
  const [seen] = await ask(db, webhookEventSeenQuery(db, delivery.service, event.value.id));
  if (!seen) {
    await delivery.act(event.value);
    await ask(db, insertWebhookEvent(db, delivery.service, event.value.id, service.now()));
  }
  return received();
}

const received = (): Response =>
  Response.json({ received: true }, { headers: { "Cache-Control": "no-store" } });

function refusal(service: Service, from: WebhookService, code: "bad_signature" | "unreadable"): Problem {
  service.log("webhook_refused", { from, code });
  return code === "bad_signature"
    ? problem("invalid_signature", "The body is not signed with our secret, or too long ago.")
    : problem("invalid_request", "The event is in no form that we know.", { errors: [] });
}

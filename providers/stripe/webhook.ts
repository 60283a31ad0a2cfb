import Stripe from "stripe";
import * as z from "zod";
import { isId } from "../../domain/ids.ts";
import { accepted, type Result, refused } from "../../domain/result.ts";
import { SIGNATURE_TOLERANCE_MS } from "../signature.ts";

/**
 * What an event is worth to us: a signal where to look. Neither its order nor its contents are believed; whoever receives
 * it reads the object again.
 */
export interface StripeEvent {
  readonly id: string;
  /** Stripe's own name of it, for logs. */
  readonly type: string;
  readonly kind: "checkout" | "refund" | "dispute" | "other";
  readonly livemode: boolean;
  /** From the metadata that our own requests carry; null on what was made elsewhere or by hand. */
  readonly bookingId: string | null;
  readonly paymentIntentId: string | null;
  readonly sessionId: string | null;
}

export type WebhookRejection =
  | { readonly code: "bad_signature" }
  /** Signed, but not in a form that we know: a newer API version, perhaps. */
  | { readonly code: "unreadable" };

/** An id, or the object itself where it was expanded. */
const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();

const eventShape = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      object: z.string(),
      id: z.string().nullish(),
      metadata: z.object({ booking_id: z.string().optional() }).nullish(),
      client_reference_id: z.string().nullish(),
      payment_intent: reference,
    }),
  }),
});

/** By how a type begins; the first that fits. */
const KINDS: readonly (readonly [string, StripeEvent["kind"]])[] = [
  ["checkout.session.", "checkout"],
  ["payment_intent.", "checkout"],
  ["refund.", "refund"],
  ["charge.refund", "refund"],
  ["charge.dispute.", "dispute"],
];

/**
 * Verifies and reads one delivery.
 *
 * @param body the bytes as they came, as text: parsed and serialized again they carry no valid signature.
 * @param now milliseconds since the epoch; the signature may be 300 s older.
 */
export async function readStripeWebhook(
  body: string,
  signature: string | null,
  secret: string,
  now: number,
): Promise<Result<StripeEvent, WebhookRejection>> {
  const raw = await verified(body, signature, secret, now);
  if (!raw.ok) return raw;
  const parsed = eventShape.safeParse(raw.value);
  if (!parsed.success) return refused({ code: "unreadable" });
  const { id, type, livemode, data } = parsed.data;
  const { object } = data;
  const named = object.metadata?.booking_id ?? object.client_reference_id ?? "";
  const itself = object.object === "payment_intent" ? object.id : null;
  return accepted({
    id,
    type,
    kind: KINDS.find(([start]) => type.startsWith(start))?.[1] ?? "other",
    livemode,
    bookingId: isId(named) ? named : null,
    paymentIntentId: itself ?? object.payment_intent ?? null,
    sessionId: object.object === "checkout.session" ? (object.id ?? null) : null,
  });
}

async function verified(
  body: string,
  signature: string | null,
  secret: string,
  now: number,
): Promise<Result<unknown, WebhookRejection>> {
  // An empty secret would make a signature that everybody can compute.
  if (signature === null || secret === "") return refused({ code: "bad_signature" });
  const crypto = Stripe.createSubtleCryptoProvider();
  const tolerance = SIGNATURE_TOLERANCE_MS / 1000;
  try {
    return accepted(
      await Stripe.webhooks.constructEventAsync(body, signature, secret, tolerance, crypto, now),
    );
  } catch (error) {
    // Only what is signed is parsed, so a syntax error means a good signature. Everything else is none: of odd headers
    // stripe-node throws more than its own errors.
    return refused({ code: error instanceof SyntaxError ? "unreadable" : "bad_signature" });
  }
}

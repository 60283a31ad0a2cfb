import * as z from "zod";
import { accepted, type Result, refused } from "../../../domain/result.ts";
import type { Instant } from "../../../domain/time.ts";
import { fromBase64, isRecent, isSignedBy } from "../../signature.ts";
import { withoutAddresses } from "../refusal.ts";

/** What became of a mail after it was accepted. */
export interface ResendEvent {
  /** Svix's id of the message: the same at every attempt to deliver it. */
  readonly id: string;
  readonly kind: "delayed" | "delivered" | "complained" | "bounced" | "suppressed" | "failed" | "other";
  /** The id that `send` returned; null for events about no mail. */
  readonly emailId: string | null;
  /** Why, in the service's words without anybody's address; null where it says no more. */
  readonly detail: string | null;
}

export type ResendRejection = { readonly code: "bad_signature" } | { readonly code: "unreadable" };

const eventShape = z.object({
  type: z.string().min(1),
  data: z
    .object({
      email_id: z.string().min(1).nullish(),
      bounce: z.object({ message: z.string() }).nullish(),
      suppressed: z.object({ message: z.string() }).nullish(),
      failed: z.object({ reason: z.string() }).nullish(),
    })
    .nullish(),
});

const KINDS: ReadonlyMap<string, ResendEvent["kind"]> = new Map([
  ["email.delivery_delayed", "delayed"],
  ["email.delivered", "delivered"],
  ["email.complained", "complained"],
  ["email.bounced", "bounced"],
  ["email.suppressed", "suppressed"],
  ["email.failed", "failed"],
]);

/**
 * Verifies and reads one delivery, signed as Svix does: base64 of HMAC-SHA256 over `id.timestamp.body`, under the decoded
 * rest of `whsec_…`. While a secret is being changed there are several signatures, of which one must fit.
 *
 * @param body the bytes as they came, as text.
 * @param now milliseconds since the epoch; the timestamp may be 300 s away.
 */
export async function readResendWebhook(
  body: string,
  headers: Pick<Headers, "get">,
  secret: string,
  now: Instant,
): Promise<Result<ResendEvent, ResendRejection>> {
  const id = headers.get("svix-id") ?? "";
  if (id === "" || !(await isSigned(id, body, headers, secret, now)))
    return refused({ code: "bad_signature" });
  const event = eventShape.safeParse(parsed(body));
  if (!event.success) return refused({ code: "unreadable" });
  const { type, data } = event.data;
  const why = data?.bounce?.message ?? data?.suppressed?.message ?? data?.failed?.reason ?? null;
  const detail = why === null ? null : withoutAddresses(why);
  return accepted({ id, kind: KINDS.get(type) ?? "other", emailId: data?.email_id ?? null, detail });
}

async function isSigned(
  id: string,
  body: string,
  headers: Pick<Headers, "get">,
  secret: string,
  now: Instant,
): Promise<boolean> {
  const stamp = headers.get("svix-timestamp") ?? "";
  const key = fromBase64(secret.replace(/^whsec_/, ""));
  if (key === null || !isRecent(stamp, now)) return false;
  for (const part of (headers.get("svix-signature") ?? "").split(" ")) {
    const signature = part.startsWith("v1,") ? fromBase64(part.slice("v1,".length)) : null;
    if (signature !== null && (await isSignedBy(key, `${id}.${stamp}.${body}`, signature))) return true;
  }
  return false;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

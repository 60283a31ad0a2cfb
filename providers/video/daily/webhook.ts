import * as z from "zod";
import { accepted, type Result, refused } from "../../../domain/result.ts";
import type { Instant } from "../../../domain/time.ts";
import { fromBase64, isRecent, isSignedBy } from "../../signature.ts";
import { ownUserId } from "./user-id.ts";

/** Somebody came or went, as Daily saw it. */
export interface DailyEvent {
  readonly id: string;
  readonly kind: "joined" | "left" | "other";
  readonly roomName: string | null;
  /** Our own id of the person; null when Daily has none. */
  readonly userId: string | null;
  /** When it happened, not when it was told; null for what is no coming or going. */
  readonly at: Instant | null;
}

export type DailyRejection = { readonly code: "bad_signature" } | { readonly code: "unreadable" };

/** Seconds since the epoch, with a fraction. */
const instant = z
  .number()
  .min(0)
  .transform((seconds): Instant => Math.round(seconds * 1000));

const eventShape = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  event_ts: instant.optional(),
  payload: z
    .object({
      room: z.string().nullish(),
      user_id: z.string().nullish(),
      joined_at: instant.nullish(),
      duration: z.number().min(0).nullish(),
    })
    .nullish(),
});

/** What Daily sends when a webhook is set up, to see whether it is answered. */
const greeting = z.object({ test: z.string() });

/**
 * Verifies and reads one delivery: base64 of HMAC-SHA256 over `timestamp.body`, under the decoded secret.
 *
 * @param body the bytes as they came, as text.
 * @param now milliseconds since the epoch; the timestamp may be 300 s away.
 */
export async function readDailyWebhook(
  body: string,
  headers: Pick<Headers, "get">,
  secret: string,
  now: Instant,
): Promise<Result<DailyEvent, DailyRejection>> {
  if (!(await isSigned(body, headers, secret, now))) return refused({ code: "bad_signature" });
  const json = parsed(body);
  if (greeting.safeParse(json).success) {
    return accepted({ id: "test", kind: "other", roomName: null, userId: null, at: null });
  }
  const event = eventShape.safeParse(json);
  if (!event.success) return refused({ code: "unreadable" });
  const { id, type, payload } = event.data;
  const roomName = payload?.room ?? null;
  const userId = ownUserId(payload?.user_id ?? null);
  const joinedAt = payload?.joined_at ?? null;
  if (type === "participant.joined" && joinedAt !== null) {
    return accepted({ id, kind: "joined", roomName, userId, at: joinedAt });
  }
  if (type === "participant.left" && joinedAt !== null) {
    const at = joinedAt + Math.round((payload?.duration ?? 0) * 1000);
    return accepted({ id, kind: "left", roomName, userId, at });
  }
  return accepted({ id, kind: "other", roomName, userId, at: null });
}

async function isSigned(
  body: string,
  headers: Pick<Headers, "get">,
  secret: string,
  now: Instant,
): Promise<boolean> {
  const stamp = headers.get("x-webhook-timestamp") ?? "";
  const key = fromBase64(secret);
  const signature = fromBase64(headers.get("x-webhook-signature") ?? "");
  if (key === null || signature === null || !isRecent(stamp, now)) return false;
  return isSignedBy(key, `${stamp}.${body}`, signature);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

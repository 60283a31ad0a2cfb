import * as z from "zod";
import { accepted, type Result, refused } from "../../../domain/result.ts";
import type { Instant } from "../../../domain/time.ts";
import { isRecent, isSignedBy } from "../../signature.ts";

/** Somebody came or went, as Whereby saw it. */
export interface WherebyEvent {
  readonly id: string;
  /** Who knocks is not in the room yet: that is `other`. */
  readonly kind: "joined" | "left" | "other";
  /** Without the slash that Whereby puts before it. */
  readonly roomName: string | null;
  /** Our own id of the person, the address's `externalId`; null when somebody came by another address. */
  readonly userId: string | null;
  readonly at: Instant;
}

export type WherebyRejection = { readonly code: "bad_signature" } | { readonly code: "unreadable" };

const eventShape = z.object({
  id: z.string().min(1),
  createdAt: z.iso.datetime({ offset: true }).transform((text): Instant => Date.parse(text)),
  type: z.string().min(1),
  data: z.object({
    roomName: z.string().nullish(),
    externalId: z.string().nullish(),
  }),
});

const KINDS: Readonly<Record<string, WherebyEvent["kind"]>> = {
  "room.client.joined": "joined",
  "room.client.left": "left",
};

/**
 * Verifies and reads one delivery. `Whereby-Signature` is `t=…,v1=…`: hex of HMAC-SHA256 over `t.body`, under the secret as it
 * is shown in Whereby's dashboard.
 *
 * @param body the bytes as they came, as text.
 * @param now milliseconds since the epoch; the timestamp may be 300 s away.
 */
export async function readWherebyWebhook(
  body: string,
  headers: Pick<Headers, "get">,
  secret: string,
  now: Instant,
): Promise<Result<WherebyEvent, WherebyRejection>> {
  if (!(await isSigned(body, headers.get("whereby-signature") ?? "", secret, now))) {
    return refused({ code: "bad_signature" });
  }
  const event = eventShape.safeParse(parsed(body));
  if (!event.success) return refused({ code: "unreadable" });
  const { id, type, createdAt, data } = event.data;
  return accepted({
    id,
    kind: KINDS[type] ?? "other",
    roomName: data.roomName?.replace(/^\//, "") ?? null,
    userId: data.externalId ?? null,
    at: createdAt,
  });
}

async function isSigned(body: string, header: string, secret: string, now: Instant): Promise<boolean> {
  const { t: stamp = "", v1 = "" } = Object.fromEntries(
    header.split(",").map((part) => part.trim().split("=", 2) as [string, string]),
  );
  if (!/^[0-9a-f]{64}$/i.test(v1) || !isRecent(stamp, now)) return false;
  return isSignedBy(new TextEncoder().encode(secret), `${stamp}.${body}`, fromHex(v1));
}

const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { ServiceUnavailable } from "../failure.ts";
import { retryAfter } from "../http.ts";
import { sign } from "../signature.ts";

// Standard Webhooks 1.0.0, the sending side: https://www.standardwebhooks.com

/** The standard recommends 15 to 30 seconds for a receiver's answer. In milliseconds. */
const PATIENCE_MS = 15_000;

export interface Receiver {
  readonly url: string;
  /** The decoded secrets: two while one is being replaced, and then each signs. */
  readonly secrets: readonly Uint8Array<ArrayBuffer>[];
}

export interface OutgoingWebhook {
  readonly id: string;
  /** JSON, exactly as it is signed. */
  readonly body: string;
}

/**
 * One attempt. Only a 2xx is a success; a redirect is followed nowhere, since nobody configured where it leads; of the answer
 * nothing but its status and headers is read.
 *
 * @param now of the attempt, in milliseconds since the epoch.
 * @throws ServiceUnavailable on anything else, an answer that does not come in time included.
 */
export async function sendWebhook(receiver: Receiver, webhook: OutgoingWebhook, now: number): Promise<void> {
  const timestamp = String(Math.floor(now / 1000));
  const message = `${webhook.id}.${timestamp}.${webhook.body}`;
  const signatures = await Promise.all(receiver.secrets.map((secret) => sign(secret, message)));
  const response = await answerOf(receiver.url, webhook.body, {
    "content-type": "application/json",
    "user-agent": "meridian",
    "webhook-id": webhook.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.map((signature) => `v1,${signature}`).join(" "),
  });
  await response.body?.cancel();
  if (response.ok) return;
  throw new ServiceUnavailable("platform", `${response.status} to a webhook`, retryAfter(response.headers));
}

async function answerOf(url: string, body: string, headers: Record<string, string>): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
  } catch {
    throw new ServiceUnavailable("platform", "no answer to a webhook");
  }
}

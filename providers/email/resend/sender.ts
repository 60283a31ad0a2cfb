import * as z from "zod";
import { accepted, refused } from "../../../domain/result.ts";
import { ServiceUnavailable } from "../../failure.ts";
import { ask, type Endpoint, type Reply, read, retryAfter } from "../../http.ts";
import { toBase64 } from "../../signature.ts";
import type { EmailSender, Message } from "../port.ts";
import { withoutAddresses } from "../refusal.ts";

export const RESEND_API = "https://api.resend.com";

/** For a whole answer, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface ResendOptions {
  readonly apiKey: string;
  /** `RESEND_API` for the real one. */
  readonly apiBase: string;
  /** `Name <user@example.com>` or the bare address. */
  readonly from: string;
}

const sent = z.object({ id: z.string().min(1) });
const failure = z.object({ name: z.string(), message: z.string() });

/** Resend behind its port. It keeps an idempotency key for 24 hours. */
export function resendSender(options: ResendOptions): EmailSender {
  const resend: Endpoint = {
    service: "resend",
    base: options.apiBase.replace(/\/+$/, ""),
    apiKey: options.apiKey,
    patience: PATIENCE_MS,
  };
  const what = "sending a mail";
  return {
    async send(message, idempotencyKey) {
      const headers = { "idempotency-key": idempotencyKey };
      const body = mailBody(options.from, message);
      const reply = await ask(resend, { method: "POST", path: "/emails", what, body, headers });
      if (reply.status === 200) return accepted({ id: read("resend", what, sent, reply.body).id });
      return judged(reply, what);
    },
  };
}

function mailBody(from: string, message: Message): unknown {
  const { to, subject, html, text, attachments } = message;
  return {
    from,
    to: [to],
    subject,
    html,
    text,
    attachments: attachments.map(({ filename, content, contentType }) => ({
      filename,
      content: toBase64(content),
      content_type: contentType,
    })),
  };
}

/** What is not 200, 429 or 5xx. A bad key is our own outage; anything else of the kind is about this one mail. */
function judged(reply: Reply, what: string): Awaited<ReturnType<EmailSender["send"]>> {
  const { name, message } = read("resend", what, failure, reply.body);
  // Sent under this key already, in words that have changed since (a name, a status): one mail leaves, and it has left.
  if (reply.status === 409 && name === "invalid_idempotent_request") return accepted({ id: null });
  const ours = reply.status === 401 || name.endsWith("_api_key");
  if (reply.status === 409 || ours) {
    throw new ServiceUnavailable("resend", `${reply.status} ${name} to ${what}`, retryAfter(reply.headers));
  }
  return refused({ code: "refused", detail: withoutAddresses(`${name}: ${message}`) });
}

import * as z from "zod";
import { accepted, refused } from "../../../domain/result.ts";
import { ServiceUnavailable } from "../../failure.ts";
import { read } from "../../http.ts";
import type { EmailSender } from "../port.ts";
import { withoutAddresses } from "../refusal.ts";

/** The `send_email` binding, as far as it is used. */
export interface EmailBinding {
  send(message: {
    readonly to: string;
    readonly from: string | { readonly email: string; readonly name: string };
    readonly subject: string;
    readonly html: string;
    readonly text: string;
    readonly attachments: {
      readonly disposition: "attachment";
      readonly filename: string;
      readonly type: string;
      readonly content: Uint8Array<ArrayBuffer>;
    }[];
  }): Promise<unknown>;
}

export interface CloudflareEmailOptions {
  readonly binding: EmailBinding;
  /** `Name <user@example.com>` or the bare address. */
  readonly from: string;
}

const sent = z.object({ messageId: z.string().min(1) });
const failure = z.object({ code: z.string() });

/** What is wrong with this one mail, and will be tomorrow. Everything else (limits, our domain, their trouble) may pass. */
const FOR_GOOD: readonly string[] = [
  "E_VALIDATION_ERROR",
  "E_FIELD_MISSING",
  "E_TOO_MANY_RECIPIENTS",
  "E_TOO_MANY_ATTACHMENTS",
  "E_RECIPIENT_NOT_ALLOWED",
  "E_RECIPIENT_SUPPRESSED",
  "E_CONTENT_TOO_LARGE",
];

/**
 * Cloudflare's Email Service behind its port. It has no idempotency key: a mail whose answer is lost may be sent twice,
 * which the port's "one mail leaves" cannot be held against here. Configure Resend where that matters.
 */
export function cloudflareSender(options: CloudflareEmailOptions): EmailSender {
  const from = sender(options.from);
  return {
    async send({ to, subject, html, text, attachments }) {
      const files = attachments.map(({ filename, content, contentType }) => ({
        disposition: "attachment" as const,
        filename,
        type: contentType,
        // Bytes, since a string would have to be base64 and nothing says what happens if it is not.
        content: new TextEncoder().encode(content),
      }));
      const what = "sending a mail";
      try {
        const answer = await options.binding.send({ to, from, subject, html, text, attachments: files });
        return accepted({ id: read("cloudflare email", what, sent, answer).messageId });
      } catch (error) {
        if (error instanceof ServiceUnavailable) throw error;
        const code = failure.safeParse(error).data?.code ?? "an error";
        if (!FOR_GOOD.includes(code)) throw new ServiceUnavailable("cloudflare email", `${code} to ${what}`);
        const words = error instanceof Error ? error.message : "";
        return refused({ code: "refused", detail: withoutAddresses(`${code}: ${words}`) });
      }
    },
  };
}

/** `Name <user@example.com>` in the binding's own form. */
function sender(from: string): string | { email: string; name: string } {
  const parts = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  const [, name = "", email = from] = parts ?? [];
  return name === "" ? email.trim() : { email: email.trim(), name };
}

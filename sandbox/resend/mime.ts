import { createTransport } from "nodemailer";
import type { StoredEmail } from "./emails.ts";

/** Takes a mail and hands its bytes back instead of sending them anywhere. */
const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** A mail as it would travel (RFC 5322 and 2045): HTML and text as alternatives, files beside them under the types they were given. */
export async function asMime({ email, attachments, headers }: StoredEmail): Promise<Uint8Array<ArrayBuffer>> {
  const composed = await composer.sendMail({
    from: email.from,
    to: email.to,
    cc: email.cc,
    replyTo: email.reply_to,
    subject: email.subject,
    headers,
    date: new Date(email.created_at),
    messageId: `<${email.id}@resend.test>`,
    ...(email.text === null ? {} : { text: email.text }),
    ...(email.html === null ? {} : { html: email.html }),
    attachments: attachments.map(({ filename, content_type, content }) => ({
      filename,
      contentType: content_type,
      content: Buffer.from(content, "base64"),
    })),
  });
  const { message } = composed;
  if (!(message instanceof Uint8Array)) throw new Error("asked for a buffer, got a stream");
  return new Uint8Array(message);
}

import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { randomToken } from "../ids.ts";
import { invalid, ResendFailure } from "./errors.ts";

const KIND = "resend.email";
const MOST_RECIPIENTS = 50;
const MOST_ATTACHMENT_BYTES = 40 * 1024 * 1024;

const ADDRESS = /^[^@\s<>,]+@[^@\s<>,]+\.[^@\s<>,]+$/;

/** `user@example.com` or `Name <user@example.com>`, on one line. */
const mailbox = (field: string) =>
  z.string().refine((text) => ADDRESS.test(addressOf(text)) && !/[\r\n]/.test(text), {
    message: `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  });
const mailboxes = (field: string) =>
  z
    .union([mailbox(field), z.array(mailbox(field)).min(1).max(MOST_RECIPIENTS)], {
      error: `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
    })
    .transform((value) => (typeof value === "string" ? [value] : value));

const oneLine = (what: string) =>
  z.string().refine((text) => !/[\r\n]/.test(text), `The \`\\n\` is not allowed in the \`${what}\` field.`);
const tagText = z
  .string()
  .max(256)
  .regex(/^[A-Za-z0-9_-]+$/, "Tags should only contain ASCII letters, numbers, underscores, or dashes.");

const sendEmailBody = z.strictObject({
  from: mailbox("from"),
  to: mailboxes("to"),
  subject: oneLine("subject"),
  html: z.string().optional(),
  text: z.string().optional(),
  cc: mailboxes("cc").optional(),
  bcc: mailboxes("bcc").optional(),
  reply_to: mailboxes("reply_to").optional(),
  headers: z.record(z.string().regex(/^[!-9;-~]+$/, "Invalid header name."), oneLine("headers")).optional(),
  tags: z
    .array(z.strictObject({ name: tagText, value: tagText }))
    .max(75)
    .optional(),
  attachments: z
    .array(
      z.strictObject({
        filename: oneLine("filename").min(1),
        content: z.base64("The attachment's `content` must be Base64."),
        content_type: oneLine("content_type").optional(),
        content_id: oneLine("content_id").max(128).optional(),
      }),
    )
    .optional(),
});

type SendEmail = z.output<typeof sendEmailBody>;

/** A mail in Resend's own form, as `GET /emails/:id` shows it. */
export interface Email {
  object: "email";
  id: string;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  created_at: string;
  last_event: "delivered" | "bounced" | "suppressed";
  tags: { name: string; value: string }[];
}

export interface Attachment {
  filename: string;
  content_type: string;
  content: string;
}

/** A mail with what only the inbox shows. */
export interface StoredEmail {
  email: Email;
  attachments: Attachment[];
  headers: Record<string, string>;
}

/** Parses a mail, or throws Resend's refusal of the first thing wrong with it. */
export function parseEmail(text: string): SendEmail {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ResendFailure(400, "validation_error", "The request body is not valid JSON.");
  }
  const result = sendEmailBody.safeParse(json);
  if (!result.success) throw toFailure(result.error.issues[0], json);
  const email = result.data;
  if (email.html === undefined && email.text === undefined) {
    throw new ResendFailure(422, "missing_required_field", "Missing `html` or `text` field.");
  }
  const size = (email.attachments ?? []).reduce((sum, { content }) => sum + content.length * 0.75, 0);
  if (size > MOST_ATTACHMENT_BYTES) throw invalid("The attachments are larger than 40 MB.");
  return email;
}

/** Takes a mail in, and tells the app what became of it: by the address alone, as Resend's test addresses do. */
export function sendEmail(sandbox: Sandbox, wish: SendEmail): { id: string } {
  const id = randomUUID();
  const fate = fateOf(wish.to.map(addressOf));
  const email: Email = {
    object: "email",
    id,
    from: wish.from,
    to: wish.to,
    cc: wish.cc ?? [],
    bcc: wish.bcc ?? [],
    reply_to: wish.reply_to ?? [],
    subject: wish.subject,
    html: wish.html ?? null,
    text: wish.text ?? null,
    created_at: new Date(sandbox.now()).toISOString(),
    last_event: fate,
    tags: wish.tags ?? [],
  };
  const attachments = (wish.attachments ?? []).map(({ filename, content, content_type }) => ({
    filename,
    content_type: content_type ?? "application/octet-stream",
    content,
  }));
  sandbox.state.put(KIND, { id, email, attachments, headers: wish.headers ?? {} });
  if (fate === "suppressed") {
    const message =
      "Resend has suppressed sending to this address because it is on the account-level suppression list. " +
      "This does not count toward your bounce rate metric";
    announce(sandbox, "email.suppressed", email, {
      suppressed: { message, type: "OnAccountSuppressionList" },
    });
    return { id };
  }
  announce(sandbox, "email.sent", email, {});
  if (fate === "delivered") announce(sandbox, "email.delivered", email, {});
  else {
    const message = "The recipient's email provider sent a hard bounce message.";
    announce(sandbox, "email.bounced", email, { bounce: { message, type: "Permanent", subType: "General" } });
  }
  return { id };
}

export function findEmail(sandbox: Sandbox, id: string): StoredEmail | null {
  return sandbox.state.get<StoredEmail>(KIND, id)?.body ?? null;
}

/** Oldest first; a recipient is matched by the bare address, whatever the case. */
export function listEmails(sandbox: Sandbox, to?: string): StoredEmail[] {
  const all = sandbox.state.list<StoredEmail>(KIND).map(({ body }) => body);
  if (to === undefined || to === "") return all;
  const wanted = addressOf(to).toLowerCase();
  return all.filter(({ email }) => {
    const recipients = [...email.to, ...email.cc, ...email.bcc];
    return recipients.some((recipient) => addressOf(recipient).toLowerCase() === wanted);
  });
}

/** `Name <user@example.com>` without the name. */
export function addressOf(text: string): string {
  return (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
}

/** Svix's signature: base64 of HMAC-SHA256 over `id.timestamp.body`, under the decoded rest of `whsec_…`. */
export function signResend(
  secret: string,
  eventId: string,
  body: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${eventId}.${timestamp}.${body}`).digest("base64");
  return { "svix-id": eventId, "svix-timestamp": timestamp, "svix-signature": `v1,${signature}` };
}

/** `bounced@resend.dev` and `suppressed@resend.dev`, also with a label (`bounced+7@…`), are Resend's own test addresses. */
function fateOf(addresses: string[]): Email["last_event"] {
  const named = (name: string): boolean =>
    addresses.some((to) => new RegExp(`^${name}(\\+[^@]*)?@resend\\.dev$`, "i").test(to));
  if (named("suppressed")) return "suppressed";
  return named("bounced") ? "bounced" : "delivered";
}

function announce(sandbox: Sandbox, type: string, email: Email, extra: Record<string, unknown>): void {
  const created = new Date(sandbox.now()).toISOString();
  const tags = Object.fromEntries(email.tags.map(({ name, value }) => [name, value]));
  const { from, id, subject, to } = email;
  const data = { created_at: email.created_at, email_id: id, from, to, subject, ...extra, tags };
  const body = JSON.stringify({ type, created_at: created, data });
  sandbox.webhooks.queue({ service: "resend", id: `msg_${randomToken(27)}`, type, body });
}

function toFailure(issue: z.core.$ZodIssue | undefined, json: unknown): ResendFailure {
  const field = String(issue?.path[0] ?? "");
  if (issue?.code === "unrecognized_keys")
    return invalid(`Unknown field: \`${[...issue.path, issue.keys[0]].join(".")}\`.`);
  if (typeof json !== "object" || json === null) return invalid("The request body must be a JSON object.");
  if (issue?.path.length === 1 && (json as Record<string, unknown>)[field] === undefined) {
    return new ResendFailure(422, "missing_required_field", `Missing \`${field}\` field.`);
  }
  return invalid(issue?.message ?? "The request body is invalid.");
}

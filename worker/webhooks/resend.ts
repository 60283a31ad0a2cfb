import { drizzle } from "drizzle-orm/d1";
import { noteEmailEvent } from "../../db/email-events.ts";
import { type ResendEvent, readResendWebhook } from "../../providers/email/resend/webhook.ts";
import { notFound } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";
import type { Service } from "../service.ts";
import { RECEIVE_PROBLEMS, receive } from "./receive.ts";

export const resendWebhook: RawOperation = {
  id: "resendWebhook",
  summary: "Resend's events: what became of a mail",
  method: "POST",
  path: "/webhooks/resend",
  replies: { 200: "Received, for the first time or again" },
  problems: [...RECEIVE_PROBLEMS, "not_found"],
  async handle(service, request) {
    const secret = service.settings.RESEND_WEBHOOK_SECRET;
    if (secret === undefined) return notFound();
    return receive(service, request, {
      service: "resend",
      read: (body) => readResendWebhook(body, request.headers, secret, service.now()),
      // Two or three of each mail come: of these the most final one is kept, however often it is said (`noteEmailEvent`).
      repeatable: true,
      isIdle: ({ kind, emailId }) => kind === "other" || emailId === null,
      act: (event) => noteMail(service, event),
    });
  },
};

/** Kept even if the mail's own row is not there yet: Resend may be faster with its event than the booking with its projection. */
async function noteMail(service: Service, { kind, emailId, detail }: ResendEvent): Promise<void> {
  if (kind === "other" || emailId === null) return;
  // Drizzle asks a database for `prepare` and `batch` alone, and a session has both.
  const db = drizzle(service.primary() as D1Database);
  await db.batch(noteEmailEvent(db, { providerId: emailId, status: kind, detail, at: service.now() }));
}

import { type ResendEvent, readResendWebhook } from "../../providers/email/resend/webhook.ts";
import { notFound } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";
import type { Service } from "../service.ts";
import { receive } from "./receive.ts";

export const resendWebhook: RawOperation = {
  id: "resendWebhook",
  summary: "Resend's events: what became of a mail",
  method: "POST",
  path: "/webhooks/resend",
  replies: { 200: "Received, for the first time or again" },
  problems: ["invalid_signature", "not_found"],
  async handle(service, request) {
    const secret = service.settings.RESEND_WEBHOOK_SECRET;
    if (secret === undefined) return notFound();
    return receive(service, request, {
      service: "resend",
      read: (body) => readResendWebhook(body, request.headers, secret, service.now()),
      act: (event) => noteMail(service, event),
    });
  },
};

/** A bounce is final: an older "delivered" that arrives after it says nothing new. Sign-in mails are not in the table. */
async function noteMail(service: Service, event: ResendEvent): Promise<void> {
  const status = STATUS[event.kind];
  if (status === null || event.emailId === null) return;
  await service
    .primary()
    .prepare("update emails_sent set status = ?2 where provider_id = ?1 and status <> 'bounced'")
    .bind(event.emailId, status)
    .run();
}

const STATUS: Readonly<Record<ResendEvent["kind"], "delivered" | "bounced" | null>> = {
  delivered: "delivered",
  bounced: "bounced",
  suppressed: "bounced",
  complained: null,
  other: null,
};

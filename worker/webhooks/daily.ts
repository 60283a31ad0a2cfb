import { readDailyWebhook } from "../../providers/video/daily/webhook.ts";
import { notFound } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";
import { tellRoom } from "./entering.ts";
import { RECEIVE_PROBLEMS, receive } from "./receive.ts";

export const dailyWebhook: RawOperation = {
  id: "dailyWebhook",
  summary: "Daily's events: who entered a room",
  method: "POST",
  path: "/webhooks/daily",
  replies: { 200: "Received, for the first time or again" },
  problems: [...RECEIVE_PROBLEMS, "not_found"],
  async handle(service, request) {
    const secret = service.settings.DAILY_WEBHOOK_SECRET;
    if (secret === undefined) return notFound();
    return receive(service, request, {
      service: "daily",
      read: (body) => readDailyWebhook(body, request.headers, secret, service.now()),
      act: (event) => tellRoom(service, event),
    });
  },
};

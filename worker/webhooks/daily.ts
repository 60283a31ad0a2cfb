import { type DailyEvent, readDailyWebhook } from "../../providers/video/daily/webhook.ts";
import { notFound } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";
import type { Service } from "../service.ts";
import { receive } from "./receive.ts";

export const dailyWebhook: RawOperation = {
  id: "dailyWebhook",
  summary: "Daily's events: who entered a room",
  method: "POST",
  path: "/webhooks/daily",
  replies: { 200: "Received, for the first time or again" },
  problems: ["invalid_signature", "not_found"],
  async handle(service, request) {
    const secret = service.settings.DAILY_WEBHOOK_SECRET;
    if (secret === undefined) return notFound();
    return receive(service, request, {
      service: "daily",
      read: (body) => readDailyWebhook(body, request.headers, secret, service.now()),
      act: (event) => tellBooking(service, event),
    });
  },
};

async function tellBooking(service: Service, event: DailyEvent): Promise<void> {
  const { kind, roomName, userId, at } = event;
  if (kind !== "joined" || roomName === null || userId === null || at === null) return;
  // Daily tells of every room of the account: others are not ours.
  const row = await service
    .primary()
    .prepare("select id from bookings where video_call_room_id = ?1")
    .bind(roomName)
    .first<{ id: string }>();
  if (row !== null) await service.booking(row.id).noticeJoin(userId, at);
}

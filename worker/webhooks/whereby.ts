import { readWherebyWebhook } from "../../providers/video/whereby/webhook.ts";
import { problem } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";
import { tellRoom } from "./entering.ts";
import { RECEIVE_PROBLEMS, receive } from "./receive.ts";

export const wherebyWebhook: RawOperation = {
  id: "wherebyWebhook",
  summary: "Whereby's events: who entered a room",
  method: "POST",
  path: "/webhooks/whereby",
  replies: { 200: "Received, for the first time or again" },
  problems: RECEIVE_PROBLEMS,
  async handle(service, request) {
    const secret = service.settings.WHEREBY_WEBHOOK_SECRET;
    if (secret === undefined) {
      return problem(
        "invalid_signature",
        "Whereby is not set up here: nothing it sends can be signed with our secret.",
      );
    }
    return receive(service, request, {
      service: "whereby",
      read: (body) => readWherebyWebhook(body, request.headers, secret, service.now()),
      act: (event) => tellRoom(service, event),
    });
  },
};

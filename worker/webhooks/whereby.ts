import { notFound } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";

/** Whereby is not configured: an address that takes nothing says so. Its adapter brings `readWherebyWebhook`, as Daily's does. */
export const wherebyWebhook: RawOperation = {
  id: "wherebyWebhook",
  summary: "Whereby's events: who entered a room; not here unless it is configured",
  method: "POST",
  path: "/webhooks/whereby",
  replies: { 200: "Received, for the first time or again" },
  problems: ["invalid_signature", "not_found"],
  handle: async () => notFound(),
};

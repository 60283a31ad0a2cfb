import { problem } from "../problems.ts";
import type { RawOperation } from "../raw-operation.ts";

/** Whereby cannot be chosen yet, so there is no secret, and no signature fits. Its adapter brings `readWherebyWebhook`, as Daily's does. */
export const wherebyWebhook: RawOperation = {
  id: "wherebyWebhook",
  summary: "Whereby's events: who entered a room; not here unless it is configured",
  method: "POST",
  path: "/webhooks/whereby",
  replies: { 200: "Received, for the first time or again" },
  problems: ["invalid_signature"],
  handle: async () =>
    problem(
      "invalid_signature",
      "Whereby is not set up here: nothing it sends can be signed with our secret.",
    ),
};

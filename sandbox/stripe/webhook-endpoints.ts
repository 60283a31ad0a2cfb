import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { stripeId } from "../ids.ts";
import { type ApiList, KIND, type WebhookEndpoint } from "./objects.ts";
import { expand, flag, integerValue, metadata, nonEmpty, url } from "./params.ts";
import { type Caller, find, paginate, seconds } from "./store.ts";

export const createWebhookEndpointParams = z.strictObject({
  enabled_events: z.array(nonEmpty).min(1),
  url,
  description: z.string().optional(),
  api_version: z.string().optional(),
  metadata: metadata.optional(),
  expand,
});

export const updateWebhookEndpointParams = z.strictObject({
  disabled: flag.optional(),
  enabled_events: z.array(nonEmpty).min(1).optional(),
  url: url.optional(),
  description: z.string().optional(),
  expand,
});

export const listWebhookEndpointsParams = z.strictObject({
  ending_before: z.string().optional(),
  limit: integerValue.optional(),
  starting_after: z.string().optional(),
  expand,
});

export function listWebhookEndpoints(
  sandbox: Sandbox,
  caller: Caller,
  page: z.output<typeof listWebhookEndpointsParams>,
): ApiList<WebhookEndpoint> {
  const all = sandbox.state.list<WebhookEndpoint>(KIND.webhookEndpoint).map(({ body }) => body);
  const mine = all.filter(({ livemode }) => livemode === caller.livemode);
  return paginate(mine.reverse(), page, "/v1/webhook_endpoints");
}

/** Recorded only: the sandbox sends to the app it was started for, under the secret it was given. */
export function createWebhookEndpoint(
  sandbox: Sandbox,
  caller: Caller,
  params: z.output<typeof createWebhookEndpointParams>,
): unknown {
  const endpoint: WebhookEndpoint = {
    id: stripeId("we"),
    object: "webhook_endpoint",
    api_version: params.api_version ?? null,
    application: null,
    created: seconds(sandbox.now()),
    description: params.description ?? null,
    enabled_events: params.enabled_events,
    livemode: caller.livemode,
    metadata: params.metadata ?? {},
    status: "enabled",
    url: params.url,
  };
  sandbox.state.put(KIND.webhookEndpoint, endpoint);
  return { ...endpoint, secret: sandbox.options.stripeWebhookSecret };
}

export function updateWebhookEndpoint(
  sandbox: Sandbox,
  caller: Caller,
  id: string,
  { disabled, expand: _expand, ...changes }: z.output<typeof updateWebhookEndpointParams>,
): WebhookEndpoint {
  const kind = KIND.webhookEndpoint;
  const { body } = find<WebhookEndpoint>(sandbox, caller, kind, "webhook endpoint", id, "id", true);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const status = disabled === undefined ? body.status : disabled ? "disabled" : "enabled";
  const changed: WebhookEndpoint = { ...body, ...given, status };
  sandbox.state.put(kind, changed);
  return changed;
}

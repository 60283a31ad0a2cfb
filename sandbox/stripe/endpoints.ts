import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { createSession, expireSession, getSession } from "./checkout.ts";
import { checkSession, createSessionParams } from "./checkout-params.ts";
import type { FormTree } from "./form.ts";
import { type Charge, KIND, type StripeEvent } from "./objects.ts";
import { expand, parseParams } from "./params.ts";
import {
  checkPaymentIntent,
  createPaymentIntent,
  createPaymentIntentParams,
  getPaymentIntent,
  listPaymentIntents,
  listPaymentIntentsParams,
} from "./payment-intents.ts";
import {
  checkRefund,
  createRefund,
  createRefundParams,
  getRefund,
  listRefunds,
  listRefundsParams,
} from "./refunds.ts";
import { type Caller, find } from "./store.ts";
import {
  createWebhookEndpoint,
  createWebhookEndpointParams,
  listWebhookEndpoints,
  listWebhookEndpointsParams,
  updateWebhookEndpoint,
  updateWebhookEndpointParams,
} from "./webhook-endpoints.ts";

/** Everything checked and ready to run: what throws before this is "before the endpoint began". */
export interface Prepared {
  expand: readonly string[];
  run: () => unknown;
}

/** Checks the parameters of one call and returns what it would do. */
type Prepare = (sandbox: Sandbox, caller: Caller, params: FormTree, id: string) => Prepared;

interface Endpoint {
  method: "GET" | "POST";
  path: RegExp;
  prepare: Prepare;
}

const onlyExpand = z.strictObject({ expand });

function reading(read: (sandbox: Sandbox, caller: Caller, id: string) => unknown): Prepare {
  return (sandbox, caller, params, id) => {
    const { expand: paths = [] } = parseParams(onlyExpand, params);
    return { expand: paths, run: () => read(sandbox, caller, id) };
  };
}

const ENDPOINTS: Endpoint[] = [
  {
    method: "POST",
    path: /^\/v1\/checkout\/sessions$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(createSessionParams, tree);
      checkSession(sandbox, caller, params);
      return { expand: params.expand ?? [], run: () => createSession(sandbox, caller, params) };
    },
  },
  { method: "GET", path: /^\/v1\/checkout\/sessions\/([^/]+)$/, prepare: reading(getSession) },
  { method: "POST", path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, prepare: reading(expireSession) },
  {
    method: "POST",
    path: /^\/v1\/payment_intents$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(createPaymentIntentParams, tree);
      checkPaymentIntent(caller, params);
      return { expand: params.expand ?? [], run: () => createPaymentIntent(sandbox, caller, params) };
    },
  },
  {
    method: "GET",
    path: /^\/v1\/payment_intents$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(listPaymentIntentsParams, tree);
      return { expand: params.expand ?? [], run: () => listPaymentIntents(sandbox, caller, params) };
    },
  },
  { method: "GET", path: /^\/v1\/payment_intents\/([^/]+)$/, prepare: reading(getPaymentIntent) },
  {
    method: "POST",
    path: /^\/v1\/refunds$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(createRefundParams, tree);
      checkRefund(params);
      return { expand: params.expand ?? [], run: () => createRefund(sandbox, caller, params) };
    },
  },
  {
    method: "GET",
    path: /^\/v1\/refunds$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(listRefundsParams, tree);
      return { expand: params.expand ?? [], run: () => listRefunds(sandbox, caller, params) };
    },
  },
  { method: "GET", path: /^\/v1\/refunds\/([^/]+)$/, prepare: reading(getRefund) },
  {
    method: "GET",
    path: /^\/v1\/charges\/([^/]+)$/,
    prepare: reading(
      (sandbox, caller, id) => find<Charge>(sandbox, caller, KIND.charge, "charge", id, "id", true).body,
    ),
  },
  {
    method: "GET",
    path: /^\/v1\/events\/([^/]+)$/,
    prepare: reading(
      (sandbox, caller, id) => find<StripeEvent>(sandbox, caller, KIND.event, "event", id, "id", true).body,
    ),
  },
  { method: "GET", path: /^\/v1\/account$/, prepare: reading((_sandbox, caller) => account(caller)) },
  {
    method: "GET",
    path: /^\/v1\/webhook_endpoints$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(listWebhookEndpointsParams, tree);
      return { expand: params.expand ?? [], run: () => listWebhookEndpoints(sandbox, caller, params) };
    },
  },
  {
    method: "POST",
    path: /^\/v1\/webhook_endpoints$/,
    prepare: (sandbox, caller, tree) => {
      const params = parseParams(createWebhookEndpointParams, tree);
      return { expand: params.expand ?? [], run: () => createWebhookEndpoint(sandbox, caller, params) };
    },
  },
  {
    method: "POST",
    path: /^\/v1\/webhook_endpoints\/([^/]+)$/,
    prepare: (sandbox, caller, tree, id) => {
      const params = parseParams(updateWebhookEndpointParams, tree);
      return { expand: params.expand ?? [], run: () => updateWebhookEndpoint(sandbox, caller, id, params) };
    },
  },
];

/** The endpoint for a method and path with the id in it, or null where Stripe has none (or the sandbox does not speak it). */
export function route(method: string, path: string): { prepare: Prepare; id: string } | null {
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.method === method ? endpoint.path.exec(path) : null;
    if (match) return { prepare: endpoint.prepare, id: match[1] ?? "" };
  }
  return null;
}

/** Enough for a set-up check: "does this key work, and in which mode?" */
function account(caller: Caller): unknown {
  return {
    id: "acct_sandbox00000000",
    object: "account",
    business_type: "company",
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    email: "owner@example.test",
    metadata: {},
    payouts_enabled: caller.livemode,
    settings: { dashboard: { display_name: "Meridian sandbox", timezone: "Etc/UTC" } },
    type: "standard",
  };
}

import type Stripe from "stripe";
import * as z from "zod";
import { stripeClient } from "../../providers/stripe/client.ts";
import { askService, whyNotAsked } from "./ask-service.ts";
import { type Finding, good, unknown, wrong } from "./finding.ts";

/** What the Worker listens to (providers/stripe/webhook.ts): with fewer, a payment or a refund is found late, by asking. */
export const STRIPE_EVENTS = [
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.refunded",
  "charge.dispute.created",
  "charge.dispute.closed",
] as const;

/** Who came: without it no missed session is ever found (providers/video/daily/webhook.ts). */
export const DAILY_EVENTS = ["participant.joined", "participant.left"] as const;

/** What became of a mail (providers/email/resend/webhook.ts). */
export const RESEND_EVENTS = [
  "email.delivered",
  "email.delivery_delayed",
  "email.bounced",
  "email.complained",
  "email.failed",
  "email.suppressed",
] as const;

/** Who came (providers/video/whereby/webhook.ts). */
export const WHEREBY_EVENTS = ["room.client.joined"] as const;

type Asking = Readonly<Record<string, string>>;

/** One webhook as a service lists it, in whatever words. */
interface Registered {
  url: string;
  enabled: boolean;
  events: readonly string[];
}

interface Wanted {
  service: string;
  /** The setting that opens its API. */
  key: string;
  /** Where its webhook is to lead: behind `/webhooks/`. */
  path: string;
  /** Where one registers it. */
  where: string;
  needed: readonly string[];
}

const STRIPE: Wanted = {
  service: "Stripe",
  key: "STRIPE_SECRET_KEY",
  path: "stripe",
  where: "Stripe, Developers, Webhooks",
  needed: STRIPE_EVENTS,
};
const DAILY: Wanted = {
  service: "Daily",
  key: "DAILY_API_KEY",
  path: "daily",
  where: "POST https://api.daily.co/v1/webhooks (docs/operations.md)",
  needed: DAILY_EVENTS,
};
const RESEND: Wanted = {
  service: "Resend",
  key: "RESEND_API_KEY",
  path: "resend",
  where: "Resend, Webhooks",
  needed: RESEND_EVENTS,
};

/**
 * Whether each chosen service tells us what happens, by its own list of webhooks.
 * @param asking settings' names and values; a service whose key is unknown here cannot be asked.
 * @param there names of the secrets that Cloudflare holds; null where it does not tell.
 */
export async function lookAtWebhooks(
  appOrigin: string,
  asking: Asking,
  there: readonly string[] | null,
): Promise<Finding[]> {
  const look = async (wanted: Wanted, ask: typeof lookAtStripe): Promise<Finding[]> => {
    const key = asking[wanted.key];
    return key ? ask(appOrigin, key, asking) : [keyUnknown(wanted, appOrigin, there)];
  };
  const looks = [look(STRIPE, lookAtStripe)];
  const video = asking["VIDEO_PROVIDER"] || "daily";
  if (video === "daily") looks.push(look(DAILY, lookAtDaily));
  if (video === "whereby") looks.push(Promise.resolve(lookAtWhereby(appOrigin)));
  if ((asking["EMAIL_PROVIDER"] || "resend") === "resend") looks.push(look(RESEND, lookAtResend));
  return (await Promise.all(looks)).flat();
}

async function lookAtStripe(appOrigin: string, key: string, asking: Asking): Promise<Finding[]> {
  const stripe = stripeClient(key, asking["STRIPE_API_BASE"] || "https://api.stripe.com");
  const listed: Stripe.WebhookEndpoint[] = [];
  try {
    for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 })) listed.push(endpoint);
  } catch (error) {
    return [notTold(STRIPE, (error as Stripe.errors.StripeError).statusCode)];
  }
  const registered = listed.map(({ url, status, enabled_events }) => ({
    url,
    enabled: status === "enabled",
    events: enabled_events,
  }));
  return judge(STRIPE, appOrigin, registered);
}

/** https://docs.daily.co/reference/rest-api/webhooks/list-webhooks: a plain array. */
const dailyShape = z.array(
  z.object({ url: z.string(), state: z.string(), eventTypes: z.array(z.string()).default([]) }),
);

async function lookAtDaily(appOrigin: string, key: string, asking: Asking): Promise<Finding[]> {
  const base = asking["DAILY_API_BASE"] || "https://api.daily.co/v1";
  const answer = await askService(`${base}/webhooks`, key, dailyShape);
  if (!answer.ok) return [notTold(DAILY, answer.status)];
  const registered = answer.value.map(({ url, state, eventTypes }) => ({
    url,
    enabled: state === "ACTIVE",
    events: eventTypes,
  }));
  // Daily registers only what answers it at once.
  return judge(DAILY, appOrigin, registered).map((finding) => ({ ...finding, mayWait: true }));
}

/** https://resend.com/docs/api-reference/webhooks/list-webhooks */
const resendShape = z.object({
  data: z.array(
    z.object({ endpoint: z.string(), status: z.string(), events: z.array(z.string()).nullish() }),
  ),
});

async function lookAtResend(appOrigin: string, key: string, asking: Asking): Promise<Finding[]> {
  const base = asking["RESEND_API_BASE"] || "https://api.resend.com";
  const answer = await askService(`${base}/webhooks`, key, resendShape);
  if (!answer.ok) return [notTold(RESEND, answer.status)];
  const registered = answer.value.data.map(({ endpoint, status, events }) => ({
    url: endpoint,
    enabled: status === "enabled",
    events: events ?? [],
  }));
  return judge(RESEND, appOrigin, registered);
}

/** Whereby has no list of webhooks to ask for: they are made in its dashboard. */
const lookAtWhereby = (appOrigin: string): Finding[] => [
  unknown(
    "webhooks",
    "Whereby does not tell which webhooks it has",
    `Whereby, Configure, Webhooks: ${appOrigin}/webhooks/whereby for ${WHEREBY_EVENTS.join(", ")}`,
  ),
];

function judge(
  { service, path, where, needed }: Wanted,
  appOrigin: string,
  registered: readonly Registered[],
): Finding[] {
  const url = `${appOrigin}/webhooks/${path}`;
  const ours = registered.filter((one) => one.url === url);
  if (ours.length === 0) {
    return [
      wrong("webhooks", `${service} sends nothing to ${url}`, `${where}: add it for ${needed.join(", ")}`),
    ];
  }
  const enabled = ours.filter((one) => one.enabled);
  if (enabled.length === 0) {
    return [wrong("webhooks", `${service} has stopped sending to ${url}`, `${where}: switch it on again`)];
  }
  const heard = new Set(enabled.flatMap(({ events }) => events));
  const missing = heard.has("*") ? [] : needed.filter((event) => !heard.has(event));
  if (missing.length > 0) {
    return [
      wrong("webhooks", `${service} does not tell of ${missing.join(", ")}`, `${where}: add them to ${url}`),
    ];
  }
  return [good("webhooks", `${service} sends what we need to ${url}`)];
}

/** Whoever registers it by hand, as for a first deployment, reads here for what. */
function keyUnknown(
  { service, key, path, where, needed }: Wanted,
  appOrigin: string,
  there: readonly string[] | null,
): Finding {
  const byHand = `${where}: ${appOrigin}/webhooks/${path} for ${needed.join(", ")}`;
  const remedy = `give ${key} in the environment or in the file of secrets. By hand: ${byHand}`;
  return unknown("webhooks", whyNotAsked(service, key, there), remedy);
}

function notTold({ service, key }: Wanted, status: number | undefined): Finding {
  if (status === 401) {
    return wrong("webhooks", `${service} refuses ${key} (401)`, "put a key that is valid");
  }
  // A key that may only send mails, or only handle payments, is a good key: it cannot list webhooks.
  const why = status === undefined ? "does not answer" : `answers ${status} to whoever asks for its webhooks`;
  return unknown("webhooks", `${service} ${why}`, "look at its dashboard, or give a key that may read them");
}

import Stripe from "stripe";

/** For a whole answer, in milliseconds: far below the 30 s that a request has when its object is shut down. */
const PATIENCE_MS = 10_000;

export const STRIPE_API = "https://api.stripe.com";

/**
 * stripe-node for workerd. It never retries by itself: its retries repeat what is indeterminate but not what says "later",
 * and the booking's object retries anyway, under a key that it has stored.
 *
 * @param apiBase an origin; Stripe's paths (`/v1/…`) follow at its root.
 */
export function stripeClient(secretKey: string, apiBase: string): Stripe {
  const base = new URL(apiBase);
  const http = base.protocol === "http:";
  return new Stripe(secretKey, {
    host: base.hostname,
    port: base.port || (http ? "80" : "443"),
    protocol: http ? "http" : "https",
    // Nobody is followed: what was asked with our key is asked nowhere else.
    httpClient: Stripe.createFetchHttpClient((input, init) => fetch(input, { ...init, redirect: "manual" })),
    timeout: PATIENCE_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** Whether a secret or restricted key moves real money. */
export const isLiveKey = (secretKey: string): boolean => /^(sk|rk)_live_/.test(secretKey);

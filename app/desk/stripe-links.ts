/** One of Stripe's ids, and where its dashboard shows it. */
export interface StripeLink {
  readonly id: string;
  readonly href: string;
}

const DASHBOARD = "https://dashboard.stripe.com";

/** Test objects have a half of the dashboard to themselves. */
const half = (live: boolean): string => (live ? DASHBOARD : `${DASHBOARD}/test`);

export const paymentLink = (id: string | null, live: boolean): StripeLink | null =>
  id === null ? null : { id, href: `${half(live)}/payments/${encodeURIComponent(id)}` };

/** Refunds have no page of their own: the search opens the payment they belong to. */
export const refundLink = (id: string | null, live: boolean): StripeLink | null =>
  id === null ? null : { id, href: `${half(live)}/search?query=${encodeURIComponent(id)}` };

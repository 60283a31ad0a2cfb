/** What Stripe's ids are made of. Anything else (a platform may store any text as a payment_intent) names nothing there, and is not put into a path. */
export const isStripeId = (text: string): boolean => /^[A-Za-z0-9_]{1,255}$/.test(text);

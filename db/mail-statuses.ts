// Apart from the tables (db/schema.ts), which the dashboard's function would otherwise carry with all of Drizzle.

/** What the email service's webhooks may say of a mail. */
export const EMAIL_EVENT_STATUSES = [
  "delayed",
  "delivered",
  "complained",
  "bounced",
  "suppressed",
  "failed",
] as const;

/**
 * Waiting to be sent; accepted by the email service; refused by it for good; withdrawn since it stopped being true; then what its
 * webhooks say (db/email-events.ts).
 */
export const MAIL_STATUSES = [
  "waiting",
  "accepted",
  "refused",
  "withdrawn",
  ...EMAIL_EVENT_STATUSES,
] as const;

export type MailStatus = (typeof MAIL_STATUSES)[number];

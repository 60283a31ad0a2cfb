import { DAY, type Milliseconds } from "./time.ts";

// How long what is no record is kept, all of it in one place (docs/privacy.md says why to people). Bookings, refunds and what
// belongs to them are records: they stay, and lose their people's names when those are erased.

export interface Retention {
  /** A table of D1. */
  readonly table: string;
  /** The column with the instant from which the time runs. */
  readonly since: string;
  readonly kept: Milliseconds;
  /** What leads to the oldest: an index on the column, or the order in which rows were written. */
  readonly oldestBy: "index" | "insertion";
  /** Only these rows, where the others are records: word for word the condition of a partial index on the column. */
  readonly only?: string;
}

/** What was delivered, or is only delayed: a weight below that of a complaint (db/email-events.ts). */
export const EMAIL_GOOD_NEWS = "weight < 3";

export const RETENTION: readonly Retention[] = [
  // Over is over.
  { table: "sessions", since: "expires_at", kept: 0, oldestBy: "index" },
  // Past their use the rate limits are counted in them: the longest looks back an hour.
  { table: "sign_in_codes", since: "created_at", kept: DAY, oldestBy: "index" },
  // Repeated for up to three days (Stripe); what is older cannot come again.
  { table: "webhook_events", since: "received_at", kept: 30 * DAY, oldestBy: "insertion" },
  // They come within days (Resend retries its webhooks for about a day). Who could not be reached stays known with the mail.
  { table: "email_events", since: "at", kept: 30 * DAY, oldestBy: "index", only: EMAIL_GOOD_NEWS },
  // Replayed by hand or not at all: the platform has long since asked for the bookings themselves.
  { table: "undelivered_events", since: "given_up_at", kept: 90 * DAY, oldestBy: "index" },
  // Insights looks back 28 days from each day that is counted again, for 60 days (domain/tally.ts).
  { table: "visits", since: "day", kept: 92 * DAY, oldestBy: "index" },
  // Claims about what an administrator did fall under a limitation of three years to the end of the year in much of Europe.
  { table: "audit_log", since: "at", kept: 4 * 366 * DAY, oldestBy: "index" },
];

/** How many rows of a table one run of the cron looks at and removes; it comes every five minutes. */
export const REMOVED_AT_ONCE = 500;

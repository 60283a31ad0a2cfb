import { DAY, HOUR, MINUTE, type Milliseconds, SECOND } from "../domain/time.ts";

// Every limit of the HTTP side, once, with its unit and source. "Product" is the product page, "HTTP API" unless it says otherwise.

/** Product: 413 above 64 KiB. In bytes. */
export const BODY_MAX_BYTES = 64 * 1024;

/** A Stripe event carries a whole object, which is larger than what people send; still nobody sends us megabytes. In bytes. */
export const WEBHOOK_MAX_BYTES = 512 * 1024;

/** Product: "`limit` 1 to 100", 20 unless told. */
export const PAGE_LIMIT = 20;
export const PAGE_LIMIT_MAX = 100;

/** Product: slots "at most 31 days". */
export const SLOTS_SPAN_MAX: Milliseconds = 31 * DAY;

/** The person filter's text: longer than any name, shorter than what would keep D1 busy. In characters. */
export const SEARCH_MAX_CHARACTERS = 200;

export const NAME_MAX_CHARACTERS = 100;
export const HEADLINE_MAX_CHARACTERS = 160;
export const URL_MAX_CHARACTERS = 2_000;
export const COMMENT_MAX_CHARACTERS = 2_000;

/** Stripe takes at most eight digits in the minor unit. */
export const PRICE_MAX = 99_999_999;

/** A day is the longest session (domain/limits.ts). */
export const SESSION_MAX_MINUTES = 24 * 60;

/** A week has few enough windows that this is generous; it bounds what one request writes. */
export const AVAILABILITY_MAX = 70;
export const OFFERS_MAX = 20;
/** More holidays than anybody plans at once; a range is at most a year. */
export const DAYS_OFF_MAX = 50;
export const DAYS_OFF_LONGEST: Milliseconds = 366 * DAY;

/** Photos: fetched once, kept in a row of D1 (2 MB at most). In bytes. */
export const PHOTO_MAX_BYTES = 512 * 1024;
export const PHOTO_TIMEOUT: Milliseconds = 5 * SECOND;
export const PHOTO_REDIRECTS_MAX = 3;

/** How long whoever meets an outage is asked to wait. In seconds. */
export const RETRY_AFTER_SECONDS = 5;

/** Each part of the health check, before it counts as not answering. */
export const HEALTH_TIMEOUT: Milliseconds = 5 * SECOND;

/** The cron sweep: how many bookings it wakes in one run, and how many at a time. */
export const SWEEP_BOOKINGS_MAX = 500;
export const SWEEP_AT_ONCE = 10;

/** Of how many bookings one run of the cron asks the object whether D1 shows what it holds: 7,200 a day. */
export const DRIFT_BOOKINGS = 25;

/** Erasing: how many bookings' objects learn of it at a time, how often so in one go, and of how many people one run of the cron. */
export const ERASE_BOOKINGS_AT_ONCE = 25;
export const ERASE_ROUNDS = 8;
export const ERASE_PEOPLE_AT_ONCE = 3;

/** How many days one run of the cron counts for Insights: two years of them take two hours. */
export const TALLIED_AT_ONCE = 30;

/** How many objects one call has write their rows anew: each is a request of its own. */
export const REBUILD_OBJECTS_MAX = 50;

/** An alarm may be up to a minute late by itself (Cloudflare): only what is later is the sweep's. */
export const SWEEP_GRACE: Milliseconds = 2 * MINUTE;

/** A UTC day is reconciled once it is over for so long: webhooks of its last minutes have come by then. */
export const RECONCILE_AFTER: Milliseconds = HOUR;

/** Requests to Stripe in one run of the cron: a Worker on the free plan has 50 of them in all. The next run goes on. */
export const RECONCILE_REQUESTS_MAX = 30;

/** How many entries of ours are looked up at Stripe one by one before what was found is stored. */
export const RECONCILE_AT_ONCE = 10;

/** A refund that succeeded can still fail for so long (Stripe, "Failed refunds": usually within 30 days). */
export const REFUNDS_WATCHED: Milliseconds = 30 * DAY;

/** Differences are looked at again every day for so long; older ones a person has long since seen. */
export const DIFFERENCES_WATCHED: Milliseconds = 30 * DAY;

/** A calendar feed has so many sessions at most, the latest: years of them for most people, and about 1,500 rows read. */
export const FEED_SESSIONS_MAX = 500;

/** Cloudflare's period of the feed's rate limit (worker/wrangler.toml, `FEED_RATE`), in seconds. */
export const FEED_RATE_PERIOD_SECONDS = 60;

/** How many mails that wait too long one run of the cron tells of, and wakes the bookings of. */
export const LATE_MAILS_TOLD = 50;

/** An export reads so many bookings a round trip; it streams, so that it may be of any size. */
export const EXPORT_BOOKINGS_AT_ONCE = 200;

import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { MAIL_LATE_AFTER } from "../domain/limits.ts";
import { EMAIL_GOOD_NEWS } from "../domain/retention.ts";
import { EMAIL_EVENT_STATUSES, MAIL_STATUSES } from "./mail-statuses.ts";

// D1: what dashboards read. Instants are whole milliseconds since the epoch; money is in the currency's minor unit.
// `bookings`, `refunds`, `timeline` and `emails_sent` are projections: only a booking's object writes them (db/projection.ts).

export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(),
    /** Lower case; null once the person is removed, so that the address is free again. */
    email: text("email"),
    name: text("name").notNull(),
    /** Folded for case and accents, one space before each word: what the person filter searches. */
    nameFolded: text("name_folded").notNull(),
    headline: text("headline"),
    photoUrl: text("photo_url"),
    timezone: text("timezone").notNull(),
    locale: text("locale", { enum: ["en", "es"] }).notNull(),
    isMentee: integer("is_mentee", { mode: "boolean" }).notNull(),
    isMentor: integer("is_mentor", { mode: "boolean" }).notNull(),
    isAdmin: integer("is_admin", { mode: "boolean" }).notNull(),
    /** Who made this person: the platform touches only its own. */
    source: text("source", { enum: ["meridian", "platform"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    removedAt: integer("removed_at"),
    /** A mentor's reviews, summed up where they are written: the directory reads no review. */
    ratingCount: integer("rating_count").notNull().default(0),
    ratingTotal: integer("rating_total").notNull().default(0),
  },
  (table) => [
    uniqueIndex("users_email").on(table.email),
    index("users_mentors").on(table.name, table.id).where(sql`is_mentor = 1 and removed_at is null`),
    index("users_admins").on(table.id).where(sql`is_admin = 1 and removed_at is null`),
  ],
);

/** A mentor's weekly hours, in minutes of the mentor's own local day. Weekday 0 is Sunday, as in JavaScript. */
export const availability = sqliteTable(
  "availability",
  {
    userId: text("user_id").notNull(),
    weekday: integer("weekday").notNull(),
    fromMinute: integer("from_minute").notNull(),
    toMinute: integer("to_minute").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.weekday, table.fromMinute] }),
    check("availability_weekday", sql`weekday between 0 and 6`),
    check("availability_minutes", sql`0 <= from_minute and from_minute < to_minute and to_minute <= 1440`),
  ],
);

/** Days without bookings, first and last included, of the mentor's own calendar: "2026-12-24". */
export const daysOff = sqliteTable(
  "days_off",
  {
    userId: text("user_id").notNull(),
    fromDay: text("from_day").notNull(),
    toDay: text("to_day").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.fromDay] }),
    check("days_off_order", sql`from_day <= to_day`),
  ],
);

/** What a mentor offers: a length and its price. */
export const offers = sqliteTable(
  "offers",
  {
    userId: text("user_id").notNull(),
    durationMinutes: integer("duration_minutes").notNull(),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.durationMinutes] })],
);

export const bookings = sqliteTable(
  "bookings",
  {
    id: text("id").primaryKey(),
    version: integer("version").notNull(),
    source: text("source", { enum: ["meridian", "platform"] }).notNull(),
    status: text("status", {
      enum: ["draft", "confirmed", "in_progress", "completed", "no_show", "cancelled", "expired"],
    }).notNull(),
    mentorId: text("mentor_id").notNull(),
    menteeId: text("mentee_id").notNull(),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    priceAmount: integer("price_amount").notNull(),
    priceCurrency: text("price_currency").notNull(),
    cancelNotice: integer("cancel_notice").notNull(),
    createdAt: integer("created_at").notNull(),
    holdUntil: integer("hold_until"),
    checkoutSessionId: text("checkout_session_id"),
    checkoutUrl: text("checkout_url"),
    paymentIntent: text("payment_intent"),
    cardBrand: text("card_brand"),
    cardLast4: text("card_last4"),
    videoProvider: text("video_provider"),
    videoCallRoomId: text("video_call_room_id"),
    videoCallUrl: text("video_call_url"),
    /** When people who had been sent to a room were last given another (domain `BookingFacts`). */
    roomMovedAt: integer("room_moved_at"),
    /** How it ended is its object's to say (domain `isBeingJudged`): the clock alone does not. */
    undecided: integer("undecided", { mode: "boolean" }).notNull().default(false),
    /** Who came, as it is told (domain `AttendanceFacts`), in JSON; null while there is nothing to tell. */
    attendance: text("attendance"),
    /** Since when a missed session waits for an administrator (domain `waitsForAdministrator`). */
    waitsSince: integer("waits_since"),
    cancelledAt: integer("cancelled_at"),
    /** mentor, mentee, administrator or platform. */
    cancelledByRole: text("cancelled_by_role", { enum: ["mentor", "mentee", "administrator", "platform"] }),
    /** The person, where it was one. */
    cancelledBy: text("cancelled_by"),
    /** When both mails about the cancel were accepted (domain `cancelToldAt`). */
    cancelToldAt: integer("cancel_told_at"),
    cancellationReason: text("cancellation_reason"),
    cancellationReasonShared: integer("cancellation_reason_shared", { mode: "boolean" }).notNull(),
    /** The refund that is shown (domain `shownRefund`), beside the row so that a list needs no second read. */
    refundStatus: text("refund_status", { enum: ["requested", "pending", "succeeded", "failed", "manual"] }),
    refundCurrency: text("refund_currency"),
    refundRequestedAt: integer("refund_requested_at"),
    refundSettledAt: integer("refund_settled_at"),
    /** Epic, "Database Schema Extensions"; both derived from the refund: issued once it succeeded. */
    refundIssued: integer("refund_issued", { mode: "boolean" }).notNull(),
    refundAmount: integer("refund_amount"),
    /** A review is the mentee's, not the object's: written with the review, never by the projection. */
    reviewRating: integer("review_rating"),
    reviewComment: text("review_comment"),
    /**
     * 0 a draft, 1 what the clock still moves (confirmed, in progress), 2 what is final: the first key of the lists' indexes, so
     * that each list is a few whole ranges (db/sessions-list.ts). Drafts stand apart since a mentor's lists have none of them.
     */
    stage: integer("stage").generatedAlwaysAs(
      sql`(case status when 'draft' then 0 when 'confirmed' then 1 when 'in_progress' then 1 else 2 end)`,
      { mode: "virtual" },
    ),
  },
  (table) => [
    index("bookings_mentor").on(table.mentorId, table.stage, table.startsAt, table.id),
    index("bookings_mentee").on(table.menteeId, table.stage, table.startsAt, table.id),
    uniqueIndex("bookings_payment_intent").on(table.paymentIntent),
    // The video service's webhooks name the room.
    index("bookings_room").on(table.videoCallRoomId),
    // The cron sweep's (db/sweep.ts): what the clock should have moved by now. A draft's own moment is the end of its hold.
    index("bookings_open").on(table.startsAt).where(sql`status in ('confirmed', 'in_progress')`),
    index("bookings_drafts").on(table.holdUntil).where(sql`status = 'draft'`),
    // The desk's missed sessions (db/missed-sessions.ts): there are few, and nobody looks at the rest.
    index("bookings_waiting").on(table.waitsSince, table.id).where(sql`waits_since is not null`),
    // Who cancels often, and how people cancel (db/cancellers.ts): a range of time, whatever else there is.
    index("bookings_cancelled").on(table.cancelledAt).where(sql`cancelled_at is not null`),
    // How soon both are told of a cancel (db/mails.ts): read from the index alone.
    index("bookings_cancel_told")
      .on(table.cancelledAt, table.cancelToldAt, table.id)
      .where(sql`status = 'cancelled'`),
    index("bookings_told_late")
      .on(table.cancelledAt)
      .where(sql.raw(`status = 'cancelled' and cancel_told_at - cancelled_at > ${MAIL_LATE_AFTER}`)),
    // The daily tallies (db/tallies.ts): what was to end on a day, once it has ended in some way.
    index("bookings_ended").on(table.endsAt).where(sql`status in ('completed', 'no_show', 'cancelled')`),
    // What one mentee has made lately (migrations/0013_booking_caps.sql): counted from the index alone.
    index("bookings_made").on(table.menteeId, table.createdAt).where(sql`source = 'meridian'`),
    // The daily reconciliation: what was booked on a day and has a payment.
    index("bookings_paid").on(table.createdAt).where(sql`payment_intent is not null`),
  ],
);

/**
 * How one person came into the call: when they first clicked, how often, and when the video service's own log saw them. The
 * click is no evidence; the time between the two is how long it takes from the dashboard to the call.
 */
export const joins = sqliteTable(
  "joins",
  {
    bookingId: text("booking_id").notNull(),
    userId: text("user_id").notNull(),
    clickedAt: integer("clicked_at").notNull(),
    clicks: integer("clicks").notNull(),
    joinedAt: integer("joined_at"),
  },
  (table) => [
    primaryKey({ columns: [table.bookingId, table.userId] }),
    index("joins_clicked").on(table.clickedAt),
  ],
);

export const refunds = sqliteTable(
  "refunds",
  {
    id: text("id").primaryKey(),
    /** The booking's version at which this refund last changed: a write that arrives late changes nothing. */
    version: integer("version").notNull(),
    bookingId: text("booking_id").notNull(),
    cause: text("cause", { enum: ["cancelled", "late_payment", "second_payment", "granted"] }).notNull(),
    status: text("status", { enum: ["requested", "pending", "succeeded", "failed", "manual"] }).notNull(),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
    paymentIntent: text("payment_intent"),
    stripeRefundId: text("stripe_refund_id"),
    manualReason: text("manual_reason"),
    settledOutside: integer("settled_outside", { mode: "boolean" }).notNull(),
    requestedAt: integer("requested_at").notNull(),
    settledAt: integer("settled_at"),
  },
  (table) => [
    index("refunds_booking").on(table.bookingId),
    index("refunds_payment_intent").on(table.paymentIntent),
    // The daily reconciliation: Stripe's list names its own ids.
    index("refunds_stripe").on(table.stripeRefundId),
    index("refunds_status").on(table.status, table.requestedAt, table.id),
  ],
);

export const reviews = sqliteTable(
  "reviews",
  {
    bookingId: text("booking_id").primaryKey(),
    mentorId: text("mentor_id").notNull(),
    menteeId: text("mentee_id").notNull(),
    rating: integer("rating").notNull(),
    comment: text("comment"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    index("reviews_mentor").on(table.mentorId, table.rating),
    check("reviews_rating", sql`rating between 1 and 5`),
  ],
);

/** Who did what, when. `position` is the entry's place in the booking's own list. */
export const timeline = sqliteTable(
  "timeline",
  {
    bookingId: text("booking_id").notNull(),
    position: integer("position").notNull(),
    at: integer("at").notNull(),
    type: text("type").notNull(),
    actor: text("actor", { enum: ["mentor", "mentee", "administrator", "platform", "system"] }).notNull(),
    userId: text("user_id"),
    /** What an outside service said, in its own words: for administrators only. */
    answer: text("answer"),
  },
  (table) => [primaryKey({ columns: [table.bookingId, table.position] })],
);

export const emailsSent = sqliteTable(
  "emails_sent",
  {
    bookingId: text("booking_id").notNull(),
    /** Domain `mailKey`: one mail of a kind to a person. */
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    userId: text("user_id").notNull(),
    status: text("status", { enum: MAIL_STATUSES }).notNull(),
    providerId: text("provider_id"),
    detail: text("detail"),
    /** When that was; of one that waits, when it was asked for. */
    at: integer("at").notNull(),
    /** Null for what was settled before this was kept. */
    askedAt: integer("asked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.bookingId, table.key] }),
    index("emails_sent_provider").on(table.providerId),
    // What administrators look at, and the cron's sweep (db/mails.ts): a small part, whatever was sent in years.
    index("emails_sent_waiting").on(table.askedAt, table.bookingId, table.key).where(sql`status = 'waiting'`),
    index("emails_sent_failed")
      .on(table.at, table.bookingId, table.key)
      .where(sql`status in ('refused', 'bounced', 'complained', 'suppressed', 'failed')`),
  ],
);

/**
 * What the email service has said of a mail since it took it, by the service's own id: kept apart, since it may say so before
 * the booking's own row is written.
 */
export const emailEvents = sqliteTable(
  "email_events",
  {
    providerId: text("provider_id").primaryKey(),
    status: text("status", { enum: EMAIL_EVENT_STATUSES }).notNull(),
    /** How final it is: what weighs less never takes the place of what weighs more, in whatever order they come. */
    weight: integer("weight").notNull(),
    detail: text("detail"),
    at: integer("at").notNull(),
  },
  // The sweep's: good news is all that goes (domain/retention.ts).
  (table) => [index("email_events_good").on(table.at).where(sql.raw(EMAIL_GOOD_NEWS))],
);

/** Webhook events that were dealt with: a duplicate is a success that does nothing. */
export const webhookEvents = sqliteTable(
  "webhook_events",
  {
    service: text("service").notNull(),
    eventId: text("event_id").notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.service, table.eventId] })],
);

/** Outgoing webhooks that no attempt could deliver (domain/platform-events.ts): sent again by hand, and then gone from here. */
export const undeliveredEvents = sqliteTable(
  "undelivered_events",
  {
    /** The `webhook-id`. */
    id: text("id").primaryKey(),
    bookingId: text("booking_id").notNull(),
    position: integer("position").notNull(),
    type: text("type").notNull(),
    /** When it happened. */
    at: integer("at").notNull(),
    attempts: integer("attempts").notNull(),
    lastError: text("last_error").notNull(),
    givenUpAt: integer("given_up_at").notNull(),
  },
  (table) => [index("undelivered_events_given_up").on(table.givenUpAt, table.id)],
);

/** On which UTC days (their first millisecond) a person opened My Sessions. */
export const visits = sqliteTable(
  "visits",
  { userId: text("user_id").notNull(), day: integer("day").notNull() },
  (table) => [primaryKey({ columns: [table.userId, table.day] }), index("visits_day").on(table.day)],
);

/** What happened on a UTC day (its first millisecond), counted once it is over: what Insights sums up instead of the bookings. */
export const dailyTallies = sqliteTable("daily_tallies", {
  day: integer("day").primaryKey(),
  /** Domain `Tally`, as JSON. */
  tally: text("tally").notNull(),
  countedAt: integer("counted_at").notNull(),
});

/** How far a rolling job of the cron has come, by its name. */
export const progress = sqliteTable("progress", {
  job: text("job").primaryKey(),
  after: text("after").notNull(),
});

/** Sessions of browsers and tokens of platforms: only the SHA-256 of the secret is here. */
export const sessions = sqliteTable(
  "sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    userId: text("user_id").notNull(),
    kind: text("kind", { enum: ["browser", "platform"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("sessions_user").on(table.userId), index("sessions_expiry").on(table.expiresAt)],
);

/**
 * A person's calendar feed: whoever knows its address reads their sessions. The address is made of the salt and a secret of the
 * Worker's, so that it can be shown again; here is only its SHA-256. Another salt is another address.
 */
export const calendarFeeds = sqliteTable(
  "calendar_feeds",
  {
    userId: text("user_id").primaryKey(),
    salt: text("salt").notNull(),
    tokenHash: text("token_hash").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [uniqueIndex("calendar_feeds_token").on(table.tokenHash)],
);

/** Kept past their use: the rate limits are counted here. The sweep removes what is older than a day. */
export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    codeHash: text("code_hash").notNull(),
    /** The browser that asked, by a secret in its cookie: SHA-256. */
    browserHash: text("browser_hash").notNull(),
    networkHash: text("network_hash").notNull(),
    attempts: integer("attempts").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [
    index("sign_in_codes_email").on(table.email, table.createdAt),
    index("sign_in_codes_network").on(table.networkHash, table.createdAt),
    index("sign_in_codes_created").on(table.createdAt),
  ],
);

/** The daily reconciliation: one row a UTC day, kept for good. */
export const reconciliations = sqliteTable("reconciliations", {
  /** The day's first millisecond. */
  day: integer("day").primaryKey(),
  /** Where it goes on after an interruption, as JSON (worker/reconcile.ts); null once the day is done. */
  progress: text("progress"),
  /** Sums of each currency, as JSON (domain `DayTotals`). */
  totals: text("totals").notNull(),
  startedAt: integer("started_at").notNull(),
  finishedAt: integer("finished_at"),
});

/** What a day's reconciliation has seen at Stripe already: our refunds' ids and PaymentIntents. Cleared when the day is done. */
export const reconciliationSeen = sqliteTable(
  "reconciliation_seen",
  { day: integer("day").notNull(), id: text("id").notNull() },
  (table) => [primaryKey({ columns: [table.day, table.id] })],
);

/** Where the two ledgers differ. One that is gone when it is looked at again is resolved, and stays listed. */
export const reconciliationDifferences = sqliteTable(
  "reconciliation_differences",
  {
    day: integer("day").notNull(),
    /** Domain `DifferenceKind`. */
    kind: text("kind").notNull(),
    /** Stripe's id of the refund or payment; our refund's where Stripe has none. */
    subject: text("subject").notNull(),
    bookingId: text("booking_id").notNull(),
    refundId: text("refund_id"),
    paymentIntent: text("payment_intent"),
    stripeRefundId: text("stripe_refund_id"),
    oursAmount: integer("ours_amount"),
    oursStatus: text("ours_status"),
    theirsAmount: integer("theirs_amount"),
    theirsStatus: text("theirs_status"),
    currency: text("currency").notNull(),
    foundAt: integer("found_at").notNull(),
    resolvedAt: integer("resolved_at"),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.subject] }),
    index("reconciliation_differences_open").on(table.foundAt).where(sql`resolved_at is null`),
  ],
);

export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    at: integer("at").notNull(),
    /** Null when a platform program did it. */
    userId: text("user_id"),
    action: text("action").notNull(),
    subjectId: text("subject_id").notNull(),
    reason: text("reason"),
    /** What came of it: `done`, or the code of the refusal; null while it runs, and for ever if it never came back. */
    outcome: text("outcome"),
  },
  (table) => [index("audit_log_at").on(table.at), index("audit_log_subject").on(table.subjectId, table.at)],
);

/** People's photos, fetched once by the Worker and served from our own origin. */
export const photos = sqliteTable("photos", {
  userId: text("user_id").primaryKey(),
  sourceUrl: text("source_url").notNull(),
  contentType: text("content_type").notNull(),
  body: blob("body", { mode: "buffer" }).notNull(),
  fetchedAt: integer("fetched_at").notNull(),
});

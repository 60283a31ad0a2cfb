import { DAY, HOUR, MINUTE, type Milliseconds, SECOND } from "./time.ts";

// Every window and limit of a booking's life, once, with where it comes from.
// "Epic" is the customer's specification (EPIC-006), "product" its reading in the product page.

/** Epic, "Session Cancellation": the button shows more than 24 h before the start. Strictly more (product, "May cancel"). */
export const CANCELLATION_NOTICE: Milliseconds = 24 * HOUR;

/** Epic, modal: "You will receive a full refund." */
export const REFUND_PERCENT = 100;

/** Epic, "Video Call Integration": the link is available 15 minutes before the session. */
export const JOIN_OPENS_BEFORE_START: Milliseconds = 15 * MINUTE;

/** Epic, "Video Call Integration": the link expires 1 hour after the end; the same moment completes the session. */
export const JOIN_CLOSES_AFTER_END: Milliseconds = 60 * MINUTE;

/** Product, "Draft's end": after 30 minutes, or at the start if that is sooner. */
export const DRAFT_HOLD: Milliseconds = 30 * MINUTE;

/**
 * Product, "Draft's end": a little above Stripe's minimum of 30 minutes, as a backstop. Stripe measures from its own clock
 * and from when the request arrives, so five minutes are left for skew and retries.
 */
export const CHECKOUT_BACKSTOP: Milliseconds = 35 * MINUTE;

/**
 * So many unpaid drafts one mentee holds at once: each keeps a slot from everybody else. More than anybody books in one sitting.
 * Counted by D1 itself in the statement that claims (migrations/0010_draft_cap.sql, which has the number, too).
 */
export const DRAFTS_AT_ONCE = 10;

/**
 * So many sessions that are still to come one mentee has with one mentor, and so many bookings one mentee makes in an hour, whatever
 * became of them: a free session costs nothing, but takes a slot, and its cancel mails the mentor. Far above what anybody wants of
 * one mentor, or books in one sitting for a season. Counted by D1 itself in the statement that claims (migrations/0013_booking_caps.sql,
 * which has the numbers, too).
 */
export const UPCOMING_WITH_ONE_MENTOR = 20;
export const BOOKINGS_AN_HOUR = 60;

/** Product, "Emails": reminders 24 h and 15 min before. */
export const FIRST_REMINDER_BEFORE_START: Milliseconds = 24 * HOUR;
export const LAST_REMINDER_BEFORE_START: Milliseconds = 15 * MINUTE;

/**
 * The video service's own log is read shortly before the moment it decides about (product, "Status": `no_show` at
 * `ends_at + 60 min`, and never later), leaving time for a few retries. Who comes after that is known by the webhook alone.
 */
export const ATTENDANCE_READ_AFTER_END: Milliseconds = 55 * MINUTE;

/** Issue 5, "No-show on evidence": either party may contest within 72 h of the status. */
export const CONTEST_WITHIN: Milliseconds = 72 * HOUR;

/**
 * While people are at the door a room that was seen this recently is not asked about again. Short, since whoever finds it gone
 * clicks again at once; Daily takes 20 requests a second.
 */
export const ROOM_SEEN_RECENTLY: Milliseconds = 10 * SECOND;

/** Longest session that may be booked or taken over. The overlap check looks back this far and no further. */
export const LONGEST_SESSION: Milliseconds = DAY;

/** How far ahead a slot may be booked or a session taken over; anything later is a typing error. */
export const FARTHEST_AHEAD: Milliseconds = 3 * 366 * DAY;

/** Epic, "Acceptance Criteria": "Both parties receive cancellation email within 5 minutes". The same patience for every mail. */
export const MAIL_LATE_AFTER: Milliseconds = 5 * MINUTE;

/** Product, HTTP API: "Reason at most 1,000 characters." */
export const REASON_MAX_CHARACTERS = 1_000;

/** Product, "Frequent canceller": "3 cancellations in 30 days, or more than 30 % of at least 5 bookings". */
export const FREQUENT_CANCELLATIONS = 3;
export const FREQUENT_WITHIN: Milliseconds = 30 * DAY;
export const FREQUENT_PERCENT = 30;
export const FREQUENT_FROM_BOOKINGS = 5;

/**
 * How long Stripe's list is looked at after a refund was refused. An object that a deployment replaces ends what it has begun
 * (up to 30 seconds), and Stripe may take a minute to answer it.
 */
export const LATE_REFUND_WITHIN: Milliseconds = 5 * MINUTE;

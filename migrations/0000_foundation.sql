CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`user_id` text,
	`action` text NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text,
	`outcome` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_at` ON `audit_log` (`at`);--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject_id`,`at`);--> statement-breakpoint
CREATE TABLE `availability` (
	`user_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`from_minute` integer NOT NULL,
	`to_minute` integer NOT NULL,
	PRIMARY KEY(`user_id`, `weekday`, `from_minute`),
	CONSTRAINT "availability_weekday" CHECK(weekday between 0 and 6),
	CONSTRAINT "availability_minutes" CHECK(0 <= from_minute and from_minute < to_minute and to_minute <= 1440)
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`status` text NOT NULL,
	`mentor_id` text NOT NULL,
	`mentee_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`price_amount` integer NOT NULL,
	`price_currency` text NOT NULL,
	`cancel_notice` integer NOT NULL,
	`created_at` integer NOT NULL,
	`hold_until` integer,
	`checkout_session_id` text,
	`checkout_url` text,
	`payment_intent` text,
	`card_brand` text,
	`card_last4` text,
	`video_provider` text,
	`video_call_room_id` text,
	`video_call_url` text,
	`cancelled_at` integer,
	`cancelled_by_role` text,
	`cancelled_by` text,
	`cancellation_reason` text,
	`cancellation_reason_shared` integer NOT NULL,
	`refund_status` text,
	`refund_currency` text,
	`refund_requested_at` integer,
	`refund_settled_at` integer,
	`refund_issued` integer NOT NULL,
	`refund_amount` integer,
	`review_rating` integer,
	`review_comment` text,
	`stage` integer GENERATED ALWAYS AS ((case status when 'draft' then 0 when 'confirmed' then 1 when 'in_progress' then 1 else 2 end)) VIRTUAL
);
--> statement-breakpoint
CREATE INDEX `bookings_mentor` ON `bookings` (`mentor_id`,`stage`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `bookings_mentee` ON `bookings` (`mentee_id`,`stage`,`starts_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_payment_intent` ON `bookings` (`payment_intent`);--> statement-breakpoint
CREATE INDEX `bookings_room` ON `bookings` (`video_call_room_id`);--> statement-breakpoint
CREATE INDEX `bookings_open` ON `bookings` (`starts_at`) WHERE status in ('confirmed', 'in_progress');--> statement-breakpoint
CREATE INDEX `bookings_drafts` ON `bookings` (`hold_until`) WHERE status = 'draft';--> statement-breakpoint
CREATE TABLE `emails_sent` (
	`booking_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`user_id` text NOT NULL,
	`status` text NOT NULL,
	`provider_id` text,
	`detail` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`booking_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `emails_sent_provider` ON `emails_sent` (`provider_id`);--> statement-breakpoint
CREATE TABLE `offers` (
	`user_id` text NOT NULL,
	`duration_minutes` integer NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	PRIMARY KEY(`user_id`, `duration_minutes`)
);
--> statement-breakpoint
CREATE TABLE `photos` (
	`user_id` text PRIMARY KEY NOT NULL,
	`source_url` text NOT NULL,
	`content_type` text NOT NULL,
	`body` blob NOT NULL,
	`fetched_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`booking_id` text NOT NULL,
	`cause` text NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`payment_intent` text,
	`stripe_refund_id` text,
	`manual_reason` text,
	`settled_outside` integer NOT NULL,
	`requested_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `refunds_booking` ON `refunds` (`booking_id`);--> statement-breakpoint
CREATE INDEX `refunds_payment_intent` ON `refunds` (`payment_intent`);--> statement-breakpoint
CREATE INDEX `refunds_status` ON `refunds` (`status`,`requested_at`,`id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`booking_id` text PRIMARY KEY NOT NULL,
	`mentor_id` text NOT NULL,
	`mentee_id` text NOT NULL,
	`rating` integer NOT NULL,
	`comment` text,
	`created_at` integer NOT NULL,
	CONSTRAINT "reviews_rating" CHECK(rating between 1 and 5)
);
--> statement-breakpoint
CREATE INDEX `reviews_mentor` ON `reviews` (`mentor_id`,`rating`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`code_hash` text NOT NULL,
	`browser_hash` text NOT NULL,
	`network_hash` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_codes_email` ON `sign_in_codes` (`email`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_network` ON `sign_in_codes` (`network_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_created` ON `sign_in_codes` (`created_at`);--> statement-breakpoint
CREATE TABLE `timeline` (
	`booking_id` text NOT NULL,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text NOT NULL,
	`user_id` text,
	PRIMARY KEY(`booking_id`, `position`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`headline` text,
	`photo_url` text,
	`timezone` text NOT NULL,
	`locale` text NOT NULL,
	`is_mentee` integer NOT NULL,
	`is_mentor` integer NOT NULL,
	`is_admin` integer NOT NULL,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`rating_count` integer DEFAULT 0 NOT NULL,
	`rating_total` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE INDEX `users_mentors` ON `users` (`name`,`id`) WHERE is_mentor = 1 and removed_at is null;--> statement-breakpoint
CREATE INDEX `users_admins` ON `users` (`id`) WHERE is_admin = 1 and removed_at is null;--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`service` text NOT NULL,
	`event_id` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`service`, `event_id`)
);

CREATE TABLE `calendar_feeds` (
	`user_id` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token` ON `calendar_feeds` (`token_hash`);--> statement-breakpoint
CREATE TABLE `email_events` (
	`provider_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`weight` integer NOT NULL,
	`detail` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `bookings` ADD `cancel_told_at` integer;--> statement-breakpoint
CREATE INDEX `bookings_cancel_told` ON `bookings` (`cancelled_at`,`cancel_told_at`,`id`) WHERE status = 'cancelled';--> statement-breakpoint
CREATE INDEX `bookings_told_late` ON `bookings` (`cancelled_at`) WHERE status = 'cancelled' and cancel_told_at - cancelled_at > 300000;--> statement-breakpoint
ALTER TABLE `emails_sent` ADD `asked_at` integer;--> statement-breakpoint
CREATE INDEX `emails_sent_waiting` ON `emails_sent` (`asked_at`,`booking_id`,`key`) WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX `emails_sent_failed` ON `emails_sent` (`at`,`booking_id`,`key`) WHERE status in ('refused', 'bounced', 'complained', 'suppressed', 'failed');--> statement-breakpoint
UPDATE `bookings` SET `cancel_told_at` = (SELECT max(`at`) FROM `emails_sent` WHERE `booking_id` = `bookings`.`id` AND `kind` = 'cancelled' AND `status` IN ('accepted', 'delivered', 'bounced') HAVING count(*) = 2) WHERE `status` = 'cancelled';

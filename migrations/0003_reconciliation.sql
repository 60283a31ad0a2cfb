CREATE TABLE `reconciliation_differences` (
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`booking_id` text NOT NULL,
	`refund_id` text,
	`payment_intent` text,
	`stripe_refund_id` text,
	`ours_amount` integer,
	`ours_status` text,
	`theirs_amount` integer,
	`theirs_status` text,
	`currency` text NOT NULL,
	`found_at` integer NOT NULL,
	`resolved_at` integer,
	PRIMARY KEY(`day`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `reconciliation_differences_open` ON `reconciliation_differences` (`found_at`) WHERE resolved_at is null;--> statement-breakpoint
CREATE TABLE `reconciliation_seen` (
	`day` integer NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`day`, `id`)
);
--> statement-breakpoint
CREATE TABLE `reconciliations` (
	`day` integer PRIMARY KEY NOT NULL,
	`progress` text,
	`totals` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `bookings_paid` ON `bookings` (`created_at`) WHERE payment_intent is not null;--> statement-breakpoint
CREATE INDEX `refunds_stripe` ON `refunds` (`stripe_refund_id`);
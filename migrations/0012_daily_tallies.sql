CREATE TABLE `daily_tallies` (
	`day` integer PRIMARY KEY NOT NULL,
	`tally` text NOT NULL,
	`counted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `visits` (
	`user_id` text NOT NULL,
	`day` integer NOT NULL,
	PRIMARY KEY(`user_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `visits_day` ON `visits` (`day`);--> statement-breakpoint
CREATE INDEX `bookings_ended` ON `bookings` (`ends_at`) WHERE status in ('completed', 'no_show', 'cancelled');
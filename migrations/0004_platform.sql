CREATE TABLE `progress` (
	`job` text PRIMARY KEY NOT NULL,
	`after` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `undelivered_events` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_id` text NOT NULL,
	`position` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`last_error` text NOT NULL,
	`given_up_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `undelivered_events_given_up` ON `undelivered_events` (`given_up_at`,`id`);
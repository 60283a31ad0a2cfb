CREATE TABLE `joins` (
	`booking_id` text NOT NULL,
	`user_id` text NOT NULL,
	`clicked_at` integer NOT NULL,
	`clicks` integer NOT NULL,
	`joined_at` integer,
	PRIMARY KEY(`booking_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `joins_clicked` ON `joins` (`clicked_at`);--> statement-breakpoint
ALTER TABLE `bookings` ADD `undecided` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `attendance` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `waits_since` integer;--> statement-breakpoint
CREATE INDEX `bookings_waiting` ON `bookings` (`waits_since`,`id`) WHERE waits_since is not null;
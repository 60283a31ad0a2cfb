CREATE TABLE `days_off` (
	`user_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	PRIMARY KEY(`user_id`, `from_day`),
	CONSTRAINT "days_off_order" CHECK(from_day <= to_day)
);

-- What one mentee may book by themselves (domain/limits.ts, UPCOMING_WITH_ONE_MENTOR and BOOKINGS_AN_HOUR): a free session costs
-- its mentee nothing, and its mentor a slot, and two mails when it is cancelled.
-- Counted as unpaid drafts are (0010), in the very statement that claims. For a first claim only, which has version 1: what is
-- written later, or anew from its object, was counted then. "Now" is when the object made it. What a platform brings is its own.
CREATE INDEX `bookings_made` ON `bookings` (`mentee_id`,`created_at`) WHERE source = 'meridian';--> statement-breakpoint
CREATE TRIGGER bookings_caps BEFORE INSERT ON bookings
WHEN NEW.version = 1 AND NEW.source = 'meridian'
BEGIN
  SELECT RAISE(ABORT, 'too_many_upcoming') WHERE
    NOT EXISTS (SELECT 1 FROM bookings WHERE id = NEW.id)
    AND (
      SELECT count(*) FROM bookings AS other
      WHERE other.mentee_id = NEW.mentee_id AND other.stage IN (0, 1) AND other.starts_at > NEW.created_at
        AND other.mentor_id = NEW.mentor_id AND other.source = 'meridian'
    ) >= 20;
  SELECT RAISE(ABORT, 'too_many_made') WHERE
    NOT EXISTS (SELECT 1 FROM bookings WHERE id = NEW.id)
    AND (
      SELECT count(*) FROM bookings AS other
      WHERE other.mentee_id = NEW.mentee_id AND other.created_at > NEW.created_at - 3600000 AND other.source = 'meridian'
    ) >= 60;
END;

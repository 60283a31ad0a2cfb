-- One mentee holds at most ten unpaid drafts (domain/limits.ts, DRAFTS_AT_ONCE): each keeps a mentor's slot from everybody else.
-- A trigger, as against overlaps: it counts within the very statement that claims, so a hundred claims at once get ten.
-- For a first claim only: a booking whose checkout is open, or whose row is there, was counted when it was claimed.
CREATE TRIGGER bookings_draft_cap BEFORE INSERT ON bookings
WHEN NEW.status = 'draft' AND NEW.source = 'meridian' AND NEW.price_amount > 0 AND NEW.checkout_session_id IS NULL
BEGIN
  SELECT RAISE(ABORT, 'too_many_drafts') WHERE
    NOT EXISTS (SELECT 1 FROM bookings WHERE id = NEW.id)
    AND (
      SELECT count(*) FROM bookings AS other
      WHERE other.mentee_id = NEW.mentee_id AND other.stage = 0 AND other.source = 'meridian' AND other.price_amount > 0
    ) >= 10;
END;

-- No two live bookings (not cancelled, not expired) of one mentor overlap, nor of one mentee.
-- A trigger and not an insert that selects: the projection is one upsert, and this holds whoever writes it.
-- BEFORE INSERT runs for an upsert too, before the conflict is looked at, hence `id <> NEW.id`. Looking back one day is
-- enough: no session is longer (domain/limits.ts, LONGEST_SESSION). `stage in (0, 1, 2)` lets the lists' indexes serve.
CREATE TRIGGER bookings_no_overlap BEFORE INSERT ON bookings
WHEN NEW.status NOT IN ('cancelled', 'expired')
BEGIN
  SELECT RAISE(ABORT, 'slot_taken') WHERE EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.mentor_id = NEW.mentor_id AND other.stage IN (0, 1, 2)
      AND other.starts_at > NEW.starts_at - 86400000 AND other.starts_at < NEW.ends_at
      AND other.ends_at > NEW.starts_at AND other.status NOT IN ('cancelled', 'expired') AND other.id <> NEW.id
  );
  SELECT RAISE(ABORT, 'slot_taken') WHERE EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.mentee_id = NEW.mentee_id AND other.stage IN (0, 1, 2)
      AND other.starts_at > NEW.starts_at - 86400000 AND other.starts_at < NEW.ends_at
      AND other.ends_at > NEW.starts_at AND other.status NOT IN ('cancelled', 'expired') AND other.id <> NEW.id
  );
END;

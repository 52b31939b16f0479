-- What each promise of the shop looked like when it was last checked: null is kept.
CREATE SCHEMA invariants;
CREATE TABLE invariants.checks (
  name text PRIMARY KEY,
  checked_at timestamptz NOT NULL,
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  -- the first row that breaks it, in a sentence
  violation text,
  -- since when it is broken without a break
  broken_since timestamptz,
  CHECK ((violation IS NULL) = (broken_since IS NULL))
);

-- Which kinds of code let somebody in: bit 1 static (paper), bit 2 rotating (ticket page). At the gate a kind needs the
-- bit of its ticket and of its session.
ALTER TABLE catalog.sessions
  ADD COLUMN allowed_kinds smallint NOT NULL DEFAULT 3 CHECK (allowed_kinds BETWEEN 1 AND 3),
  -- before this neither code nor PDF is given; null: at once
  ADD COLUMN codes_released_at timestamptz;

-- Tickets sold so far may have been printed. New ones accept paper from when their PDF is asked for.
ALTER TABLE tickets.tickets
  ADD COLUMN allowed_kinds smallint NOT NULL DEFAULT 3 CHECK (allowed_kinds BETWEEN 1 AND 3);
ALTER TABLE tickets.tickets ALTER COLUMN allowed_kinds SET DEFAULT 2;

-- When each way of making backups last ended well, so that an alert can say that none has for too long. Whatever makes them
-- calls the function: the shop's own command, or a script after pgBackRest.
CREATE TABLE platform.backups (
  made_by text PRIMARY KEY CHECK (length(made_by) BETWEEN 1 AND 40),
  ended_at timestamptz NOT NULL
);
CREATE FUNCTION platform.note_backup(maker text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO platform.backups (made_by, ended_at) VALUES (maker, clock_timestamp())
  ON CONFLICT (made_by) DO UPDATE SET ended_at = excluded.ended_at
$$;

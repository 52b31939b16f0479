-- How often somebody called what has a limit, for all processes together. Not logged: a lost count lets people begin anew.
-- The key is a keyed hash of a network or an account and the route.
CREATE UNLOGGED TABLE platform.call_counts (
  key text PRIMARY KEY CHECK (length(key) = 43),
  calls int NOT NULL CHECK (calls > 0),
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX call_counts_by_end ON platform.call_counts (ends_at);

-- Lists of the back office as files, each made by a job for one person. The bytes are in the database, a piece a row, so that
-- any process of the shop can make and serve them and none holds more than a piece.
CREATE TABLE reports.exports (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('orders', 'tickets', 'sales', 'refunds', 'entries')),
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  -- days of the shop's zone, both included
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'ready', 'failed')),
  done integer NOT NULL DEFAULT 0,
  total integer,
  size_bytes bigint NOT NULL DEFAULT 0,
  -- while it is made: the try that writes it; an older one finds itself replaced and stops
  maker uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX exports_of_account ON reports.exports (account_id, created_at DESC);
CREATE INDEX exports_expiry ON reports.exports (expires_at);

CREATE TABLE reports.export_pieces (
  export_id uuid NOT NULL REFERENCES reports.exports (id) ON DELETE CASCADE,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (export_id, number)
);
-- What was compressed already, or is read once, is not worth the work of compressing.
ALTER TABLE reports.export_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

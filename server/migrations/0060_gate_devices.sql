-- Scanners, who works on them and where.

-- What a session lets happen at its gates; a session without a row has no hours, and who left stays out.
CREATE TABLE admissions.policies (
  session_id integer PRIMARY KEY,
  -- before it nobody enters, after it nobody enters any more; null: no such hour
  opens_at timestamptz,
  closes_at timestamptz,
  -- who left may come in again
  reentry boolean NOT NULL DEFAULT false,
  CHECK (opens_at < closes_at)
);

CREATE TABLE admissions.devices (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  -- null: every session
  session_ids integer[] CHECK (cardinality(session_ids) > 0),
  -- null: any gate
  gate text,
  -- after it the device is of no use
  ends_at timestamptz NOT NULL,
  -- SHA-256 of the token in the link that enrols it, until that was used
  invitation_hash bytea UNIQUE CHECK (octet_length(invitation_hash) = 32),
  invitation_expires_at timestamptz NOT NULL,
  -- point of P-256, uncompressed: 4, x, y
  public_key bytea CHECK (octet_length(public_key) = 65),
  enrolled_at timestamptz,
  revoked_at timestamptz,
  last_seen_at timestamptz,
  -- scans that it said it still keeps
  waiting_scans integer CHECK (waiting_scans >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((public_key IS NULL) = (enrolled_at IS NULL)),
  CHECK (public_key IS NULL OR invitation_hash IS NULL)
);

-- A login of a controller and the scanner that it was made on. The tie to a scanner that was revoked is never loosened.
CREATE TABLE admissions.shifts (
  login_id uuid PRIMARY KEY,
  device_id uuid NOT NULL REFERENCES admissions.devices (id),
  controller_id uuid NOT NULL,
  began_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE UNIQUE INDEX shifts_one_open ON admissions.shifts (device_id) WHERE ended_at IS NULL;
CREATE INDEX shifts_by_device ON admissions.shifts (device_id, began_at);

-- Who works where.
CREATE TABLE admissions.postings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  controller_id uuid NOT NULL,
  -- null: every session
  session_id integer,
  -- null: any gate
  gate text,
  -- may undo entries, resolve conflicts and search for tickets
  supervisor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (controller_id, session_id, gate)
);
-- Until now whoever is a controller worked everywhere.
INSERT INTO admissions.postings (controller_id) SELECT id FROM accounts.accounts WHERE role = 'controller';

-- Who looked for a ticket by order or holder, and which they were shown. The words are not kept: they are names.
CREATE TABLE admissions.searches (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id integer NOT NULL,
  controller_id uuid NOT NULL,
  device_id uuid,
  by text NOT NULL CHECK (by IN ('order', 'holder')),
  ticket_ids uuid[] NOT NULL,
  searched_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX searches_by_session ON admissions.searches (session_id, searched_at);

-- The gate. Every scan is kept, refusals too.
CREATE SCHEMA admissions;

CREATE TABLE admissions.gates (
  session_id integer NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (session_id, code)
);

CREATE TABLE admissions.scans (
  id uuid PRIMARY KEY,
  -- SHA-256 of the request: the same scan id with another body is refused
  request_hash bytea NOT NULL,
  session_id integer NOT NULL,
  gate text NOT NULL,
  controller_id uuid NOT NULL,
  ticket_id uuid,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  verdict text NOT NULL CHECK (verdict IN ('admitted', 'refused', 'check')),
  reason text NOT NULL,
  places integer NOT NULL CHECK (places >= 0),
  -- the reply, given again for the same scan id
  result jsonb NOT NULL,
  scanned_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX scans_by_session ON admissions.scans (session_id, received_at);
CREATE INDEX scans_by_ticket ON admissions.scans (ticket_id) WHERE ticket_id IS NOT NULL;

-- The right to enter one session, for n places.
CREATE SCHEMA tickets;

CREATE TABLE tickets.tickets (
  id uuid PRIMARY KEY,
  session_id integer NOT NULL,
  order_id uuid NOT NULL,
  order_line integer NOT NULL,
  -- 1 .. quantity of the order line
  unit integer NOT NULL CHECK (unit > 0),
  account_id uuid NOT NULL,
  category text NOT NULL,
  offer text NOT NULL,
  places integer NOT NULL CHECK (places BETWEEN 1 AND 50),
  status text NOT NULL DEFAULT 'valid'
    CHECK (status IN ('valid', 'used', 'cancelled', 'refunded', 'blocked', 'transferred')),
  holder_name text NOT NULL,
  generation integer NOT NULL DEFAULT 1 CHECK (generation BETWEEN 1 AND 65535),
  -- second half of the double key, sealed
  ticket_key_sealed text NOT NULL,
  pepper_id integer NOT NULL,
  -- SHA-256 over ticket id and tag, first 8 bytes: what a scan is compared with
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 8),
  -- places that have entered, and left
  entries integer NOT NULL DEFAULT 0,
  exits integer NOT NULL DEFAULT 0,
  first_entry_at timestamptz,
  first_entry_gate text,
  issued_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (order_id, order_line, unit),
  CONSTRAINT inside_within_places CHECK (0 <= entries - exits AND entries - exits <= places)
) WITH (fillfactor = 80);
CREATE INDEX tickets_by_account ON tickets.tickets (account_id);
CREATE INDEX tickets_by_session ON tickets.tickets (session_id, category);

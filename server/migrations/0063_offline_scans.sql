-- Scans made without network: facts, kept even where they break a rule, and what a supervisor has to look at for it.

-- 'open': a conflict stands open, the ticket takes no more entries. 'settled': a supervisor left more people inside than
-- there are places, or fewer.
ALTER TABLE tickets.tickets ADD COLUMN conflict text NOT NULL DEFAULT 'none' CHECK (conflict IN ('none', 'open', 'settled'));
ALTER TABLE tickets.tickets DROP CONSTRAINT inside_within_places;
ALTER TABLE tickets.tickets ADD CONSTRAINT inside_within_places
  CHECK (entries >= 0 AND exits >= 0 AND (conflict <> 'none' OR entries - exits BETWEEN 0 AND places));

ALTER TABLE admissions.scans
  ADD COLUMN device_id uuid,
  ADD COLUMN offline boolean NOT NULL DEFAULT false,
  -- number of the list that a scanner decided by
  ADD COLUMN pack_sequence bigint CHECK (pack_sequence >= 0),
  -- of its entry in the chain of its scanner; also of a scan that the server had decided before it came in a chain
  ADD COLUMN chain_hash bytea CHECK (octet_length(chain_hash) = 32),
  -- what the scanner did although the server had decided otherwise
  ADD COLUMN local_verdict text CHECK (local_verdict IN ('admitted', 'refused', 'check')),
  ADD COLUMN local_reason text,
  ADD COLUMN local_places integer CHECK (local_places >= 0),
  -- why the server would not have let in what a scanner let in; null: it would have
  ADD COLUMN found text,
  ADD COLUMN state text NOT NULL DEFAULT 'counted' CHECK (state IN ('counted', 'undone', 'voided', 'quarantined')),
  -- when the server learnt of it, or by the scanner's clock as far as that can be believed
  ADD COLUMN happened_at timestamptz NOT NULL DEFAULT now(),
  ADD CHECK ((local_verdict IS NULL) = (local_reason IS NULL) AND (local_verdict IS NULL) = (local_places IS NULL));
UPDATE admissions.scans SET happened_at = received_at;
-- places that really went through
ALTER TABLE admissions.scans ADD COLUMN passed integer NOT NULL GENERATED ALWAYS AS (coalesce(local_places, places)) STORED;

-- The chain of a scanner: how far the server knows it.
CREATE TABLE admissions.chains (
  device_id uuid PRIMARY KEY,
  length bigint NOT NULL DEFAULT 0 CHECK (length >= 0),
  head bytea CHECK (octet_length(head) = 32),
  -- the latest moment that one of its scans was made at; its clock does not run backwards
  latest_at timestamptz,
  CHECK ((head IS NULL) = (length = 0))
);
CREATE TABLE admissions.chain_entries (
  device_id uuid NOT NULL REFERENCES admissions.chains (device_id),
  position bigint NOT NULL CHECK (position > 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  scan_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('recorded', 'known', 'conflict', 'quarantined', 'rejected')),
  PRIMARY KEY (device_id, position),
  UNIQUE (device_id, hash)
);

CREATE TABLE admissions.conflicts (
  id uuid PRIMARY KEY,
  session_id integer NOT NULL,
  -- what it is about: a ticket, else a scanner, else one scan whose code names no ticket of ours
  subject uuid NOT NULL,
  ticket_id uuid,
  kind text NOT NULL CHECK (kind IN ('entered_twice', 'entered_without_right', 'left_without_entry', 'quarantine')),
  -- 'withdrawn': scans that came later explain all
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'withdrawn')),
  opened_at timestamptz NOT NULL DEFAULT now(),
  decision text CHECK (decision IN ('both_stay', 'one_person', 'wrong_person_inside', 'dismissed')),
  reason text,
  resolved_by uuid,
  resolved_at timestamptz,
  -- the most and the fewest inside at once that the resolution leaves as they are
  settled_most integer,
  settled_least integer,
  CHECK ((state = 'resolved') = (decision IS NOT NULL)),
  CHECK ((decision IS NULL) = (reason IS NULL) AND (decision IS NULL) = (resolved_by IS NULL)
    AND (decision IS NULL) = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX conflicts_one_open ON admissions.conflicts (subject, session_id) WHERE state = 'open';
CREATE INDEX conflicts_by_subject ON admissions.conflicts (subject);
CREATE INDEX conflicts_by_session ON admissions.conflicts (session_id, opened_at);

CREATE TABLE admissions.conflict_scans (
  conflict_id uuid NOT NULL REFERENCES admissions.conflicts (id),
  scan_id uuid NOT NULL REFERENCES admissions.scans (id),
  PRIMARY KEY (conflict_id, scan_id)
);
CREATE INDEX conflict_scans_by_scan ON admissions.conflict_scans (scan_id);

-- What was taken back of a scan, once: by a supervisor, or because nobody went through. The scan stays.
CREATE TABLE admissions.corrections (
  scan_id uuid PRIMARY KEY REFERENCES admissions.scans (id),
  session_id integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('undone', 'voided')),
  places integer NOT NULL CHECK (places >= 0),
  reason text NOT NULL,
  account_id uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX corrections_by_session ON admissions.corrections (session_id, made_at);

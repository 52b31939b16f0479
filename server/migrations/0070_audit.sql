-- The journal: who did what, when, from where, before and after. Entries are only ever added, each chained to the one before
-- by its hash, and the newest is signed now and then, so that what is changed or cut off shows.
CREATE SCHEMA audit;

CREATE TABLE audit.entries (
  -- 1, 2, 3, ... without a gap
  number bigint PRIMARY KEY CHECK (number > 0),
  -- to the millisecond, because the hash is made of its text
  at timestamptz NOT NULL CHECK (at = date_trunc('milliseconds', at)),
  -- null: the shop itself, or its operator at the command line
  actor_id uuid,
  actor_role text NOT NULL CHECK (actor_role IN ('customer', 'controller', 'admin', 'operator', 'system')),
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  -- JSON of what was before and what is after; names nobody
  details text NOT NULL,
  -- JSON of the caller's address and of what they wrote as a reason, under the actor's key of this journal
  private_sealed text,
  request_id text,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  CHECK ((actor_id IS NULL) = (actor_role IN ('operator', 'system')))
);
CREATE INDEX entries_by_time ON audit.entries (at);
CREATE INDEX entries_by_actor ON audit.entries (actor_id, number) WHERE actor_id IS NOT NULL;
CREATE INDEX entries_by_action ON audit.entries (action, number);
CREATE INDEX entries_by_subject ON audit.entries (subject_kind, subject_id, number);

-- The newest entry. Whoever adds one locks this row, so that there is one chain.
CREATE TABLE audit.head (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  number bigint NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
INSERT INTO audit.head (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

-- What the newest entry was at some moments, signed (Ed25519): a journal that ends before it was cut off.
CREATE TABLE audit.signed_heads (
  number bigint NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  signed_at timestamptz NOT NULL,
  kid integer NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  PRIMARY KEY (number, signed_at)
);

-- Opens what is sealed in an actor's entries. Gone with the actor: the chain stays valid without it.
CREATE TABLE audit.actor_keys (
  actor_id uuid PRIMARY KEY,
  key_sealed text NOT NULL
);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is only ever added to' USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.signed_heads
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER undeletable BEFORE DELETE OR TRUNCATE ON audit.head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

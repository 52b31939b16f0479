-- Who people are, proved: links of mails for passwords and addresses, browsers that are known, tries that are counted.

-- Rises with each change of the profile, so that a page that shows an older one is told.
ALTER TABLE accounts.accounts ADD COLUMN profile_version integer NOT NULL DEFAULT 1;

ALTER TABLE accounts.logins DROP CONSTRAINT logins_ended_because_check;
ALTER TABLE accounts.logins ADD CONSTRAINT logins_ended_because_check CHECK (ended_because IN (
  'logout', 'logout_all', 'ended_by_owner', 'token_reuse', 'password_changed', 'password_reset', 'disabled')) NOT VALID;
ALTER TABLE accounts.logins VALIDATE CONSTRAINT logins_ended_because_check;

-- A registration with an address that has an active account is kept too, without names and never with a link: so that a
-- login with its password answers as it does where the address had none.
COMMENT ON TABLE accounts.registrations IS 'waiting for the link of a mail; token_hash stays null for an active account';

-- A forgotten password: the link of a mail, once.
CREATE TABLE accounts.password_resets (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- SHA-256; null until the mail is made
  token_hash bytea UNIQUE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX password_resets_account ON accounts.password_resets (account_id);
CREATE INDEX password_resets_expiry ON accounts.password_resets (expires_at);

-- A change of address under way: the links to both addresses must be followed.
CREATE TABLE accounts.email_changes (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  old_email text NOT NULL,
  new_email text NOT NULL,
  new_email_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- SHA-256; null until the mails are made
  old_token_hash bytea UNIQUE,
  new_token_hash bytea UNIQUE,
  old_confirmed_at timestamptz,
  new_confirmed_at timestamptz,
  -- carried out: kept until both addresses are told
  done_at timestamptz,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX email_changes_one_open ON accounts.email_changes (account_id) WHERE done_at IS NULL;
CREATE INDEX email_changes_account ON accounts.email_changes (account_id);
CREATE INDEX email_changes_expiry ON accounts.email_changes (expires_at);

-- A browser that has logged in to an account before; it has a random token in a cookie.
CREATE TABLE accounts.known_devices (
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  -- SHA-256
  token_hash bytea NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_devices_age ON accounts.known_devices (last_seen_at);

-- When something that is limited was last tried; `subject` is the SHA-256 of what it counts for. Whether an address has an
-- account makes no difference here.
CREATE TABLE accounts.tries (
  kind text NOT NULL,
  subject bytea NOT NULL,
  tried_at timestamptz[] NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX tries_expiry ON accounts.tries (expires_at);

-- Who people are: accounts, activation, logins.
CREATE SCHEMA accounts;

CREATE TABLE accounts.accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  -- lower case, NFC: the form that is looked up
  email_key text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  role text NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'controller', 'admin')),
  status text NOT NULL DEFAULT 'unactivated' CHECK (status IN ('unactivated', 'active', 'disabled')),
  -- first half of the double key of every ticket, sealed (AES-256-GCM, blob v1)
  user_key_sealed text NOT NULL,
  terms_version text NOT NULL,
  terms_accepted_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  activated_at timestamptz
);

-- A registration that waits for its mail to be answered. The link of a mail brings in the password and the names of its
-- own registration: whoever registers somebody else's address cannot make the owner activate a stranger's password.
CREATE TABLE accounts.registrations (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  password_hash text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  terms_version text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- SHA-256; null until the mail is made
  token_hash bytea UNIQUE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX registrations_account ON accounts.registrations (account_id);
CREATE INDEX registrations_expiry ON accounts.registrations (expires_at);

-- A login on one device; its refresh tokens are a family that ends as a whole.
CREATE TABLE accounts.logins (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts.accounts (id) ON DELETE CASCADE,
  user_agent text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('logout', 'token_reuse', 'password_changed', 'disabled')),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE INDEX logins_account ON accounts.logins (account_id);
CREATE INDEX logins_expiry ON accounts.logins (expires_at);

CREATE TABLE accounts.refresh_tokens (
  token_hash bytea PRIMARY KEY,
  login_id uuid NOT NULL REFERENCES accounts.logins (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
CREATE INDEX refresh_tokens_login ON accounts.refresh_tokens (login_id);
